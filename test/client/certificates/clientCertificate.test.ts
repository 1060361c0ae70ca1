// “Create Client Certificate” and “Copy Client Certificate Password” as a person meets them, and by their options; openssl opens the stores.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { MadeClientCertificate } from '../../../client/src/commands/certificates/clientCertificate.ts';
import { newDesk } from '../../kit/desk.ts';
import { client, hostAt, server } from '../../kit/hosts.ts';
import { openssl } from '../../kit/issuing.ts';
import { editor, type Prompt, Uri } from '../../kit/vscode.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerCreateClientCertificate } = await import('../../../client/src/commands/certificates/clientCertificate.ts');
const { registerCopyClientPassword } = await import('../../../client/src/commands/certificates/copyClientPassword.ts');
const { ClientPasswords } = await import('../../../client/src/commands/certificates/clientPasswords.ts');
const { registerReports } = await import('../../../client/src/views/reportDocument.ts');

const COMMAND = 'apacheWsgiTls.createClientCertificate';
const COPY = 'apacheWsgiTls.copyClientPassword';
const MADE_PASSWORD = /^[a-zA-Z2-9]{20}$/;
const TYPED = 'only for "tests"';

/** A secret storage as the editor's, which may be out of order. */
const storage = { works: true };
const answered = <T>(act: () => Promise<T>) => (storage.works ? act() : Promise.reject(new Error('no keychain')));
const { secrets } = editor.context;
const passwords = new ClientPasswords({
  get: (key) => answered(() => secrets.get(key)),
  store: (key, value) => answered(() => secrets.store(key, value)),
  delete: (key) => answered(() => secrets.delete(key)),
  onDidChange: () => ({ dispose: () => undefined }),
});
registerCreateClientCertificate(client, passwords);
registerCopyClientPassword(passwords);

const desk = newDesk();
beforeEach(() => {
  storage.works = true;
  registerReports();
});
const next = () => editor.prompt();
const made = (options: object = {}) =>
  editor.run<MadeClientCertificate>(COMMAND, { commonName: 'alice', folder: desk.certs, keyType: 'ecdsa-p256', ...options });

/** Copies the password of a store, by the command's options. */
async function copied(store: string): Promise<string> {
  editor.clipboard = '';
  expect(await editor.run(COPY, { store })).toBeUndefined();
  return editor.clipboard;
}

/** The subject of the certificate in a store, as openssl reads it once the password has opened it. */
function subjectIn(store: string, password: string): string {
  const pem = openssl(desk.folder, 'pkcs12', '-in', store, '-passin', `pass:${password}`, '-nodes', '-clcerts').toString();
  return execFileSync('openssl', ['x509', '-noout', '-subject'], { input: pem, encoding: 'utf8' }).trim();
}

/** Answers all questions; gives what comes after them. */
async function answer({ password = '', goal = 'Keep It in the Secret Storage of the Editor', signer = 'The Local Authority' } = {}): Promise<Prompt> {
  (await next()).enter('alice');
  (await next()).pick(signer);
  (await next()).pick('ECDSA P-256');
  (await next()).enter('30');
  (await next()).enter(password);
  (await next()).pick(goal);
  (await next()).pick('certs');
  (await next()).accept();
  return await next();
}

/** Everything that was said, given back or written where others read: no password belongs there. */
function overheard(...results: readonly unknown[]): string {
  return JSON.stringify([results, editor.said, editor.ran, editor.progress, [...editor.documents.values()].map((document) => document.getText())]);
}

