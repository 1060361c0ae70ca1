// “Create Virtual Host” as a person meets it, and by its options: what is asked, what is written, and that nothing is lost.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MadeVirtualHost } from '../../client/src/commands/scaffolds/createVirtualHost.ts';
import { editor, Uri, workspace } from '../kit/vscode.ts';

vi.mock('vscode', () => import('../kit/vscode.ts'));
const { registerCreateVirtualHost } = await import('../../client/src/commands/scaffolds/createVirtualHost.ts');

const COMMAND = 'apacheWsgiTls.createVirtualHost';
const environments = [{ path: '/srv/blog/.venv', version: '3.12', works: true }];
registerCreateVirtualHost({ isRunning: () => true, sendRequest: async () => ({ candidates: [], environments, packages: {}, partial: false }) } as never);

let folder = '';
beforeEach(() => {
  editor.reset();
  folder = mkdtempSync(path.join(tmpdir(), 'apacheconf-command-'));
  editor.folders = [folder];
  editor.settings = { platform: 'debian' };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const next = () => editor.prompt();
const at = (name: string) => path.join(folder, name);
const text = (name: string) => readFileSync(at(name), 'utf8');
const OPTIONS = {
  pattern: 'https-redirect',
  serverName: 'blog.test',
  script: '/srv/blog/app.wsgi',
  certificate: '/etc/ssl/blog.pem',
  privateKey: '/etc/ssl/blog.key',
};
const made = (options: object = {}) => editor.run<MadeVirtualHost>(COMMAND, { ...OPTIONS, target: at('blog.conf'), ...options });

describe('by its options', () => {
  test('asks nothing, writes the file and says what it needs', async () => {
    expect(await made()).toEqual({ files: [at('blog.conf')], modules: ['mod_ssl', 'mod_headers', 'mod_alias', 'mod_wsgi'] });
    expect(text('blog.conf')).toContain('WSGIScriptAlias / /srv/blog/app.wsgi process-group=blog.test application-group=%{GLOBAL}');
    expect([editor.said, editor.previewed]).toEqual([[], []]);
  });

  test('takes paths from the folder of the workspace on; those of another system stay', async () => {
    await made({ target: 'apache/blog.conf', script: '${workspaceFolder}/app.wsgi', certificate: 'tls/blog.pem' });
    expect(text('apache/blog.conf')).toContain(`SSLCertificateFile ${at('tls/blog.pem')}\n`);
    expect(text('apache/blog.conf')).toContain(`WSGIScriptAlias / ${at('app.wsgi')} `);
    await made({ platform: 'windows', script: 'C:\\blog\\app.wsgi', certificate: 'C:\\tls\\a.pem', privateKey: 'C:\\tls\\a.key' });
    expect(text('blog.conf')).toContain('WSGIScriptAlias / C:/blog/app.wsgi ');
  });

  test('writes for the platform that the settings state', async () => {
    editor.settings = { platform: 'rhel' };
    await made();
    expect(text('blog.conf')).toContain('dnf install httpd mod_ssl python3-mod_wsgi');
  });

  test('makes the folder that a server for development writes to', async () => {
    const { files } = await made({ pattern: 'development', target: at('apache/dev.conf') });
    expect(files).toEqual([at('apache/dev.conf'), at('apache/dev-run/.gitignore')]);
    expect(readdirSync(at('apache')).sort()).toEqual(['dev-run', 'dev.conf']);
  });

  test('never writes over a file', async () => {
    writeFileSync(at('blog.conf'), 'mine\n');
    await expect(made()).rejects.toThrow('blog.conf” is there already, and was left as it is. Choose another name');
    expect(text('blog.conf')).toBe('mine\n');
    mkdirSync(at('dev-run'));
    writeFileSync(at('dev-run/.gitignore'), 'mine\n');
    await expect(made({ pattern: 'development', target: at('dev.conf') })).rejects.toThrow('is there already');
    expect(readdirSync(folder).sort()).toEqual(['blog.conf', 'dev-run']);
  });

  test('says so where the editor cannot write', async () => {
    editor.editable = false;
    await expect(made()).rejects.toThrow('Nothing was written: ');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('loses nothing where no folder can be made', async () => {
    writeFileSync(at('apache'), 'mine\n');
    await expect(made({ target: at('apache/blog.conf') })).rejects.toThrow('Nothing was written: ');
    expect(text('apache')).toBe('mine\n');
  });

  test('takes back what was made where the rest cannot be', async () => {
    writeFileSync(at('dev-run'), 'mine\n');
    await expect(made({ pattern: 'development', target: at('dev.conf') })).rejects.toThrow('Nothing was written: ');
    expect([readdirSync(folder), text('dev-run')]).toEqual([['dev-run'], 'mine\n']);
  });

  test('rejects what cannot be written, before anything is', async () => {
    await expect(made({ script: '/srv/${X}/app.wsgi' })).rejects.toThrow('has ${ in it');
    await expect(made({ script: 5 })).rejects.toThrow('The option script is an absolute path');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('by questions', () => {
  test('asks in steps, shows the file before it is written, opens it and leads on', async () => {
    writeFileSync(at('app.wsgi'), '');
    for (const name of ['blog.test.pem', 'blog.test-key.pem']) writeFileSync(at(name), '');
    const run = editor.run<MadeVirtualHost>(COMMAND);
    const kind = await next();
    expect([kind.step, kind.active, kind.labels.length]).toEqual(['1/10', 'HTTPS, and HTTP redirects to it', 7]);
    kind.pick('HTTPS with client certificates');
    const platform = await next();
    expect(platform.active).toBe('Debian and Ubuntu');
    platform.accept();
    const names = await next();
    names.type('my_blog.test');
    expect(names.problem).toContain('underscore');
    names.enter('blog.test, www.blog.test');
    const script = await next();
    expect(script.value).toBe(at('app.wsgi'));
    script.type('app.wsgi');
    expect(script.problem).toContain('absolute path on the server');
    script.enter('/srv/blog/app.wsgi');
    const environment = await next();
    expect(environment.value).toBe('/srv/blog/.venv');
    environment.accept();
    (await next()).pick('blog.test.pem');
    (await next()).pick('blog.test-key.pem');
    (await next()).enter('');
    const target = await next();
    expect([target.step, target.value]).toEqual(['9/9', 'apache/sites-available/blog.test.conf']);
    target.type('blog.txt');
    expect(target.problem).toContain('ends in .conf');
    target.enter('apache/sites-available/blog.test.conf');
    const live = await next();
    expect(live.title).toBe('apache/sites-available/blog.test.conf is made. httpd has to read it and to load its modules.');
    live.pick('Bring It Live');
    const file = at('apache/sites-available/blog.test.conf');
    expect(await run).toEqual({ files: [file], modules: ['mod_ssl', 'mod_alias', 'mod_wsgi'] });
    expect(editor.previewed).toEqual([file]);
    expect(editor.active?.document.languageId).toBe('apacheconf');
    expect(editor.ran).toEqual([['apacheWsgiTls.bringLive', { prefill: { file, platform: 'debian', modules: ['mod_ssl', 'mod_alias', 'mod_wsgi'] } }]]);
    const written = text('apache/sites-available/blog.test.conf');
    expect(written).toContain('    ServerAlias www.blog.test\n');
    expect(written).toContain(`    SSLCertificateKeyFile ${at('blog.test-key.pem')}\n`);
    expect(written).toContain(`    SSLCACertificateFile ${at('client-ca.pem')}\n`);
    expect(written).toContain('python-home=/srv/blog/.venv');
  });

  test('asks nothing that was handed over, nor what the pattern does not need', async () => {
    const prefill = { script: '/srv/blog/app.wsgi', project: '/srv/blog/src', pythonHome: '/srv/blog/.venv', platform: 'docker', pattern: 'behind-proxy' };
    const run = editor.run(COMMAND, { prefill });
    (await next()).enter('blog.test');
    const proxies = await next();
    proxies.type('nginx');
    expect(proxies.problem).toContain('no address of a proxy');
    proxies.enter('10.0.0.5 10.1.0.0/16');
    (await next()).enter('blog.conf');
    (await next()).dismiss();
    await run;
    expect(text('blog.conf')).toContain('WSGITrustedProxies 10.0.0.5 10.1.0.0/16\n');
    expect(text('blog.conf')).toContain('python-path=/srv/blog/src');
  });

  test('begins with the script that it was run on', async () => {
    writeFileSync(at('other.wsgi'), '');
    const run = editor.run(COMMAND, Uri.file(at('other.wsgi')));
    (await next()).accept();
    (await next()).accept();
    (await next()).enter('blog.test');
    const script = await next();
    expect(script.value).toBe(at('other.wsgi'));
    script.dismiss();
    expect(await run).toBeUndefined();
    expect(readdirSync(folder)).toEqual(['other.wsgi']);
  });

  test('asks for another name where the file is there', async () => {
    writeFileSync(at('blog.conf'), 'mine\n');
    const run = editor.run(COMMAND, { prefill: { ...OPTIONS, platform: 'debian', pythonHome: '/srv/blog/.venv' } });
    (await next()).enter('blog.conf');
    const again = await next();
    expect(again.problem).toContain('is there already, and stays as it is');
    again.enter('blog-2.conf');
    (await next()).dismiss();
    await run;
    expect(text('blog.conf')).toBe('mine\n');
    expect(text('blog-2.conf')).toContain('ServerName blog.test');
  });

  test('makes nothing of it where the person discards what is shown', async () => {
    editor.agrees = false;
    const run = editor.run(COMMAND, { prefill: { ...OPTIONS, platform: 'debian', pythonHome: '/srv/blog/.venv', target: at('blog.conf') } });
    const agreement = await next();
    expect([agreement.labels, editor.previewed]).toEqual([['Make the File', 'Discard'], [at('blog.conf')]]);
    expect(existsSync(at('blog.conf'))).toBe(false);
    agreement.pick('Discard');
    expect(await run).toBeUndefined();
    expect(editor.messages('error')).toEqual(['Nothing was written: the files were discarded.']);
    expect(existsSync(at('blog.conf'))).toBe(false);
  });

  test('says so where the editor tells of files that are not there', async () => {
    vi.spyOn(workspace, 'applyEdit').mockResolvedValueOnce(true);
    await expect(editor.run(COMMAND, { ...OPTIONS, target: at('blog.conf') })).rejects.toThrow('cannot be made there');
  });

  test('tells why nothing was written', async () => {
    editor.editable = false;
    const run = editor.run(COMMAND, { prefill: { ...OPTIONS, platform: 'debian', pythonHome: '/srv/blog/.venv', target: at('blog.conf') } });
    expect(await run).toBeUndefined();
    expect(editor.messages('error')[0]).toContain('cannot be made there');
  });
});
