// What comes after a certificate is made: its lines in a virtual host, its authority, its key and Git, a look at it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Created } from '../../../client/src/certificates/create.ts';
import { newDesk } from '../../kit/desk.ts';
import { client, hostAt, server } from '../../kit/hosts.ts';
import { editor, type Prompt, Uri } from '../../kit/vscode.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerCreateCertificate } = await import('../../../client/src/commands/certificates/create.ts');
registerCreateCertificate(client);

const desk = newDesk();
const next = () => editor.prompt();
const INSERT = 'Insert into a Virtual Host';
const IGNORE = 'Add the Key to .gitignore';

/** Runs the command up to “What next?”. */
async function create(): Promise<{ run: Promise<Created>; what: Prompt }> {
  const run = editor.run<Created>('apacheWsgiTls.createCertificate', { prefill: { names: ['app.test'] } });
  (await next()).accept();
  (await next()).pick('Built in');
  (await next()).pick('ECDSA P-256');
  (await next()).accept();
  (await next()).pick('certs');
  (await next()).accept();
  return { run, what: await next() };
}

describe('the lines of a virtual host', () => {
  const TEXT = '<VirtualHost *:443>\n    ServerName app.test\n</VirtualHost>\n\n<VirtualHost *:443>\n    ServerName other.test\n</VirtualHost>\n';
  const LINES = '    SSLEngine On\n    SSLCertificateFile certs/app.test.pem\n';
  let uri: Uri;
  beforeEach(() => {
    uri = Uri.file(path.join(desk.folder, 'site.conf'));
    server.hosts = [hostAt(uri.toString(), [4, 6], ['other.test']), hostAt(uri.toString(), [0, 2], ['app.test'])];
    const at = { line: 2, character: 0 };
    server.edit = { edits: [{ range: { start: at, end: at }, newText: LINES }], summary: 'app.test uses the certificate.' };
  });

  test('go into the one under the cursor, and are shown', async () => {
    const document = editor.show(uri, TEXT, 5);
    const { run, what } = await create();
    what.pick(INSERT);
    const again = await next();
    expect(again.labels).toEqual(what.labels);
    again.dismiss();
    const { certificate, privateKey } = await run;
    expect(server.asked).toEqual([{ uri: uri.toString(), position: { line: 4, character: 0 }, change: { kind: 'certificate', certificate, privateKey } }]);
    expect(document.getText()).toBe(TEXT.replace('</VirtualHost>', `${LINES}</VirtualHost>`));
    expect(document.version).toBe(2);
    expect(editor.active).toMatchObject({ document: { uri }, selection: { start: { line: 2 }, end: { line: 4 } } });
    expect(editor.messages('status')).toEqual(['Apache WSGI & TLS: app.test uses the certificate.']);
  });

  test('go into the one that is picked, the one of that name first', async () => {
    writeFileSync(uri.fsPath, TEXT);
    const { run, what } = await create();
    what.pick(INSERT);
    const hosts = await next();
    expect(hosts.choices).toMatchObject([
      { label: 'app.test', description: '*:443, TLS', detail: 'site.conf:1' },
      { label: 'other.test', detail: 'site.conf:5' },
    ]);
    hosts.pick('other.test');
    (await next()).dismiss();
    await run;
    expect(server.asked).toMatchObject([{ position: { line: 4 } }]);
    expect(readFileSync(uri.fsPath, 'utf8')).toBe(TEXT);
    expect(editor.active!.document.getText()).toContain(LINES);
  });

  test('are not inserted where the server refuses, which is said', async () => {
    const document = editor.show(uri, TEXT, 1);
    server.edit = { refused: 'The host is made by a macro.' };
    const { run, what } = await create();
    what.pick(INSERT);
    (await next()).dismiss();
    await run;
    expect(editor.messages('warning')).toEqual(['The host is made by a macro.']);
    expect(document.getText()).toBe(TEXT);
  });

  test('are told of where they cannot be written, or there is no host', async () => {
    editor.show(uri, TEXT, 1);
    editor.editable = false;
    const { run, what } = await create();
    what.pick(INSERT);
    const again = await next();
    server.hosts = [];
    again.pick(INSERT);
    (await next()).dismiss();
    await run;
    expect(editor.messages('warning')).toEqual([expect.stringContaining('could not be inserted')]);
    expect(editor.messages('information').at(-1)).toContain('No virtual host was found');
  });
});