describe('by its options', () => {
  test('makes a store without a question, and keeps its password where the other command finds it', async () => {
    const result = await made({ folder: '${workspaceFolder}/certs' });
    const store = path.join(desk.certs, 'client-alice.p12');
    expect(result).toEqual({
      store,
      authority: expect.stringMatching(/\.pem$/),
      lines: [`SSLCACertificateFile ${result.authority}`, 'SSLVerifyClient require', 'SSLVerifyDepth 1', 'SSLOptions +StdEnvVars'],
      backups: [],
      notes: [],
    });
    expect(statSync(store).mode & 0o777).toBe(0o600);
    const password = await copied('certs/client-alice.p12');
    expect(password).toMatch(MADE_PASSWORD);
    expect(subjectIn(store, password)).toBe('subject=CN = alice');
    expect(overheard(result)).not.toContain(password);
    expect(editor.pending()).toEqual([]);
    expect(editor.messages('status')).toEqual(['Apache WSGI & TLS: the password of client-alice.p12 is on the clipboard.']);
  });

  test('gives the password to a caller who asks for it, and keeps it nowhere', async () => {
    const { store, password = '' } = await made({ passwordTo: 'result' });
    expect(subjectIn(store, password)).toBe('subject=CN = alice');
    expect([...editor.secrets.values()].join()).not.toContain(password);
    await expect(copied(store)).rejects.toThrow(`No password of ${store} is kept here`);
  });

  test('shows it once to the person where that is asked for', async () => {
    const result = await made({ passwordTo: 'person', password: TYPED });
    const shown = await next();
    expect(editor.said).toMatchObject([{ modal: true, detail: TYPED, buttons: ['Copy Password'] }]);
    shown.pick('Copy Password');
    await vi.waitFor(() => expect(editor.clipboard).toBe(TYPED));
    expect(JSON.stringify([result, [...editor.secrets]])).not.toContain(TYPED);
  });

  test('loses no password where the secret storage is out of order: it is shown', async () => {
    storage.works = false;
    const result = await made({ password: TYPED });
    expect(result.notes).toEqual([expect.stringContaining('not kept there')]);
    expect((await next()).question).toBe(TYPED);
    expect(JSON.stringify(result)).not.toContain(TYPED);
  });

  test.each([
    [{ commonName: 'app.example.com' }, 'looks like a host name'],
    [{ password: 'short' }, 'The password needs 8'],
    [{ days: 4000 }, '1 to 824 days'],
    [{ authority: 'mkcert' }, 'The option authority is one of local, clients'],
    [{ passwordTo: 'clipboard' }, 'The option passwordTo is one of secretStorage, person, result'],
  ])('rejects %j with the words that a person would see', async (options, words) => {
    await expect(made(options)).rejects.toThrow(words);
    expect(existsSync(desk.certs)).toBe(false);
    expect([editor.said, editor.secrets.size]).toEqual([[], 0]);
  });
});

describe('a store that takes the place of another', () => {
  test('has its own password, and the backup keeps the old one', async () => {
    const { store } = await made({ password: 'the first one' });
    const { backups } = await made({ commonName: 'alice ', password: 'the second one', onExisting: 'replace' });
    expect(backups).toHaveLength(1);
    expect([await copied(store), await copied(backups[0]!)]).toEqual(['the second one', 'the first one']);
    expect(subjectIn(backups[0]!, 'the first one')).toBe('subject=CN = alice');
  });

  test('leaves no password of the old one behind under its name', async () => {
    const { store } = await made();
    const { backups } = await made({ passwordTo: 'result', onExisting: 'replace' });
    await expect(copied(store)).rejects.toThrow('is kept here');
    expect(await copied(backups[0]!)).toMatch(MADE_PASSWORD);
  });
});

