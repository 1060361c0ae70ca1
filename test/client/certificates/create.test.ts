// “Create Development Certificate” as a person meets it, and by its options: what it asks, says and writes.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Created } from '../../../client/src/certificates/create.ts';
import { verifiedByOpenssl } from '../../issuing/clients.ts';
import { newDesk } from '../../kit/desk.ts';
import { client } from '../../kit/hosts.ts';
import { openssl } from '../../kit/issuing.ts';
import { editor } from '../../kit/vscode.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerCreateCertificate } = await import('../../../client/src/commands/certificates/create.ts');
registerCreateCertificate(client);

const COMMAND = 'apacheWsgiTls.createCertificate';
const desk = newDesk();

const OPTIONS = { names: ['app.test', '127.0.0.1'], maker: 'builtin', keyType: 'ecdsa-p256' } as const;
const made = (options: object = {}) => editor.run<Created>(COMMAND, { ...OPTIONS, folder: desk.certs, ...options });
const next = () => editor.prompt();

/** What is offered once the files are there, where no repository is near. */
const NEXT = ['Insert into a Virtual Host', 'Trust the Authority', 'Inspect the Certificate'];

/** Answers the questions after the one for names, up to “What next?”. */
async function acceptRest(maker = 'Built in'): Promise<void> {
  (await next()).pick(maker);
  (await next()).pick('ECDSA P-256');
  if (maker !== 'mkcert') (await next()).accept();
  await acceptPlace();
}

/** Takes the folder and the file name that are filled in. */
async function acceptPlace(): Promise<void> {
  (await next()).pick('certs');
  (await next()).accept();
}

describe('by its options', () => {
  test('makes the files without a question and gives their paths', async () => {
    const result = await made();
    const { certificate, privateKey, chain, authority } = result;
    expect([certificate, privateKey, chain].map((file) => path.relative(desk.folder, file))).toEqual([
      'certs/app.test.pem',
      'certs/app.test-key.pem',
      'certs/app.test-fullchain.pem',
    ]);
    expect(await verifiedByOpenssl(result, authority, ['app.test', '127.0.0.1', 'other.test'])).toEqual(['app.test', '127.0.0.1']);
    expect(statSync(privateKey).mode & 0o777).toBe(0o600);
    expect(editor.said).toEqual([]);
    expect(editor.pending()).toEqual([]);
    expect(editor.progress).toMatchObject([{ title: 'Create Development Certificate', cancellable: true }]);
    expect(editor.progress[0]!.steps).toContain('Making the private key');
  });

  test.each([
    ['certs', 'certs'],
    ['${workspaceFolder}/tls/dev', 'tls/dev'],
    ['${workspaceFolder:site}', '.'],
  ])('takes the folder %s from the folder that is open', async (written, meant) => {
    expect((await made({ folder: written })).certificate).toBe(path.join(desk.folder, meant, 'app.test.pem'));
  });

  test.each([
    [[], 'but no folder is open'],
    [['/a', '/b'], 'but several folders are open'],
  ])('refuses a relative folder where there are these folders: %s', async (folders, why) => {
    editor.folders = folders;
    await expect(made({ folder: 'certs' })).rejects.toThrow(why);
  });

  test.each([
    [{ names: ['my_app.test'] }, 'has an underscore'],
    [{ names: [] }, 'needs at least one name'],
    [{ names: 'app.test' }, 'The option names is a list of names'],
    [{ names: ['blog.example.org'] }, 'may not sign “blog.example.org”'],
    [{ maker: 'nobody' }, 'The option maker is one of builtin, mkcert, openssl'],
    [{ folder: 5 }, 'The option folder is an absolute path, not “5”'],
    [{ days: 4000 }, 'holds for 1 to 824 days, not “4000”'],
  ])('rejects %j with the words that a person would see', async (options, words) => {
    await expect(made(options)).rejects.toThrow(words);
    expect(existsSync(desk.certs)).toBe(false);
    expect(editor.said).toEqual([]);
  });

  test('rejects where a file is there, and touches nothing', async () => {
    const { certificate } = await made();
    const before = readFileSync(certificate, 'utf8');
    await expect(made()).rejects.toThrow(/is there already and was not touched\. Choose another name, or replace it/);
    expect(readFileSync(certificate, 'utf8')).toBe(before);
    expect(path.basename((await made({ onExisting: 'rename' })).certificate)).toBe('app.test-2.pem');
  });

  test('is ended by “Cancel”, and leaves nothing', async () => {
    const run = made({ keyType: 'rsa-4096' });
    editor.progress[0]!.cancel();
    await expect(run).rejects.toThrow('Cancelled. Nothing was written.');
    expect(existsSync(desk.certs)).toBe(false);
  });

  test('starts no program where the workspace is not trusted; the built-in maker works there', async () => {
    editor.trusted = false;
    await expect(made({ maker: 'openssl' })).rejects.toThrow('openssl is not started because this workspace is not trusted');
    expect(existsSync((await made()).certificate)).toBe(true);
  });

  test('runs the program that the settings name', async () => {
    editor.settings.opensslPath = '/usr/bin/does-not-exist';
    await expect(made({ maker: 'openssl' })).rejects.toThrow('The settings name /usr/bin/does-not-exist as openssl');
    editor.settings.opensslPath = execFileSync('which', ['openssl'], { encoding: 'utf8' }).trim();
    expect(existsSync((await made({ maker: 'openssl' })).certificate)).toBe(true);
  });
});

