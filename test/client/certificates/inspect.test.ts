// “Inspect Certificate” as a person meets it and by its options: which file is meant, what is told of it, and what a store's password opens.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClientCertificate } from '../../../client/src/certificates/clientCertificate.ts';
import type { Inspection } from '../../../client/src/certificates/inspect.ts';
import { CertificateProblem } from '../../../client/src/certificates/problem.ts';
import type { CertificateUse } from '../../../client/src/hosts.ts';
import { newDesk } from '../../kit/desk.ts';
import { client, hostAt, server } from '../../kit/hosts.ts';
import { hostIn, openssl } from '../../kit/issuing.ts';
import { Pki } from '../../kit/pki.ts';
import { editor, Position, Selection, Uri } from '../../kit/vscode.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerInspect } = await import('../../../client/src/commands/certificates/inspect.ts');
const { registerReports } = await import('../../../client/src/views/reportDocument.ts');
registerReports();
registerInspect(client, editor.context.secrets as never);

const COMMAND = 'apacheWsgiTls.inspectCertificate';
const PASSWORD = 'open sesame 7';
const desk = newDesk();
const pki = new Pki();
afterAll(() => pki.remove());

const leaf = pki.write('leaf.pem', { certificates: [{ issuer: 'intermediate', names: ['blog.test', 'www.blog.test'] }, 'intermediate'] });
const key = pki.write('leaf.key', { key: 'EC 1' });

const inspect = (options: object) => editor.run<Inspection>(COMMAND, options);
const next = () => editor.prompt();

/** The report that was shown last. */
function report(): string {
  const [, uri] = editor.ran.findLast(([command]) => command === 'markdown.showPreview') ?? [];
  if (!(uri instanceof Uri)) throw new Error(`no report was shown; said: ${editor.said.map(({ message }) => message).join(' | ')}`);
  return editor.providers.get(uri.scheme)!.provideTextDocumentContent(uri)!;
}

function useOf(file: string, more: Partial<CertificateUse> = {}): CertificateUse {
  const uri = Uri.file(path.join(desk.folder, 'sites/blog.conf')).toString();
  const range = { start: { line: 3, character: 4 }, end: { line: 3, character: 60 } };
  return { role: 'server', directive: 'SSLCertificateFile', path: file, privateKey: null, uri, range, findings: [], ...more };
}

/** Has a virtual host name these files. */
function named(...uses: readonly CertificateUse[]): void {
  server.hosts = [hostAt(uses[0]!.uri, [1, 9], ['blog.test', 'old.blog.test'], uses)];
}

function store(name: string, password: string, ...args: readonly string[]): string {
  return pki.write(name, openssl(pki.folder, 'pkcs12', '-export', '-in', leaf, '-inkey', key, '-passout', `pass:${password}`, ...args));
}

describe('by its options', () => {
  test('gives the data, asks nothing and shows nothing', async () => {
    const findings = [{ code: 'uncovered-name', message: 'The certificate does not cover old.blog.test.', severity: 2 }];
    named(useOf(leaf, { findings }), useOf(key));
    const inspection = await inspect({ path: leaf });
    expect(inspection).toMatchObject({
      path: leaf,
      form: 'pem',
      isOrdered: true,
      certificates: [{ title: 'blog.test', names: [{ value: 'blog.test' }, { value: 'www.blog.test' }], state: 'valid', daysLeft: 89 }, { isAuthority: true }],
      uses: [{ host: 'blog.test', directive: 'SSLCertificateFile', place: 'sites/blog.conf:4', findings }],
      lineage: null,
    });
    expect(inspection.uses).toHaveLength(1);
    expect([editor.said, editor.pending(), editor.ran]).toEqual([[], [], []]);
  });

  test.each([
    ['a relative path', 'certs/leaf.pem'],
    ['a path below the folder that is open', '${workspaceFolder}/certs/leaf.pem'],
  ])('takes %s', async (_title, given) => {
    mkdirSync(desk.certs);
    symlinkSync(leaf, path.join(desk.certs, 'leaf.pem'));
    expect((await inspect({ path: given })).path).toBe(path.join(desk.certs, 'leaf.pem'));
  });

  test('counts as expiring what the settings say', async () => {
    editor.settings = { certificateExpiryDays: 100 };
    expect((await inspect({ path: leaf })).certificates[0]?.state).toBe('expiring');
  });

  test.each<[string, () => object, RegExp]>([
    ['no path', () => ({}), /The option path is an absolute path/],
    ['a file that is not there', () => ({ path: '/nowhere/a.pem' }), /does not exist/],
    ['a file without a certificate', () => ({ path: key }), /holds a private key and no certificate/],
    ['a password that is no text', () => ({ path: leaf, password: 7 }), /The option password is a text/],
    ['another password', () => ({ path: store('a.p12', PASSWORD), password: 'guessed wrong' }), /^(?!.*guessed).*does not open the store/],
  ])('rejects %s in words', async (_title, options, words) => {
    const failed = await inspect(options()).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(CertificateProblem);
    expect((failed as Error).message).toMatch(words);
    expect(editor.said).toEqual([]);
  });

  test('opens a store with its password, of which nothing is told', async () => {
    const file = store('b.p12', PASSWORD);
    expect(await inspect({ path: file })).toMatchObject({ isLocked: true, certificates: [] });
    const inspection = await inspect({ path: file, password: PASSWORD });
    expect(inspection).toMatchObject({ form: 'pkcs12', isLocked: false, hasKey: true, certificates: [{ title: 'blog.test' }, {}] });
    expect(JSON.stringify(inspection)).not.toContain(PASSWORD);
  });
});