describe('asking', () => {
  test('leads through its questions to the store, and to what comes next', async () => {
    const run = editor.run<MadeClientCertificate>(COMMAND);
    const what = await answer();
    expect(what.labels).toEqual(['Copy Password', 'Require It in a Virtual Host', 'How to Import It', 'Inspect the Certificate']);
    what.pick('Copy Password');
    (await next()).pick('Inspect the Certificate');
    (await next()).dismiss();
    const { store, authority } = await run;
    expect(subjectIn(store, editor.clipboard)).toBe('subject=CN = alice');
    expect(editor.messages('information')).toEqual([expect.stringContaining(`${store} is made for alice`)]);
    expect(editor.messages('information')[0]).toContain(authority);
    expect(editor.ran).toEqual([['apacheWsgiTls.inspectCertificate', { prefill: { path: store } }]]);
    expect(overheard(await run)).not.toContain(editor.clipboard);
  });

  test('says while it is typed what cannot be taken, and hides the password', async () => {
    const run = editor.run(COMMAND);
    const name = await next();
    name.type('alice.example.com');
    expect(name.problem).toContain('looks like a host name');
    name.enter('alice');
    const signer = await next();
    expect(signer.active).toBe('An Authority for Clients Alone');
    signer.pick('The Local Authority');
    (await next()).pick('ECDSA P-256');
    const days = await next();
    expect(days.value).toBe('397');
    days.type('4000');
    expect(days.problem).toContain('1 to 824 days');
    days.enter('30');
    const password = await next();
    expect(password.problem).toBeUndefined();
    password.type('short');
    expect(password.problem).toContain('The password needs 8');
    expect(password.isHidden).toBe(true);
    password.dismiss();
    expect(await run).toBeUndefined();
    expect(existsSync(desk.certs)).toBe(false);
  });

  test('shows the password once where the person wants it so', async () => {
    const run = editor.run<MadeClientCertificate>(COMMAND);
    const shown = await answer({ goal: 'Show It Once' });
    expect([shown.kind, shown.labels]).toEqual(['message', ['Copy Password']]);
    shown.pick('Copy Password');
    const what = await next();
    expect(what.labels).not.toContain('Copy Password');
    what.dismiss();
    const result = await run;
    expect(subjectIn(result.store, editor.clipboard)).toBe('subject=CN = alice');
    expect(JSON.stringify([result, [...editor.secrets]])).not.toContain(editor.clipboard);
  });

  test('has an authority for clients alone sign', async () => {
    const { authority: local } = await made({ commonName: 'bob' });
    const run = editor.run<MadeClientCertificate>(COMMAND);
    (await answer({ signer: 'An Authority for Clients Alone' })).dismiss();
    const { authority } = await run;
    expect(readFileSync(authority, 'utf8')).not.toBe(readFileSync(local, 'utf8'));
  });

  test('shows a store that is there', async () => {
    const { store } = await made();
    const run = editor.run(COMMAND);
    (await answer()).pick('Open What Is There');
    expect(await run).toBeUndefined();
    expect(editor.ran).toEqual([['apacheWsgiTls.inspectCertificate', { prefill: { path: store } }]]);
  });

  test('offers to keep the store out of the repository', async () => {
    execFileSync('git', ['init', '--quiet'], { cwd: desk.folder });
    const run = editor.run<MadeClientCertificate>(COMMAND);
    (await answer()).pick('Add the Key to .gitignore');
    (await next()).dismiss();
    expect(execFileSync('git', ['check-ignore', (await run).store], { cwd: desk.folder, encoding: 'utf8' })).toContain('client-alice.p12');
  });

  test('inserts the lines that require it', async () => {
    const uri = Uri.file(path.join(desk.folder, 'site.conf'));
    editor.show(uri, '<VirtualHost *:443>\n</VirtualHost>\n', 0);
    server.hosts = [hostAt(uri.toString(), [0, 1], ['app.test'])];
    server.edit = { edits: [], summary: 'Clients need a certificate.' };
    const run = editor.run<MadeClientCertificate>(COMMAND);
    const what = await answer();
    expect(what.choice('Require It in a Virtual Host').detail).toContain('SSLVerifyClient require');
    what.pick('Require It in a Virtual Host');
    (await next()).dismiss();
    const { authority } = await run;
    expect(server.asked).toMatchObject([{ uri: uri.toString(), change: { kind: 'clientCertificates', authority } }]);
    expect(editor.messages('status')).toEqual(['Apache WSGI & TLS: Clients need a certificate.']);
  });

  test('says how it is imported, without the password', async () => {
    editor.remoteName = 'ssh-remote';
    const run = editor.run<MadeClientCertificate>(COMMAND);
    (await answer({ password: TYPED })).pick('How to Import It');
    (await next()).dismiss();
    const { store } = await run;
    const [[command, uri] = []] = editor.ran;
    expect(command).toBe('markdown.showPreview');
    const text = editor.providers.get('apache-wsgi-tls')?.provideTextDocumentContent(uri as Uri) ?? '';
    expect(text).toContain('## Firefox');
    expect(text).toContain(`pk12util -i ${store} -d`);
    expect(text).toContain('another machine than your browser');
    expect(text).not.toContain(TYPED);
  });
});

describe('copying a password', () => {
  test('asks which one, and knows those that were made', async () => {
    await made({ password: 'that of alice' });
    await made({ commonName: 'bob', password: 'that of bob' });
    const run = editor.run(COPY);
    const which = await next();
    expect(which.choices).toMatchObject([
      { label: 'client-alice.p12', description: desk.certs },
      { label: 'client-bob.p12', description: desk.certs },
    ]);
    which.pick('client-bob.p12');
    await run;
    expect(editor.clipboard).toBe('that of bob');
  });

  test('knows the store of the Explorer', async () => {
    const { store } = await made({ password: TYPED });
    await editor.run(COPY, Uri.file(store));
    expect(editor.clipboard).toBe(TYPED);
  });

  test('says where none is kept', async () => {
    await editor.run(COPY);
    await editor.run(COPY, Uri.file('/nowhere/else.p12'));
    expect(editor.messages('error')).toEqual([
      expect.stringContaining('No password of a client certificate is kept here'),
      expect.stringContaining('No password of /nowhere/else.p12 is kept here'),
    ]);
    expect(editor.clipboard).toBe('');
  });
});