describe('asking', () => {
  test('leads through its questions to the files, and then to what comes next', async () => {
    const run = editor.run<Created>(COMMAND);
    const names = await next();
    expect(names).toMatchObject({ kind: 'input box', title: 'Create Development Certificate', step: '1/8', value: 'localhost, 127.0.0.1, ::1' });
    names.enter('App.test  www.app.test,localhost');
    const maker = await next();
    expect(maker).toMatchObject({ active: 'Built in', step: '2/8' });
    expect(maker.labels).toEqual(['Built in', 'mkcert', 'openssl']);
    expect(maker.choice('openssl').description).toMatch(/^\/.*openssl$/);
    maker.pick('Built in');
    const key = await next();
    expect(key.labels).toEqual(['RSA 2048', 'RSA 3072', 'RSA 4096', 'ECDSA P-256', 'ECDSA P-384']);
    key.pick('ECDSA P-384');
    const days = await next();
    expect(days.value).toBe('397');
    days.type('825');
    expect(days.problem).toContain('1 to 824 days');
    days.type('a year');
    expect(days.problem).toContain('whole number of days');
    days.enter('90');
    const where = await next();
    expect(where.choices).toMatchObject([{ label: 'certs', description: 'will be made', detail: desk.certs }, { label: 'Browse…' }]);
    where.pick('certs');
    const name = await next();
    expect(name.value).toBe('app.test');
    name.type('a/b');
    expect(name.problem).toContain('cannot be the name of a file');
    name.enter('dev');
    const last = await next();
    expect(last.labels).toEqual(NEXT);
    last.dismiss();
    const result = (await run)!;
    expect(await verifiedByOpenssl(result, result.authority, ['app.test', 'www.app.test', 'localhost'])).toHaveLength(3);
    expect(openssl(desk.certs, 'x509', '-in', 'dev.pem', '-noout', '-text').toString()).toContain('NIST CURVE: P-384');
    const end = new Date(openssl(desk.certs, 'x509', '-in', 'dev.pem', '-noout', '-enddate').toString().replace('notAfter=', ''));
    expect(Math.round((end.getTime() - Date.now()) / 86_400_000)).toBe(90);
    expect(editor.messages('information')).toEqual([`Made in ${desk.certs}: dev.pem, dev-key.pem, dev-fullchain.pem.`]);
  });

  test('takes what is filled in where the person only presses Enter', async () => {
    const run = editor.run<Created>(COMMAND);
    for (let question = 1; question <= 6; question++) (await next()).accept();
    (await next()).dismiss();
    const { certificate } = await run;
    expect(certificate).toBe(path.join(desk.certs, 'localhost.pem'));
    expect(openssl(desk.certs, 'x509', '-in', certificate, '-noout', '-text').toString()).toContain('Public-Key: (2048 bit)');
  });

  test('says what is wrong with a name while it is typed, and takes none such', async () => {
    const run = editor.run(COMMAND);
    const names = await next();
    names.type('app.test, my_app.test');
    expect(names.problem).toContain('“my_app.test” has an underscore');
    names.accept();
    expect(editor.pending()).toEqual([]);
    names.type('');
    expect(names.problem).toContain('at least one name');
    names.type('app.test');
    expect(names.problem).toBeUndefined();
    names.dismiss();
    expect(await run).toBeUndefined();
    expect(readdirSync(desk.folder)).toEqual([]);
  });

  test('goes back and keeps the answers', async () => {
    const run = editor.run(COMMAND);
    (await next()).enter('one.test');
    (await next()).pick('openssl');
    (await next()).back();
    const maker = await next();
    expect(maker.active).toBe('openssl');
    maker.back();
    const names = await next();
    expect(names.value).toBe('one.test');
    expect(() => names.back()).toThrow();
    names.dismiss();
    await run;
  });

  test('passes over the days where mkcert makes it', async () => {
    const run = editor.run<Created>(COMMAND);
    (await next()).enter('app.test');
    await acceptRest('mkcert');
    (await next()).dismiss();
    const { certificate, authority } = (await run)!;
    expect(openssl(path.dirname(certificate), 'verify', '-CAfile', authority, certificate).toString()).toContain('OK');
    expect(editor.messages('warning')).toEqual(['mkcert made a new authority, which nothing trusts yet. “mkcert -install” in a terminal changes that.']);
  });

  test('says where to get a maker that is not there, and asks again', async () => {
    vi.stubEnv('PATH', path.join(desk.folder, '..'));
    const run = editor.run(COMMAND);
    (await next()).enter('app.test');
    const maker = await next();
    expect(maker.choice('mkcert')).toMatchObject({ description: 'cannot be used', detail: expect.stringContaining('apt install mkcert') });
    maker.pick('mkcert');
    const told = await next();
    expect(told.title).toContain('mkcert was not found on PATH');
    told.pick('Open the Setting');
    (await next()).dismiss();
    await run;
    expect(editor.ran).toEqual([['workbench.action.openSettings', 'apacheWsgiTls.mkcertPath']]);
  });

  test('starts no program where the workspace is not trusted, and says so', async () => {
    editor.trusted = false;
    const run = editor.run(COMMAND);
    (await next()).enter('app.test');
    const maker = await next();
    expect(maker.choice('openssl')).toMatchObject({ description: 'needs a trusted workspace', detail: expect.not.stringContaining('To get it') });
    maker.pick('openssl');
    const told = await next();
    expect(told.title).toContain('openssl is not started because this workspace is not trusted');
    told.pick('Manage Workspace Trust');
    (await next()).dismiss();
    await run;
    expect(editor.ran).toEqual([['workbench.trust.manage']]);
  });

  test('may look for the folder', async () => {
    const run = editor.run<Created>(COMMAND, { prefill: OPTIONS });
    (await next()).accept();
    for (const label of ['Built in', 'ECDSA P-256']) (await next()).pick(label);
    (await next()).accept();
    (await next()).pick('Browse…');
    (await next()).dismiss();
    (await next()).pick('Browse…');
    (await next()).pick(path.join(desk.folder, 'elsewhere'));
    (await next()).accept();
    (await next()).dismiss();
    expect((await run)!.certificate).toBe(path.join(desk.folder, 'elsewhere/app.test.pem'));
  });

  test.each([
    [{ names: 'app.test' }, 'The option names is a list of names'],
    [{ folder: 5 }, 'The option folder is an absolute path'],
    [{ folder: '${workspaceFolder:other}' }, 'no single folder is called other'],
    [{ maker: 'nobody' }, 'The option maker is one of'],
    [{ permit: 'all' }, 'The option permit is a list of names'],
  ])('tells what is wrong with what it is filled in with: %j', async (prefill, words) => {
    expect(await editor.run(COMMAND, { prefill })).toBeUndefined();
    expect(editor.messages('error')).toEqual([expect.stringContaining(words)]);
  });

  test('tells what went wrong', async () => {
    writeFileSync(desk.certs, 'a file where the folder would be');
    const run = editor.run(COMMAND);
    (await next()).enter('app.test');
    await acceptRest();
    expect(await run).toBeUndefined();
    expect(editor.messages('error')).toEqual([`The folder ${desk.certs} cannot be used: something of that name exists already. Choose another folder.`]);
  });
});

