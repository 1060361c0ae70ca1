// “Build Chain File” as a person meets it, and by its options; openssl judges what it writes.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { BuiltChain } from '../../../client/src/certificates/chain.ts';
import { newDesk } from '../../kit/desk.ts';
import { client, hostAt, server } from '../../kit/hosts.ts';
import { openssl } from '../../kit/issuing.ts';
import { Pki } from '../../kit/pki.ts';
import { editor, type Prompt, Uri } from '../../kit/vscode.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerBuildChain } = await import('../../../client/src/commands/certificates/chain.ts');
registerBuildChain(client);

const COMMAND = 'apacheWsgiTls.buildChain';
const pki = new Pki();
afterAll(() => pki.remove());
const desk = newDesk();
const next = () => editor.prompt();

/** What an authority sent, in the folder that is open. */
interface Sent {
  readonly site: string;
  readonly bundle: string;
  readonly key: string;
  readonly chain: string;
}

const leaf = pki.pem({ certificates: [{ issuer: 'intermediate' }] });
const FULL = leaf + pki.authority('intermediate');

/** Puts down the certificate in DER, its bundle upside down with the root in it, and the key. */
function received(): Sent {
  const put = (name: string, content: string | Uint8Array) => pki.write(path.relative(pki.folder, path.join(desk.folder, name)), content);
  const der = openssl(pki.folder, 'x509', '-in', pki.write('leaf.pem', leaf), '-outform', 'DER');
  return {
    site: put('blog.cer', der),
    bundle: put('blog.ca-bundle', pki.authority('root') + pki.authority('intermediate')),
    key: put('blog.key', pki.key('EC 1')),
    chain: path.join(desk.folder, 'blog-fullchain.pem'),
  };
}

/** Takes what is filled in, up to “What next?”. */
async function acceptOutput(): Promise<Prompt> {
  (await next()).accept();
  return await next();
}

describe('by its options', () => {
  test('builds the chain without a question and says what is in it', async () => {
    const { site, bundle, key, chain } = received();
    const built = await editor.run<BuiltChain>(COMMAND, { files: ['blog.ca-bundle', '${workspaceFolder}/blog.cer'], privateKey: 'blog.key' });
    expect(built).toEqual({
      chain,
      certificates: ['blog.test', 'Test intermediate'],
      omitted: ['Test root: a root, which servers do not send'],
      notes: [],
    });
    expect(readFileSync(chain, 'utf8')).toBe(FULL);
    expect([editor.said, editor.pending()]).toEqual([[], []]);
    const verified = openssl(pki.folder, 'verify', '-CAfile', pki.write('root.pem', pki.authority('root')), '-untrusted', chain, chain).toString();
    expect(verified).toContain('OK');
    expect(readdirSync(desk.folder).sort()).toEqual([bundle, site, key, chain].map((file) => path.basename(file)).sort());
  });

  test.each([
    [{ files: [] }, 'No file was chosen'],
    [{ files: ['nowhere.crt'] }, 'does not exist'],
    [{ files: ['blog.ca-bundle'] }, 'all are authorities (Test root, Test intermediate)'],
    [{ files: ['blog.cer', 'blog.key'] }, 'holds a private key and no certificate'],
    [{ files: ['blog.cer'], privateKey: 'other.key' }, 'belongs to none of the certificates'],
    [{ files: ['blog.cer'], output: 5 }, 'The option output is an absolute path'],
  ])('rejects %j with the words that a person would see', async (options, words) => {
    const { chain } = received();
    pki.write(path.relative(pki.folder, path.join(desk.folder, 'other.key')), { key: 'EC 2' });
    await expect(editor.run(COMMAND, options)).rejects.toThrow(words);
    expect(existsSync(chain)).toBe(false);
    expect(editor.said).toEqual([]);
  });
});

