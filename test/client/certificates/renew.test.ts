// “Renew Certificate”: which one, what it says before it does anything, the names that are added, and who renews it instead.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Created } from '../../../client/src/certificates/create.ts';
import { verifiedByOpenssl } from '../../issuing/clients.ts';
import { newDesk } from '../../kit/desk.ts';
import { client, hostAt, server } from '../../kit/hosts.ts';
import { openssl } from '../../kit/issuing.ts';
import { editor, Uri } from '../../kit/vscode.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerCreateCertificate } = await import('../../../client/src/commands/certificates/create.ts');
const { registerRenewCertificate } = await import('../../../client/src/commands/certificates/renew.ts');
registerCreateCertificate(client);
registerRenewCertificate(client);

const COMMAND = 'apacheWsgiTls.renewCertificate';
const desk = newDesk();
const next = () => editor.prompt();
const serial = (file: string) => new X509Certificate(readFileSync(file)).serialNumber;

/** A certificate that is there already. */
function made(options: object = {}): Promise<Created> {
  const usual = { names: ['app.test', '127.0.0.1'], folder: desk.certs, maker: 'builtin', keyType: 'ecdsa-p256' };
  return editor.run('apacheWsgiTls.createCertificate', { ...usual, ...options });
}

/** A certificate and its key from an authority elsewhere, in the folder of the site. */
function foreign(): string {
  openssl(desk.folder, 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=Somebody else');
  openssl(desk.folder, 'req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'shop.key', '-out', 'shop.csr', '-subj', '/CN=shop.test');
  writeFileSync(path.join(desk.folder, 'shop.ext'), 'subjectAltName=DNS:shop.test\nbasicConstraints=CA:FALSE\n');
  openssl(desk.folder, 'x509', '-req', '-in', 'shop.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'shop.ext', '-out', 'shop.crt');
  return path.join(desk.folder, 'shop.crt');
}

describe('by its options', () => {
  test('makes it anew without a question, and gives the paths', async () => {
    const old = await made();
    const before = serial(old.certificate);
    const renewed = await editor.run<Created>(COMMAND, { certificate: '${workspaceFolder}/certs/app.test.pem', names: ['www.app.test'] });
    expect(renewed).toMatchObject({ certificate: old.certificate, privateKey: old.privateKey, chain: old.chain, authority: old.authority });
    expect(serial(old.certificate)).not.toBe(before);
    expect(serial(renewed.backups[1]!)).toBe(before);
    expect(await verifiedByOpenssl(renewed, renewed.authority, ['app.test', '127.0.0.1', 'www.app.test'])).toHaveLength(3);
    expect(editor.said).toEqual([]);
    expect(editor.pending()).toEqual([]);
  });

  test.each([
    [{ certificate: 'certs/missing.pem' }, 'missing.pem does not exist'],
    [{}, 'The option certificate is an absolute path'],
    [{ certificate: 'certs/app.test.pem', names: ['my_app.test'] }, 'has an underscore'],
    [{ certificate: 'certs/app.test.pem', names: ['blog.example.org'] }, 'may not sign “blog.example.org”'],
    [{ certificate: 'certs/app.test.pem', privateKey: 'certs' }, 'which is not replaced'],
  ])('rejects %j with the words that a person would see', async (options, words) => {
    const old = await made();
    const before = serial(old.certificate);
    await expect(editor.run(COMMAND, options)).rejects.toThrow(words);
    expect(serial(old.certificate)).toBe(before);
    expect(readdirSync(desk.certs)).toHaveLength(3);
  });
});

describe('asking', () => {
  test('says what will happen and asks once', async () => {
    const old = await made();
    const before = serial(old.certificate);
    const run = editor.run<Created>(COMMAND, Uri.file(old.certificate));
    const confirm = await next();
    expect(confirm.title).toBe('Make app.test.pem anew?');
    expect(confirm.question.split('\n')).toEqual([
      'For: app.test, 127.0.0.1',
      'Made by: Built in, with a new key (ECDSA P-256), for 397 days',
      `Files, the old ones kept as backups: ${old.certificate}, ${old.privateKey}, ${old.chain}`,
    ]);
    expect(editor.said.at(-1)?.modal).toBe(true);
    confirm.pick('Renew');
    const what = await next();
    expect(what.labels).toEqual(['Insert into a Virtual Host', 'Trust the Authority', 'Inspect the Certificate']);
    what.dismiss();
    const { certificate } = await run;
    expect(certificate).toBe(old.certificate);
    expect(serial(certificate)).not.toBe(before);
    expect(editor.messages('information').at(-1)).toContain('A server sends the new certificate once it is reloaded.');
  });

  test('leaves all as it is where the person does not agree', async () => {
    const old = await made();
    const before = serial(old.certificate);
    const run = editor.run(COMMAND, Uri.file(old.certificate));
    (await next()).dismiss();
    expect(await run).toBeUndefined();
    expect(serial(old.certificate)).toBe(before);
  });

  test('adds the names that a quick fix found missing', async () => {
    const { certificate, privateKey } = await made();
    const run = editor.run<Created>(COMMAND, { prefill: { certificate, privateKey, names: ['www.app.test', 'APP.test'] } });
    const confirm = await next();
    expect(confirm.question).toContain('For: app.test, 127.0.0.1, www.app.test\nNew among them: www.app.test\n');
    confirm.pick('Renew');
    (await next()).dismiss();
    const renewed = await run;
    expect(await verifiedByOpenssl(renewed, renewed.authority, ['app.test', 'www.app.test'])).toHaveLength(2);
  });

  test('asks for consent to names outside the development names', async () => {
    const { certificate } = await made();
    const prefill = { certificate, names: ['blog.example.org'] };
    const first = editor.run(COMMAND, { prefill });
    (await next()).pick('Change the Names');
    expect(await first).toBeUndefined();
    const run = editor.run<Created>(COMMAND, { prefill });
    (await next()).pick('Make a Further Authority for blog.example.org');
    (await next()).pick('Renew');
    (await next()).dismiss();
    expect((await run).authority).toContain('permitted-');
  });

  test('asks for no consent where mkcert signs, which may sign every name', async () => {
    const { certificate } = await made({ maker: 'mkcert', names: ['blog.example.org'] });
    const run = editor.run<Created>(COMMAND, { prefill: { certificate, names: ['www.blog.example.org'] } });
    const confirm = await next();
    expect(confirm.question).toContain('Made by: mkcert, with a new key (ECDSA P-256)\n');
    confirm.pick('Renew');
    (await next()).dismiss();
    expect((await run).certificate).toBe(certificate);
  });

  test('lets pick among the certificates of the configuration and the workspace', async () => {
    const old = await made();
    const shop = foreign();
    const use = { role: 'server' as const, directive: 'SSLCertificateFile', path: shop, privateKey: null, uri: 'file:///a.conf', findings: [] };
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    server.hosts = [hostAt('file:///a.conf', [0, 1], ['shop.test'], [{ ...use, range }])];
    const run = editor.run<Created>(COMMAND);
    const files = await next();
    const end = new Date(new X509Certificate(readFileSync(old.certificate)).validTo).toISOString().slice(0, 10);
    expect(files.labels).toEqual(['shop.crt', 'app.test.pem', 'Browse…']);
    expect(files.choice('app.test.pem')).toMatchObject({ description: `app.test, 127.0.0.1, until ${end}`, detail: old.certificate });
    files.pick('app.test.pem');
    (await next()).pick('Renew');
    (await next()).dismiss();
    expect((await run).certificate).toBe(old.certificate);
  });

  test('asks for the maker of one from elsewhere', async () => {
    const shop = foreign();
    const run = editor.run<Created>(COMMAND, Uri.file(shop));
    const maker = await next();
    expect(editor.messages('information')).toEqual([expect.stringContaining('issued by Somebody else, not on this machine')]);
    maker.pick('openssl');
    const confirm = await next();
    expect(confirm.question).toContain('Made by: openssl, with a new key (RSA 2048)');
    confirm.pick('Renew');
    (await next()).dismiss();
    const { certificate, privateKey, authority } = await run;
    expect([certificate, privateKey]).toEqual([shop, path.join(desk.folder, 'shop.key')]);
    expect(openssl(desk.folder, 'verify', '-CAfile', authority, certificate).toString()).toContain('OK');
  });

  test('asks for the key where it is not called as ours are', async () => {
    const old = await made();
    const key = path.join(desk.folder, 'secret.pem');
    renameSync(old.privateKey, key);
    const run = editor.run<Created>(COMMAND, Uri.file(old.certificate));
    const told = await next();
    expect(told.title).toContain('was looked for in');
    told.pick('Choose the Key…');
    (await next()).pick(key);
    (await next()).pick('Renew');
    (await next()).dismiss();
    const renewed = await run;
    expect(renewed.privateKey).toBe(key);
    expect(new X509Certificate(readFileSync(renewed.certificate)).checkPrivateKey(createPrivateKey(readFileSync(key)))).toBe(true);
  });

  test('leaves what certbot looks after to certbot', async () => {
    const old = await made();
    const live = path.join(desk.folder, 'letsencrypt/live/blog.test');
    const archive = path.join(desk.folder, 'letsencrypt/archive/blog.test');
    for (const folder of [live, archive]) mkdirSync(folder, { recursive: true });
    const files = { 'cert.pem': old.certificate, 'privkey.pem': old.privateKey, 'chain.pem': old.authority, 'fullchain.pem': old.chain };
    for (const [name, file] of Object.entries(files)) {
      const archived = path.join(archive, name.replace('.pem', '1.pem'));
      writeFileSync(archived, readFileSync(file));
      symlinkSync(archived, path.join(live, name));
    }
    const words = /is looked after by certbot.*sudo certbot renew --cert-name blog\.test/;
    expect(await editor.run(COMMAND, Uri.file(path.join(live, 'fullchain.pem')))).toBeUndefined();
    expect(editor.messages('error')).toEqual([expect.stringMatching(words)]);
    await expect(editor.run(COMMAND, { certificate: path.join(live, 'cert.pem') })).rejects.toThrow(words);
    expect(serial(path.join(live, 'cert.pem'))).toBe(serial(old.certificate));
  });
});
