/**
 * The way through a commercial authority, by the commands: a request that another authority signs with its intermediate, a bundle in whatever
 * order, the chain, its lines, and a real Apache and nginx that present it to clients who know the root alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { BuiltChain } from '../../../client/src/certificates/chain.ts';
import type { MadeRequest } from '../../../client/src/certificates/request.ts';
import { apacheIsAsked } from '../../kit/apache.ts';
import { newDesk } from '../../kit/desk.ts';
import { asClient, openssl } from '../../kit/issuing.ts';
import { nginxServing } from '../../kit/nginx.ts';
import { Pki } from '../../kit/pki.ts';
import { realServer } from '../../kit/realServer.ts';
import { serving } from '../../kit/serving.ts';
import { freePort } from '../../kit/start.ts';
import { editor, Uri } from '../../kit/vscode.ts';
import { takenByNode } from '../clients.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerBuildChain } = await import('../../../client/src/commands/certificates/chain.ts');
const { registerCreateSigningRequest } = await import('../../../client/src/commands/certificates/request.ts');

const NAMES = ['shop.test', 'www.shop.test'];
const desk = newDesk();
const pki = new Pki();
let stop: () => Promise<unknown>;
beforeAll(async () => {
  const server = await realServer();
  registerBuildChain(server.client);
  registerCreateSigningRequest(server.client);
  stop = server.stop;
});
afterAll(async () => {
  pki.remove();
  await stop();
});

const root = pki.write('trusted.pem', pki.authority('root'));
const next = () => editor.prompt();

/** What the authority sends for a request: the certificate in DER, and a bundle that begins with the root, which comes twice, as does the intermediate. */
function sentFor(request: string): { readonly certificate: string; readonly bundle: string } {
  const [certificate, bundle] = [path.join(desk.folder, 'shop_test.cer'), path.join(desk.folder, 'shop_test.ca-bundle')];
  const signer = ['-CA', pki.write('ca.pem', pki.authority('intermediate')), '-CAkey', pki.write('ca.key', pki.key('EC intermediate'))];
  const names = NAMES.map((name) => `DNS:${name}`).join();
  const extensions = pki.write('ca.cnf', `basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=${names}\n`);
  const how = ['-set_serial', '0x1234', '-days', '30', '-extfile', extensions, '-outform', 'DER', '-out', certificate];
  openssl(pki.folder, 'x509', '-req', '-in', request, ...signer, ...how);
  writeFileSync(bundle, [pki.authority('root'), pki.authority('intermediate'), pki.authority('root'), pki.authority('intermediate')].join(''));
  return { certificate, bundle };
}

/** A site without TLS, open in the editor with the cursor in its virtual host. */
async function openSite() {
  const port = await freePort();
  const uri = Uri.file(path.join(desk.folder, 'site.conf'));
  const text = `Listen 127.0.0.1:${port} https\n<VirtualHost 127.0.0.1:${port}>\n    ServerName ${NAMES[0]}\n</VirtualHost>\n`;
  writeFileSync(uri.fsPath, text);
  return { port, document: editor.show(uri, text, 2) };
}

/** What clients who know the root alone make of a server. */
async function seenBy(port: number) {
  const [name = ''] = NAMES;
  const { ok, text } = asClient(pki.folder, port, '-CAfile', root, '-no-CApath', '-servername', name, '-verify_hostname', name);
  return {
    openssl: ok,
    sent: text.match(/BEGIN CERTIFICATE/g)?.length,
    reason: /Verif\w+(?: error)?: .*/.exec(text)?.[0],
    node: await takenByNode(port, root, NAMES),
  };
}

const CONTENT = { openssl: true, sent: 2, reason: 'Verification: OK', node: NAMES };
const REFUSED = { openssl: false, sent: 1, reason: 'Verification error: unable to get local issuer certificate', node: [] };

describe.runIf(apacheIsAsked())('a certificate of another authority', () => {
  test.each(['rsa-2048', 'ecdsa-p384'] as const)('for a key %s is served with its chain by Apache and nginx', async (keyType) => {
    const { request, privateKey } = await editor.run<MadeRequest>('apacheWsgiTls.createSigningRequest', { names: NAMES, folder: 'certs', keyType });
    const { certificate, bundle } = sentFor(request);
    const { port, document } = await openSite();

    const run = editor.run<BuiltChain>('apacheWsgiTls.buildChain', { prefill: { files: [bundle, certificate], privateKey } });
    (await next()).accept();
    (await next()).pick('Insert into a Virtual Host');
    (await next()).pick('Copy Lines for nginx');
    (await next()).dismiss();
    const { chain, certificates, omitted } = await run;
    expect(certificates).toEqual(['shop.test', 'Test intermediate']);
    expect(omitted).toHaveLength(3);

    await document.save();
    const httpd = path.join(desk.folder, '../httpd');
    const include = `Include "${document.fileName}"`;
    expect(await serving(httpd, include, () => seenBy(port))).toEqual(CONTENT);
    const lines = editor.clipboard.trimEnd().split('\n');
    expect(await nginxServing(httpd, lines, seenBy)).toEqual(CONTENT);

    const alone = path.join(desk.folder, 'alone.pem');
    openssl(pki.folder, 'x509', '-inform', 'DER', '-in', certificate, '-out', alone);
    const withLeaf = (text: string) => text.replaceAll(chain, alone);
    writeFileSync(document.fileName, withLeaf(readFileSync(document.fileName, 'utf8')));
    expect(await serving(httpd, include, () => seenBy(port))).toEqual(REFUSED);
    expect(await nginxServing(httpd, lines.map(withLeaf), seenBy)).toEqual(REFUSED);
  });
});
