// Where “Create Development Certificate” gets its names and its folder from, and what it does about files that are there.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Created } from '../../../client/src/certificates/create.ts';
import { newDesk } from '../../kit/desk.ts';
import { client, hostAt, server } from '../../kit/hosts.ts';
import { editor, Uri } from '../../kit/vscode.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerCreateCertificate } = await import('../../../client/src/commands/certificates/create.ts');
registerCreateCertificate(client);

const COMMAND = 'apacheWsgiTls.createCertificate';
const desk = newDesk();
const next = () => editor.prompt();
const LOOPBACK = 'localhost, 127.0.0.1, ::1';

/** The names that are filled in where the command is run so. */
async function suggested(...rest: readonly unknown[]): Promise<string> {
  const run = editor.run(COMMAND, ...rest);
  const names = await next();
  names.dismiss();
  await run;
  return names.value;
}

/** A configuration in the workspace with two hosts, the cursor on a line. */
function configuration(line: number): Uri {
  const uri = Uri.file(path.join(desk.folder, 'conf/site.conf'));
  mkdirSync(path.dirname(uri.fsPath), { recursive: true });
  editor.show(uri, '<VirtualHost *:443>\n\n</VirtualHost>\n\n<VirtualHost *:443>\n\n</VirtualHost>\n', line);
  const other = Uri.file(path.join(desk.folder, 'conf/other.conf')).toString();
  server.hosts = [
    hostAt(uri.toString(), [0, 2], ['one.test', 'www.one.test', '${name}.test']),
    hostAt(uri.toString(), [4, 6], ['two.test', '*.two.test']),
    hostAt(other, [0, 2], ['three.test', 'localhost']),
    hostAt(other, [4, 6], ['four.test']),
  ];
  return uri;
}

describe('the names', () => {
  test.each([
    [1, `one.test, www.one.test, ${LOOPBACK}`],
    [6, `two.test, *.two.test, ${LOOPBACK}`],
    [3, `one.test, www.one.test, two.test, *.two.test, ${LOOPBACK}`],
  ])('are those of the virtual host on line %s, else of the file', async (line, names) => {
    const uri = configuration(line);
    expect(await suggested()).toBe(names);
    expect(await suggested(uri)).toBe(names);
  });

  test('are those of the file in the Explorer, wherever the cursor stands', async () => {
    configuration(1);
    expect(await suggested(Uri.file(path.join(desk.folder, 'conf/other.conf')))).toBe('three.test, localhost, four.test, 127.0.0.1, ::1');
  });

  test('are those of all hosts where no such file is open', async () => {
    configuration(1);
    const all = `one.test, www.one.test, two.test, *.two.test, three.test, localhost, four.test, 127.0.0.1, ::1`;
    expect(await suggested(Uri.file(desk.folder))).toBe(all);
    editor.show(Uri.file('/etc/hosts'), '', 0, 'plaintext');
    expect(await suggested()).toBe(all);
  });

  test('are those that a quick fix gives', async () => {
    configuration(1);
    expect(await suggested({ prefill: { names: ['five.test'] } })).toBe('five.test');
  });

  test('of more hosts than fit into one certificate are left out', async () => {
    const hosts = (count: number) => Array.from({ length: count }, (_, index) => hostAt('file:///x.conf', [index, index], [`a${index}.test`]));
    server.hosts = hosts(97);
    expect((await suggested()).split(', ')).toHaveLength(100);
    server.hosts = hosts(98);
    expect(await suggested()).toBe(LOOPBACK);
  });

  test('that cannot be are said to be wrong from the start', async () => {
    server.hosts = [hostAt('file:///x.conf', [0, 2], ['my_app.test'])];
    const run = editor.run(COMMAND);
    const names = await next();
    expect(names.problem).toContain('“my_app.test” has an underscore');
    names.dismiss();
    await run;
  });
});