describe('asking', () => {
  test('looks for files, finds the key that belongs to them, and leads to what comes next', async () => {
    const { site, bundle, key, chain } = received();
    const run = editor.run<BuiltChain>(COMMAND);
    const dialog = await next();
    expect([dialog.kind, dialog.title]).toEqual(['dialog', 'Build Chain File: the certificate and its bundle, in any order']);
    dialog.pick(bundle, site);
    const keys = await next();
    expect(keys.labels).toEqual(['blog.key', 'Without a Key', 'Browse…']);
    keys.pick('blog.key');
    const output = await next();
    expect(output.value).toBe(chain);
    output.accept();
    const what = await next();
    expect(what.question).toContain('blog-fullchain.pem is built.');
    what.pick('Copy Lines for nginx');
    (await next()).pick('Inspect the Certificate');
    (await next()).dismiss();
    await run;
    expect(readFileSync(chain, 'utf8')).toBe(FULL);
    expect(editor.clipboard).toBe(`ssl_certificate ${chain};\nssl_certificate_key ${key};\n`);
    expect(editor.ran).toEqual([['apacheWsgiTls.inspectCertificate', { prefill: { path: chain } }]]);
    expect(editor.messages('information')).toEqual([
      `${chain} holds blog.test, then Test intermediate. Left out: Test root: a root, which servers do not send.`,
      `On the clipboard, for the server block of nginx: ssl_certificate ${chain}; ssl_certificate_key ${key};`,
    ]);
  });

  test('takes all files that are selected in the Explorer, the key among them', async () => {
    const { site, bundle, key, chain } = received();
    const [one, ...others] = [bundle, key, site].map((file) => Uri.file(file));
    const run = editor.run<BuiltChain>(COMMAND, one, [one, ...others]);
    const output = await next();
    expect([output.value, output.step]).toEqual([chain, '1/2']);
    output.accept();
    const what = await next();
    what.pick('Copy Lines for nginx');
    (await next()).dismiss();
    await run;
    expect(editor.clipboard).toContain(key);
  });

  test('asks for more files where one is selected, unless it holds all', async () => {
    const { site, bundle, chain } = received();
    const run = editor.run<BuiltChain>(COMMAND, Uri.file(site), [Uri.file(site)]);
    const more = await next();
    expect(more.labels).toEqual(['Choose More Files…', 'blog.cer Alone']);
    more.pick('Choose More Files…');
    (await next()).pick(bundle);
    (await next()).pick('Without a Key');
    (await acceptOutput()).dismiss();
    expect((await run).certificates).toEqual(['blog.test', 'Test intermediate']);
    const full = editor.run<BuiltChain>(COMMAND, Uri.file(chain));
    (await next()).pick('blog-fullchain.pem Alone');
    (await next()).pick('Without a Key');
    (await next()).enter(path.join(desk.folder, 'again.pem'));
    (await next()).dismiss();
    expect((await full).certificates).toEqual(['blog.test', 'Test intermediate']);
  });

  test('goes on from a request: the key is known', async () => {
    const { site, bundle, key } = received();
    const run = editor.run<BuiltChain>(COMMAND, { prefill: { privateKey: key } });
    (await next()).pick(site, bundle);
    (await acceptOutput()).dismiss();
    expect((await run).certificates).toHaveLength(2);
  });

  test('refuses files that do not belong together before it asks where they go', async () => {
    const { site } = received();
    const stranger = pki.write(path.relative(pki.folder, path.join(desk.folder, 'stranger.crt')), pki.authority('stranger'));
    const run = editor.run(COMMAND, { prefill: { files: [site, stranger] } });
    (await next()).pick('Without a Key');
    expect(await run).toBeUndefined();
    expect(editor.messages('error')).toEqual([expect.stringContaining('Test stranger does not belong to the chain of blog.test')]);
    expect(editor.pending()).toEqual([]);
  });

  test('writes where it is told, relative to the folder that is open, and over nothing unasked', async () => {
    const { site, bundle, chain, key } = received();
    const files = [site, bundle];
    await editor.run(COMMAND, { files });
    const run = editor.run<BuiltChain>(COMMAND, { prefill: { files, privateKey: key } });
    (await next()).accept();
    const existing = await next();
    expect(existing.question).toBe('blog-fullchain.pem is there already.');
    existing.pick('Enter Another Name');
    const output = await next();
    output.type(' ');
    expect(output.problem).toContain('Enter the path of a file');
    output.enter('tls/blog.pem');
    (await next()).dismiss();
    expect((await run).chain).toBe(path.join(desk.folder, 'tls/blog.pem'));
    const seen = editor.run<BuiltChain>(COMMAND, { prefill: { files, privateKey: key } });
    (await next()).accept();
    (await next()).pick('Open What Is There');
    expect(await seen).toBeUndefined();
    expect(editor.ran).toEqual([['apacheWsgiTls.inspectCertificate', { prefill: { path: chain } }]]);
  });

  test('warns where the chain does not lead to a root', async () => {
    const { site } = received();
    const run = editor.run(COMMAND, { prefill: { files: [site] } });
    (await next()).pick('Without a Key');
    (await acceptOutput()).dismiss();
    await run;
    expect(editor.messages('warning')).toEqual([expect.stringContaining('The chain ends at Test intermediate')]);
  });

  test('ends where the dialog is closed', async () => {
    const run = editor.run(COMMAND);
    (await next()).dismiss();
    expect(await run).toBeUndefined();
    expect(editor.said).toEqual([]);
  });
});

describe('the lines of a virtual host', () => {
  test('name the chain and the key, which is looked for where it is not known', async () => {
    const { site, bundle, chain, key } = received();
    const uri = Uri.file(path.join(desk.folder, 'site.conf'));
    const document = editor.show(uri, '<VirtualHost *:443>\n    ServerName blog.test\n</VirtualHost>\n', 9);
    server.hosts = [hostAt(uri.toString(), [4, 6], ['other.test']), hostAt(uri.toString(), [0, 2], ['blog.test'])];
    const at = { line: 2, character: 0 };
    server.edit = { edits: [{ range: { start: at, end: at }, newText: '    SSLEngine On\n' }], summary: 'done' };
    const run = editor.run<BuiltChain>(COMMAND, { prefill: { files: [site, bundle] } });
    (await next()).pick('Without a Key');
    (await acceptOutput()).pick('Insert into a Virtual Host');
    const dialog = await next();
    expect([dialog.kind, dialog.title]).toEqual(['dialog', 'The private key that the request was made with']);
    dialog.pick(key);
    const hosts = await next();
    expect(hosts.labels).toEqual(['blog.test', 'other.test']);
    hosts.pick('blog.test');
    (await next()).dismiss();
    await run;
    expect(server.asked).toMatchObject([{ position: { line: 0 }, change: { kind: 'certificate', certificate: chain, privateKey: key } }]);
    expect(document.getText()).toContain('SSLEngine On');
  });
});