describe('the report', () => {
  test('of a file of the Explorer says what it holds and who uses it', async () => {
    const real = path.join(desk.folder, 'linked.pem');
    symlinkSync(leaf, real);
    named(useOf(real, { findings: [{ code: 'x', message: 'It lacks <b>old.blog.test</b>.\nhttpd: AH01909' }] }));
    await editor.run(COMMAND, Uri.file(leaf));
    const text = report();
    expect(text).toMatch(/^# `leaf\.pem`\n\n## File\n\n- \*\*Path:\*\* `\/.*leaf\.pem`/);
    expect(text).toContain('- **Names:** `blog.test, www.blog.test`');
    expect(text).toContain('(89 days left)');
    expect(text).toContain(
      '## Used by\n\n- **SSLCertificateFile:** `blog.test (sites/blog.conf:4)`\n  - It lacks \\<b\\>old\\.blog\\.test\\<\\/b\\>\\.\n  - httpd\\: AH01909\n',
    );
    expect(text).toMatch(/Test root \(not in this file\)\n {4,}└─ Test intermediate \(certificate 2\)\n {4,}└─ blog\.test/);
  });

  test.each<[string, () => string, RegExp]>([
    ['DER', () => pki.write('a.der', openssl(pki.folder, 'x509', '-in', leaf, '-outform', 'DER')), /DER \(binary\)[\s\S]*## Certificate 1: `blog\.test`/],
    ['a request', () => pki.write('a.csr', openssl(pki.folder, 'req', '-new', '-key', key, '-subj', '/CN=blog.test')), /## Signing request: `blog\.test`/],
    [
      'PKCS#7',
      () => pki.write('a.cer', openssl(pki.folder, 'crl2pkcs7', '-nocrl', '-certfile', leaf, '-outform', 'DER')),
      /PKCS#7[\s\S]*## Certificate 2: `Test intermediate`/,
    ],
  ])('of %s', async (_title, file, words) => {
    await editor.run(COMMAND, { prefill: { path: file() } });
    expect(report()).toMatch(words);
  });

  test('of what certbot looks after says what renews it', async () => {
    const live = path.join(desk.folder, 'letsencrypt/live/blog.test');
    const archive = path.join(desk.folder, 'letsencrypt/archive/blog.test');
    for (const folder of [live, archive]) mkdirSync(folder, { recursive: true });
    for (const name of ['cert', 'chain', 'fullchain', 'privkey']) {
      symlinkSync(leaf, path.join(archive, `${name}1.pem`));
      symlinkSync(`../../archive/blog.test/${name}1.pem`, path.join(live, `${name}.pem`));
    }
    await editor.run(COMMAND, { prefill: { path: path.join(live, 'fullchain.pem') } });
    expect(report()).toContain('- **Looked after by:** certbot, as blog.test\n');
    expect(report()).toContain('renewal/blog.test.conf`');
    expect(report()).toContain('`sudo certbot renew --dry-run`');
  });

  test('is not shown where there is nothing to show, and says why', async () => {
    await editor.run(COMMAND, Uri.file(path.join(desk.folder, 'none.pem')));
    expect(editor.messages('error')).toEqual([expect.stringContaining('does not exist')]);
    await editor.run(COMMAND, Uri.parse('vscode-vfs://github/a.pem'));
    expect(editor.messages('error')[1]).toContain('no file on this machine');
  });
});

describe('without a file it is', () => {
  const conf = () => Uri.file(path.join(desk.folder, 'sites/blog.conf'));
  const shownPath = () => /\*\*Path:\*\* `(.*)`/.exec(report())?.[1];

  function cursorAt(text: string, line: number, character = 0): void {
    editor.show(conf(), text, line);
    const at = new Position(line, character);
    editor.active!.selection = new Selection(at, at);
  }

  test('the one of the line under the cursor', async () => {
    named(useOf(leaf));
    cursorAt('\n\n\n    SSLCertificateFile ${DIR}/x\n', 3, 30);
    await editor.run(COMMAND);
    expect(shownPath()).toBe(leaf);
  });

  test.each([
    ['quoted', (file: string) => `Include "${file}"`],
    ['alone', (file: string) => `Some ${file} more`],
  ])('the word under the cursor, %s', async (_title, line) => {
    cursorAt(line(leaf), 0, 14);
    await editor.run(COMMAND);
    expect(shownPath()).toBe(leaf);
  });

  test('the word under the cursor, from the folder of the file on', async () => {
    mkdirSync(path.join(desk.folder, 'sites'));
    symlinkSync(leaf, path.join(desk.folder, 'sites/near.crt'));
    cursorAt('Other near.crt', 0, 6);
    await editor.run(COMMAND);
    expect(shownPath()).toBe(path.join(desk.folder, 'sites/near.crt'));
  });

  test('the file in the editor', async () => {
    editor.show(Uri.file(leaf), '', 0, 'plaintext');
    await editor.run(COMMAND);
    expect(shownPath()).toBe(leaf);
  });

  test('what the person picks of those that the configuration names, or looks for', async () => {
    named(useOf(leaf), useOf(leaf), useOf('/etc/ssl/other.pem'));
    cursorAt('ServerName blog.test', 0, 14);
    const picked = editor.run(COMMAND);
    const list = await next();
    expect(list.labels).toEqual(['leaf.pem', 'other.pem', 'Browse…']);
    list.pick('leaf.pem');
    await picked;
    expect(shownPath()).toBe(leaf);
    const looked = editor.run(COMMAND);
    (await next()).pick('Browse…');
    (await next()).pick(leaf);
    await looked;
    expect(editor.ran).toHaveLength(2);
    const left = editor.run(COMMAND);
    (await next()).dismiss();
    await left;
    expect(editor.ran).toHaveLength(2);
  });
});

describe('a locked store', () => {
  const open = (file: string) => editor.run(COMMAND, Uri.file(file));

  test('asks for its password, and again after a wrong one', async () => {
    const run = open(store('asked.p12', PASSWORD));
    const first = await next();
    expect(first).toMatchObject({ kind: 'input box', title: 'Password of asked.p12' });
    first.enter('guess');
    const second = await next();
    expect(second.question).toContain('does not open the store');
    expect(second.value).toBe('');
    second.enter(PASSWORD);
    await run;
    expect(report()).toContain('## Certificate 1: `blog.test`');
    expect(report()).not.toContain(PASSWORD);
    expect(JSON.stringify([editor.said, editor.ran, editor.progress])).not.toContain(PASSWORD);
  });

  test('is left alone where the person gives up', async () => {
    const run = open(store('left.pfx', PASSWORD));
    (await next()).dismiss();
    await run;
    expect([editor.ran, editor.said]).toEqual([[], []]);
  });

  test('without a password is opened without a question', async () => {
    await open(store('empty.p12', ''));
    expect(report()).toContain('## Certificate 1: `blog.test`');
  });

  test('whose password is kept is opened without a question', async () => {
    const file = store('kept.p12', PASSWORD);
    editor.secrets.set(`clientCertificate:${file}`, PASSWORD);
    await open(file);
    expect(report()).toContain('## Certificate 1: `blog.test`');
  });

  test('whose kept password is another one asks', async () => {
    const file = store('changed.p12', PASSWORD);
    editor.secrets.set(`clientCertificate:${file}`, 'the old one');
    const run = open(file);
    (await next()).enter(PASSWORD);
    await run;
    expect(report()).toContain('## Certificate 1: `blog.test`');
  });

  test('of ours shows its certificates to anybody', async () => {
    const { store: file } = await createClientCertificate({ commonName: 'alice', folder: desk.certs }, hostIn(desk.folder));
    await open(file);
    expect(report()).toContain('## Certificate 1: `alice`');
    expect(report()).toContain('is in this store');
  });
});

describe('what is hostile', () => {
  beforeEach(() => mkdirSync(desk.certs));

  test('is refused in words', async () => {
    const folder = path.join(desk.certs, 'folder.pem');
    const large = path.join(desk.certs, 'large.pem');
    const hidden = path.join(desk.certs, 'circle.pem');
    mkdirSync(folder);
    writeFileSync(large, Buffer.alloc(2 << 20));
    symlinkSync('circle.pem', hidden);
    for (const file of [folder, large, hidden]) await editor.run(COMMAND, Uri.file(file));
    expect(editor.messages('error')).toEqual([
      expect.stringContaining('is not a regular file'),
      expect.stringContaining('which no certificate file needs'),
      expect.stringContaining('cannot be read'),
    ]);
  });
});
