/**
 * Mutual TLS, by the commands: a certificate for the server, stores for clients, the lines that require them, and a real Apache that lets in who
 * has one of its authority and nobody else, as Node and curl come to know.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Created } from '../../../client/src/certificates/create.ts';
import type { ClientOptions, MadeClientCertificate } from '../../../client/src/commands/certificates/clientCertificate.ts';
import { apacheIsAsked } from '../../kit/apache.ts';
import { newDesk } from '../../kit/desk.ts';
import { realServer } from '../../kit/realServer.ts';
import { serving } from '../../kit/serving.ts';
import { freePort } from '../../kit/start.ts';
import { editor, Uri } from '../../kit/vscode.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerCreateCertificate } = await import('../../../client/src/commands/certificates/create.ts');
const { registerCreateClientCertificate } = await import('../../../client/src/commands/certificates/clientCertificate.ts');
const { ClientPasswords } = await import('../../../client/src/commands/certificates/clientPasswords.ts');

const CREATE_CLIENT = 'apacheWsgiTls.createClientCertificate';
const NAME = 'app.test';
const desk = newDesk();
let stop: () => Promise<unknown>;
beforeAll(async () => {
  const server = await realServer();
  registerCreateCertificate(server.client);
  registerCreateClientCertificate(server.client, new ClientPasswords(editor.context.secrets as never));
  stop = server.stop;
});
afterAll(() => stop());

const next = () => editor.prompt();

/** A client's store and what opens it. */
interface Identity {
  readonly store: string;
  readonly password: string;
}

/** Makes a store by the command's options. */
async function clientOf(options: Partial<ClientOptions>): Promise<Identity> {
  const made = await editor.run<MadeClientCertificate>(CREATE_CLIENT, { folder: desk.certs, keyType: 'ecdsa-p256', passwordTo: 'result', ...options });
  return { store: made.store, password: made.password ?? '' };
}

/** A site with TLS, open in the editor with the cursor in its virtual host; its header says who httpd takes the client for. */
async function openSite({ chain, privateKey }: Created) {
  const port = await freePort();
  const uri = Uri.file(path.join(desk.folder, 'site.conf'));
  const lines = [
    `Listen 127.0.0.1:${port} https`,
    `<VirtualHost 127.0.0.1:${port}>`,
    `    ServerName ${NAME}`,
    '    SSLEngine on',
    `    SSLCertificateFile "${chain}"`,
    `    SSLCertificateKeyFile "${privateKey}"`,
    '    Header always set X-Client "expr=<%{SSL_CLIENT_S_DN_CN}>"',
    '</VirtualHost>',
    '',
  ];
  writeFileSync(uri.fsPath, lines.join('\n'));
  return { port, document: editor.show(uri, lines.join('\n'), 2) };
}

/** Makes a store as a person does who takes what is filled in, keeps the password, and has its lines put into the virtual host. */
async function requiredClient(signer: string): Promise<Identity> {
  const run = editor.run<MadeClientCertificate>(CREATE_CLIENT, { prefill: { commonName: 'alice', folder: desk.certs } });
  (await next()).accept();
  (await next()).pick(signer);
  (await next()).pick('RSA 2048');
  for (let question = 0; question < 2; question++) (await next()).accept();
  (await next()).pick('Keep It in the Secret Storage of the Editor');
  (await next()).pick('certs');
  (await next()).accept();
  const what = await next();
  what.pick('Copy Password');
  (await next()).pick('Require It in a Virtual Host');
  (await next()).dismiss();
  const { store } = await run;
  return { store, password: editor.clipboard };
}

/** Who httpd takes a client of Node for, or why it sends the client away. */
function node(port: number, authority: string, identity: Identity | null, maxVersion: 'TLSv1.2' | 'TLSv1.3'): Promise<string> {
  const own = identity === null ? {} : { pfx: readFileSync(identity.store), passphrase: identity.password };
  const options = {
    host: '127.0.0.1',
    port,
    servername: NAME,
    headers: { Host: NAME },
    ca: readFileSync(authority),
    maxVersion,
    agent: false,
    ...own,
  } as const;
  return new Promise((resolve) => {
    const request = https.get(options, (response) => resolve(`${response.resume().headers['x-client']}`));
    request.once('error', ({ message }) => resolve(reasonIn(message)));
  });
}

/** The same of curl. */
function curl(port: number, authority: string, identity: Identity | null, version: readonly string[]): string {
  const own = identity === null ? [] : ['--cert-type', 'P12', '--cert', `${identity.store}:${identity.password}`];
  const to = ['--noproxy', '*', '--connect-to', `::127.0.0.1:${port}`, `https://${NAME}:${port}/`];
  const args = ['-sS', '--max-time', '20', '--cacert', authority, '-o', path.join(desk.folder, 'page'), '-w', '%header{x-client}', ...version, ...own, ...to];
  const { stdout, stderr } = spawnSync('curl', args, { encoding: 'utf8', timeout: 30_000 });
  return stdout || reasonIn(stderr);
}

/** The alert that an error tells of. By TLS 1.3 a client has sent its request before it hears of the refusal, and may find the connection closed. */
function reasonIn(message: string): string {
  const alert = /alert ([a-z ]+)/.exec(message)?.[1];
  return alert ?? (/reset|EPIPE/i.test(message) ? 'closed' : message);
}

/** What Node and curl meet with, each by TLS 1.3 and by TLS 1.2. */
async function met(port: number, authority: string, identity: Identity | null) {
  return {
    node: [await node(port, authority, identity, 'TLSv1.3'), await node(port, authority, identity, 'TLSv1.2')],
    curl: [curl(port, authority, identity, ['--tlsv1.3']), curl(port, authority, identity, ['--tls-max', '1.2'])],
  };
}

const OPEN = { node: ['<>', '<>'], curl: ['<>', '<>'] };
const WELCOME = { node: ['<alice>', '<alice>'], curl: ['<alice>', '<alice>'] };
const either = (alert: string) => expect.stringMatching(new RegExp(`^(?:${alert}|closed)$`));
const UNKNOWN = { node: [either('unknown ca'), 'unknown ca'], curl: [either('unknown ca'), 'unknown ca'] };
const NOBODY = { node: [either('certificate required'), 'handshake failure'], curl: [either('certificate required'), 'handshake failure'] };

describe.runIf(apacheIsAsked())('Apache with the lines that require a client certificate', () => {
  test.each([
    ['The Local Authority', 'clients'],
    ['An Authority for Clients Alone', 'local'],
  ] as const)('of %s refuses whoever has none or one of another authority', async (signer, other) => {
    const site = await editor.run<Created>('apacheWsgiTls.createCertificate', { names: [NAME], folder: 'certs', maker: 'builtin' });
    const { port, document } = await openSite(site);
    const httpd = path.join(desk.folder, '../httpd');
    const include = `Include "${document.fileName}"`;
    expect(await serving(httpd, include, () => met(port, site.authority, null))).toEqual(OPEN);

    const alice = await requiredClient(signer);
    await document.save();
    const neighbour = await clientOf({ commonName: 'bob', authority: other });
    vi.stubEnv('XDG_DATA_HOME', path.join(desk.folder, '../elsewhere'));
    const stranger = await clientOf({ commonName: 'mallory' });
    await serving(httpd, include, async () => {
      expect(await met(port, site.authority, alice)).toEqual(WELCOME);
      expect(await met(port, site.authority, null)).toEqual(NOBODY);
      expect(await met(port, site.authority, neighbour)).toEqual(UNKNOWN);
      expect(await met(port, site.authority, stranger)).toEqual(UNKNOWN);
    });
  });
});