describe('names outside the development names', () => {
  const names = 'app.test, blog.example.org 192.0.2.7';

  test('want consent, and get an authority of their own', async () => {
    const run = editor.run<Created>(COMMAND);
    (await next()).enter(names);
    (await next()).pick('Built in');
    const consent = await next();
    expect(consent.question).toContain('Is blog.example.org, 192.0.2.7 meant?');
    expect(consent.choice('Make a Further Authority for blog.example.org, 192.0.2.7').detail).toContain('trusted by itself');
    consent.pick('Make a Further Authority for blog.example.org, 192.0.2.7');
    (await next()).pick('ECDSA P-256');
    (await next()).accept();
    await acceptPlace();
    (await next()).dismiss();
    const result = (await run)!;
    expect(result.authority).toContain('permitted-');
    expect(await verifiedByOpenssl(result, result.authority, ['blog.example.org', '192.0.2.7', 'app.test'])).toHaveLength(3);
  });

  test('are changed instead, or left to mkcert', async () => {
    const run = editor.run(COMMAND);
    (await next()).enter(names);
    (await next()).pick('openssl');
    (await next()).pick('Change the Names');
    (await next()).pick('mkcert');
    const key = await next();
    expect(key.labels).toEqual(['RSA 2048', 'ECDSA P-256']);
    key.dismiss();
    await run;
    expect(readdirSync(desk.folder)).toEqual([]);
  });

  test('are not asked about where an authority signs them already', async () => {
    await made({ names: ['blog.example.org'], permit: ['blog.example.org'] });
    const run = editor.run<Created>(COMMAND, { prefill: { ...OPTIONS, names: ['www.blog.example.org'] } });
    (await next()).accept();
    await acceptRest();
    (await next()).dismiss();
    expect((await run)!.authority).toContain('permitted-');
  });

  test('are permitted no more once other names are entered', async () => {
    const run = editor.run<Created>(COMMAND);
    (await next()).enter(names);
    (await next()).pick('Built in');
    (await next()).pick('Make a Further Authority for blog.example.org, 192.0.2.7');
    for (let step = 0; step < 3; step++) (await next()).back();
    (await next()).enter('app.test');
    await acceptRest();
    (await next()).dismiss();
    expect((await run)!.authority).toContain('/development/');
  });
});
