// Quick fixes that run the client's commands about certificates: which finding offers which, with what filled in.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import { type Editor, type Files, inEditor } from '../kit/editor.ts';
import { Pki } from '../kit/pki.ts';

const { contributes } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const COMMANDS = ['createCertificate', 'renewCertificate', 'buildChain', 'inspectCertificate'].map((name) => `apacheWsgiTls.${name}`);

let pki: Pki;
let certificates: Files;

beforeAll(() => {
  pki = new Pki();
  certificates = {
    'certs/good.pem': pki.pem({ certificates: [{}] }),
    'certs/good.key': pki.pem({ key: 'EC 1' }),
    'certs/old.pem': pki.pem({ certificates: [{ days: [-90, -3] }] }),
    'certs/ending.pem': pki.pem({ certificates: [{ days: [-85, 5] }] }),
    'certs/other.key': pki.pem({ key: 'EC 2' }),
    'certs/leaf.pem': pki.pem({ certificates: [{ issuer: 'intermediate' }] }),
    'certs/leaf-bundle.pem': pki.pem({ certificates: ['intermediate'] }),
    'certs/turned.pem': pki.pem({ certificates: ['intermediate', { issuer: 'intermediate' }] }),
    'certs/twice.pem': pki.pem({ certificates: [{ issuer: 'intermediate', days: [-90, -3] }, 'intermediate'] }),
    'letsencrypt/live/blog.test/fullchain.pem': pki.pem({ certificates: [{ issuer: 'intermediate', days: [-90, -3] }, 'intermediate'] }),
    'letsencrypt/live/blog.test/privkey.pem': pki.pem({ key: 'EC 1' }),
    'other/live/blog.test/fullchain.pem': pki.pem({ certificates: [{ issuer: 'intermediate', days: [-85, 5] }, 'intermediate'] }),
    'other/live/blog.test/privkey.pem': pki.pem({ key: 'EC 1' }),
    'other/renewal/blog.test.conf': '[renewalparams]\n',
  };
});
afterAll(() => pki.remove());

const site = (lines: string, names = 'ServerName blog.test') =>
  `Listen 443\nServerName machine.test\nServerRoot {here}\n<VirtualHost *:443>\n${names}\nSSLEngine on\n${lines}</VirtualHost>\n`;
const pair = (pem: string, key = 'certs/good.key') => `SSLCertificateFile ${pem}\nSSLCertificateKeyFile ${key}\n`;

/** The actions with a command in a line (from 1) of a main configuration, as `title: options`, the folder taken out. */
async function offered(text: string, line: number, commands: readonly string[] = COMMANDS): Promise<[string, string, unknown][]> {
  let found: CodeAction[] = [];
  let folder = '';
  await inEditor({ ...certificates, 'apache2.conf': text }, { initializationOptions: { commands }, settings: { files: 'always' } }, async (editor) => {
    await editor.open('apache2.conf', text);
    found = await editor.actions('apache2.conf', line);
    folder = editor.folder;
  });
  const ours = found.filter(({ command }) => command !== undefined);
  for (const { kind, diagnostics, title, command } of ours) {
    expect(kind).toBe('quickfix');
    expect(diagnostics!.length).toBeGreaterThan(0);
    expect(command!.title).toBe(title);
    expect(contributes.commands.map((one: { command: string }) => one.command)).toContain(command!.command);
  }
  return ours.map(({ title, command }) => [
    title,
    command!.command.replace('apacheWsgiTls.', ''),
    JSON.parse(JSON.stringify(command!.arguments).replaceAll(folder, '')),
  ]);
}

const inspect = (path: string) => ['Inspect the certificate', 'inspectCertificate', [{ prefill: { path } }]];