describe('the folder', () => {
  /** The folders on offer where the command is run so. */
  async function offered(...rest: readonly unknown[]): Promise<readonly string[]> {
    const run = editor.run(COMMAND, ...rest);
    (await next()).enter('app.test');
    (await next()).pick('Built in');
    (await next()).pick('ECDSA P-256');
    (await next()).accept();
    const folders = await next();
    folders.dismiss();
    await run;
    return folders.choices.map(({ label, description }) => `${label}${description === '' ? '' : `: ${description}`}`);
  }
  const BROWSE = 'Browse…: another folder';

  test('lies beside the configuration, then in the workspace', async () => {
    configuration(1);
    expect(await offered()).toEqual(['conf/certs: will be made', 'certs: will be made', BROWSE]);
    mkdirSync(path.join(desk.folder, 'conf/tls'));
    mkdirSync(desk.certs);
    expect(await offered()).toEqual(['conf/tls', 'certs', BROWSE]);
  });

  test('is the one of the Explorer', async () => {
    const own = path.join(desk.folder, 'keys');
    mkdirSync(own);
    expect(await offered(Uri.file(own))).toEqual(['keys', 'keys/certs: will be made', 'certs: will be made', BROWSE]);
    mkdirSync(desk.certs);
    expect(await offered(Uri.file(desk.certs))).toEqual(['certs', BROWSE]);
  });

  test('is not one that cannot be made; there is always one at home', async () => {
    editor.show(Uri.file(path.join(desk.folder, 'nowhere/site.conf')), '');
    expect(await offered()).toEqual(['certs: will be made', BROWSE]);
    editor.folders = [];
    expect(await offered()).toEqual([`${path.join(os.homedir(), 'certs')}: will be made`, BROWSE]);
  });

  test('is the one of a keybinding', async () => {
    expect(await offered({ prefill: { folder: 'tls/dev' } })).toEqual(['tls/dev: will be made', 'certs: will be made', BROWSE]);
  });
});

describe('files that are there', () => {
  const OPTIONS = { names: ['app.test'], maker: 'builtin', keyType: 'ecdsa-p256' } as const;

  /** Runs the command up to the question about these files. */
  async function meet() {
    const old = await editor.run<Created>(COMMAND, { ...OPTIONS, folder: desk.certs });
    const before = readFileSync(old.privateKey, 'utf8');
    const run = editor.run<Created | undefined>(COMMAND, { prefill: OPTIONS });
    (await next()).accept();
    (await next()).pick('Built in');
    (await next()).pick('ECDSA P-256');
    (await next()).accept();
    (await next()).pick('certs');
    (await next()).accept();
    const question = await next();
    expect(question.question).toBe('app.test.pem, app.test-key.pem, app.test-fullchain.pem are there already.');
    return { run, question, old, before };
  }

  test('stay where the person enters another name', async () => {
    const { run, question, old, before } = await meet();
    question.pick('Enter Another Name');
    const name = await next();
    expect(name.value).toBe('app.test');
    name.enter('second');
    (await next()).dismiss();
    expect((await run)!.certificate).toBe(path.join(desk.certs, 'second.pem'));
    expect(readFileSync(old.privateKey, 'utf8')).toBe(before);
  });

  test('stay where the next free name is taken', async () => {
    const { run, question, old, before } = await meet();
    question.pick('Take the Next Free Name');
    (await next()).dismiss();
    expect((await run)!.privateKey).toBe(path.join(desk.certs, 'app.test-2-key.pem'));
    expect(readFileSync(old.privateKey, 'utf8')).toBe(before);
  });

  test('are shown, and nothing is made', async () => {
    const { run, question, old } = await meet();
    question.pick('Open What Is There');
    expect(await run).toBeUndefined();
    expect(editor.ran).toEqual([['apacheWsgiTls.inspectCertificate', { prefill: { path: old.certificate } }]]);
    expect(readdirSync(desk.certs)).toHaveLength(3);
    expect(editor.messages('error')).toEqual([]);
  });

  test('are replaced, and kept as a backup that the message names', async () => {
    const { run, question, old, before } = await meet();
    question.pick('Replace It and Keep a Backup');
    (await next()).dismiss();
    const { privateKey, backups } = (await run)!;
    expect(privateKey).toBe(old.privateKey);
    expect(readFileSync(privateKey, 'utf8')).not.toBe(before);
    expect(readFileSync(backups[0]!, 'utf8')).toBe(before);
    expect(editor.messages('information')).toEqual([
      expect.stringContaining(`The old files are kept: ${backups.map((file) => path.basename(file)).join(', ')}.`),
    ]);
  });

  test('in a folder that others may write to are told of', async () => {
    mkdirSync(desk.certs);
    chmodSync(desk.certs, 0o777);
    const { run, question } = await meet();
    question.pick('Take the Next Free Name');
    (await next()).dismiss();
    await run;
    expect(editor.messages('warning')).toEqual([expect.stringContaining('Other users may write to')]);
    expect(existsSync(path.join(desk.certs, 'app.test-2.pem'))).toBe(true);
  });

  test('need not be the certificate', async () => {
    mkdirSync(desk.certs);
    writeFileSync(path.join(desk.certs, 'app.test-key.pem'), 'somebody’s');
    const { question } = await meet().catch((error: unknown) => ({ question: String(error) }));
    expect(question).toContain('app.test-key.pem is there already and was not touched');
  });
});