describe('what else is offered', () => {
  test('trusts the authority, and shows the certificate', async () => {
    const { run, what } = await create();
    what.pick('Trust the Authority');
    (await next()).pick('Inspect the Certificate');
    (await next()).dismiss();
    const { authority, certificate } = await run;
    expect(editor.ran).toEqual([
      ['apacheWsgiTls.trustAuthority', { prefill: { authority } }],
      ['apacheWsgiTls.inspectCertificate', { prefill: { path: certificate } }],
    ]);
  });

  test('says why something did not work, and goes on', async () => {
    const { run, what } = await create();
    editor.others['apacheWsgiTls.inspectCertificate'] = Promise.reject(new Error('out of paper'));
    what.pick('Inspect the Certificate');
    const told = await next();
    expect(told.title).toContain('did not foresee: out of paper');
    told.dismiss();
    (await next()).dismiss();
    await run;
  });
});

describe('the key and Git', () => {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: desk.folder, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  const ignored = () => path.join(desk.folder, '.gitignore');

  test('is offered in a work tree alone', async () => {
    const { run, what } = await create();
    expect(what.labels).not.toContain(IGNORE);
    what.dismiss();
    await run;
  });

  test.each([
    ['there is no such file', null, ''],
    ['its last line ends', 'dist/\n', 'dist/\n'],
    ['its last line does not end', 'dist/', 'dist/\n'],
  ])('adds its line where %s', async (_, before, kept) => {
    git('init', '--quiet');
    if (before !== null) writeFileSync(ignored(), before);
    const { run, what } = await create();
    what.pick(IGNORE);
    const again = await next();
    expect(again.labels).not.toContain(IGNORE);
    again.dismiss();
    const { privateKey } = await run;
    expect(readFileSync(ignored(), 'utf8')).toBe(`${kept}/certs/app.test-key.pem\n`);
    expect(git('status', '--porcelain', '--untracked-files=all')).not.toContain(path.basename(privateKey));
  });

  test('saves nothing that the person has not saved', async () => {
    git('init', '--quiet');
    writeFileSync(ignored(), 'dist/\n');
    const document = editor.show(Uri.file(ignored()), 'dist/\nunfinished\n', 0, 'ignore');
    document.isDirty = true;
    const { run, what } = await create();
    what.pick(IGNORE);
    (await next()).dismiss();
    await run;
    expect(readFileSync(ignored(), 'utf8')).toBe('dist/\n');
    expect(document.getText()).toBe('dist/\nunfinished\n/certs/app.test-key.pem\n');
    expect(editor.messages('status')).toEqual([expect.stringContaining('which is not saved yet')]);
  });

  test('gives the line where it cannot be written', async () => {
    git('init', '--quiet');
    const { run, what } = await create();
    editor.editable = false;
    what.pick(IGNORE);
    (await next()).dismiss();
    await run;
    expect(editor.messages('error')).toEqual([expect.stringContaining('so that the key stays out of the repository: /certs/app.test-key.pem')]);
    expect(existsSync(ignored())).toBe(false);
  });

  test('is not offered where the key is ignored', async () => {
    git('init', '--quiet');
    mkdirSync(desk.certs);
    writeFileSync(ignored(), '*-key.pem\n');
    const { run, what } = await create();
    expect(what.labels).not.toContain(IGNORE);
    what.dismiss();
    await run;
  });
});