describe('a finding about a certificate offers', () => {
  test('one with the missing names as well', async () => {
    const prefill = { certificate: '/certs/good.pem', privateKey: '/certs/good.key', names: ['www.blog.test', 'app.test'] };
    expect(await offered(site(pair('certs/good.pem'), 'ServerName blog.test\nServerAlias www.blog.test app.test'), 6)).toEqual([
      ['Re-issue the certificate with www.blog.test and app.test', 'renewCertificate', [{ prefill }]],
      inspect('/certs/good.pem'),
    ]);
  });

  test('a new one in the place of one that has ended or is about to', async () => {
    for (const path of ['/certs/old.pem', '/certs/ending.pem']) {
      expect(await offered(site(pair(path.slice(1))), 7)).toEqual([
        ['Renew the certificate', 'renewCertificate', [{ prefill: { certificate: path, privateKey: '/certs/good.key' } }]],
        inspect(path),
      ]);
    }
  });

  test('one in the place of a missing file, of none, and of a placeholder', async () => {
    const names = ['blog.test', 'www.blog.test'];
    const alias = 'ServerName blog.test\nServerAlias www.blog.test *';
    const title = 'Create a certificate for blog.test and www.blog.test';
    expect(await offered(site(pair('certs/new/blog.pem'), alias), 8)).toEqual([
      [title, 'createCertificate', [{ prefill: { names, folder: '/certs/new', fileName: 'blog' } }]],
    ]);
    expect(await offered(site('', alias), 7)).toEqual([[title, 'createCertificate', [{ prefill: { names } }]]]);
    expect(await offered(site(pair('/etc/ssl/certs/ssl-cert-snakeoil.pem'), alias), 8)).toContainEqual([title, 'createCertificate', [{ prefill: { names } }]]);
    expect(await offered(site(pair('certs/good.pem', 'certs/new.key')), 8), 'a key alone is not made').toEqual([]);
  });

  test('the chain file where the parts are known', async () => {
    expect(await offered(site(pair('certs/leaf.pem')), 7)).toEqual([
      ['Build the chain file', 'buildChain', [{ prefill: { files: ['/certs/leaf.pem', '/certs/leaf-bundle.pem'] } }]],
      inspect('/certs/leaf.pem'),
    ]);
    expect(await offered(site(pair('certs/turned.pem')), 7)).toContainEqual([
      'Build the chain file',
      'buildChain',
      [{ prefill: { files: ['/certs/turned.pem'], privateKey: '/certs/good.key' } }],
    ]);
    expect(await offered(site(pair('certs/good.pem', 'certs/other.key')), 8), 'another key is no matter of a chain').toEqual([inspect('/certs/good.pem')]);
  });

  test('nothing where certbot keeps the certificate, as the message says', () =>
    inEditor(
      { ...certificates, 'apache2.conf': site(pair('letsencrypt/live/blog.test/fullchain.pem', 'letsencrypt/live/blog.test/privkey.pem')) },
      { initializationOptions: { commands: COMMANDS }, settings: { files: 'always' } },
      async (editor) => {
        const said = async (lines: string, names?: string) => {
          await editor.open('apache2.conf', site(lines, names));
          const found = await editor.client.pull(editor.uri('apache2.conf'));
          const rows = found.map(({ range }) => range.start.line + 1);
          for (const row of rows) expect((await editor.actions('apache2.conf', row)).filter(({ command }) => command !== undefined)).toEqual([]);
          return found.map(({ code, message }) => `${code}: ${message}`).join('\n');
        };
        const usual = (file: string) => pair(`letsencrypt/live/blog.test/${file}`, 'letsencrypt/live/blog.test/privkey.pem');
        expect(await said(usual('fullchain.pem'))).toMatch(
          /expired-certificate: .*certbot should have renewed it: see what certbot renew --dry-run --cert-name blog\.test/,
        );
        expect(await said(usual('fullchain.pem'), 'ServerName shop.test')).toMatch(/uncovered-name: .*certbot certonly --cert-name blog\.test/);
        expect(await said(usual('cert.pem'))).toMatch(/missing-tls-file: .*have certbot make it first/);
        const elsewhere = pair('other/live/blog.test/fullchain.pem', 'other/live/blog.test/privkey.pem');
        expect(await said(elsewhere), 'it goes by the notes on renewal as well').toMatch(/expiring-certificate: .*certbot should have renewed it/);
      },
    ));

  test('only commands that the client brings', async () => {
    const text = site(pair('certs/old.pem'));
    expect(await offered(text, 7, [])).toEqual([]);
    expect(await offered(text, 7, ['apacheWsgiTls.inspectCertificate'])).toEqual([inspect('/certs/old.pem')]);
  });

  test('each once for all findings of the line', async () => {
    const found = await offered(site(pair('certs/twice.pem', 'certs/other.key')), 7);
    expect(found.filter(([title]) => title === 'Inspect the certificate')).toHaveLength(1);
  });
});

describe('hover links to the command that shows a certificate', () => {
  const hovered = (editor: Editor) =>
    editor.client.request<{ contents: { value: string } }>('textDocument/hover', {
      textDocument: { uri: editor.uri('apache2.conf') },
      position: { line: 6, character: 25 },
    });
  const files = () => ({ ...certificates, 'apache2.conf': site(pair('certs/good.pem')) });

  test.each([
    [{ commands: COMMANDS, linkedCommands: COMMANDS }, true],
    [{ commands: COMMANDS }, false],
    [{ linkedCommands: COMMANDS }, false],
    [{ commands: 'all', linkedCommands: [7] }, false],
  ])('where the client %j', (initializationOptions, links) =>
    inEditor(files(), { initializationOptions, settings: { files: 'always' } }, async (editor) => {
      await editor.open('apache2.conf', files()['apache2.conf']);
      const { value } = (await hovered(editor)).contents;
      expect(value).toContain('CN=blog.test');
      const link = /\(command:apacheWsgiTls\.inspectCertificate\?([^)]*)\)/.exec(value)?.[1];
      expect(link === undefined ? null : JSON.parse(decodeURIComponent(link))).toEqual(links ? [{ prefill: { path: editor.path('certs/good.pem') } }] : null);
    }),
  );
});
