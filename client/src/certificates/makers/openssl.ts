/**
 * Certificates by the openssl of this machine, signed with the local authority's key. Every version since 1.0.2 and LibreSSL
 * take these options: a configuration of our own, and no subject, name or extension on the command line.
 */
import path from 'node:path';
import { openAuthority, refuseBeyond } from '../authority.ts';
import type { Host } from '../host.ts';
import { KEY_TYPES, type KeyType } from '../keys.ts';
import { CertificateProblem } from '../problem.ts';
import { findProgram, type Program, runProgram } from '../processes.ts';
import { writeNew } from '../staging.ts';
import { serialNumber } from '../writing.ts';
import { DEFAULT_DAYS, leafSubject, type Maker, type Order } from './maker.ts';
import { madeBy } from './results.ts';

const CURVES: Partial<Record<KeyType, string>> = { 'ecdsa-p256': 'prime256v1', 'ecdsa-p384': 'secp384r1' };

/** Makes certificates with openssl. */
export const openssl: Maker = {
  keyTypes: KEY_TYPES,
  days: DEFAULT_DAYS,
  program: findOpenssl,
  async make(order, host) {
    const program = await findOpenssl(host);
    const authority = await openAuthority(order.names, order.permit, host);
    const days = order.days ?? DEFAULT_DAYS;
    refuseBeyond(authority, days, host);
    const file = (name: string) => path.join(order.folder, name);
    await writeConfiguration(file('openssl.cnf'), order, host);
    const run = (...args: readonly string[]) => runProgram(program, { args, folder: order.folder, env: { OPENSSL_CONF: file('openssl.cnf') } }, host);
    host.progress?.('Making the private key');
    await run('genpkey', ...keyOptions(order.keyType), '-out', 'key.pem');
    host.progress?.('Signing the certificate');
    await run('req', '-new', '-sha256', '-config', 'openssl.cnf', '-key', 'key.pem', '-out', 'request.pem');
    const signer = ['-CA', authority.certificate, '-CAkey', authority.privateKey, '-set_serial', `0x${serialNumber().toString('hex')}`];
    const extensions = ['-extfile', 'openssl.cnf', '-extensions', 'leaf'];
    await run('x509', '-req', '-in', 'request.pem', ...signer, '-days', String(days), '-sha256', ...extensions, '-out', 'certificate.pem');
    return { ...(await madeBy(program, file('key.pem'), file('certificate.pem'))), authority: authority.certificate, notes: [] };
  },
};

async function findOpenssl(host: Host): Promise<Program> {
  const found = await findProgram('openssl', host, host.platform === 'win32' ? gitFolders(host) : []);
  if (found !== null) return found;
  const also = host.platform === 'win32' ? ' or in the folders of Git for Windows' : '';
  throw new CertificateProblem(`openssl was not found on PATH${also}. Install it, name it in the settings, or choose the built-in maker.`);
}

/** Where Git for Windows keeps the openssl that it brings. */
function gitFolders({ env }: Host): readonly string[] {
  const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA === undefined ? undefined : path.join(env.LOCALAPPDATA, 'Programs')];
  return roots.flatMap((root) => (root === undefined ? [] : [path.join(root, 'Git', 'usr', 'bin'), path.join(root, 'Git', 'mingw64', 'bin')]));
}

function keyOptions(type: KeyType): readonly string[] {
  const curve = CURVES[type];
  if (curve === undefined) return ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${type.slice('rsa-'.length)}`];
  return ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`, '-pkeyopt', 'ec_param_enc:named_curve'];
}

async function writeConfiguration(file: string, { names, keyType }: Order, host: Host): Promise<void> {
  const { organization, commonName } = leafSubject(names);
  const lines = [
    ...['[req]', 'distinguished_name=dn', 'prompt=no', 'utf8=yes', 'string_mask=utf8only'],
    ...['[dn]', `O=${organization}`, ...(commonName === undefined ? [] : [`CN=${commonName}`])],
    ...['[leaf]', 'basicConstraints=critical,CA:FALSE', `keyUsage=critical,digitalSignature${keyType.startsWith('rsa') ? ',keyEncipherment' : ''}`],
    ...['extendedKeyUsage=serverAuth', 'subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid', 'subjectAltName=@names'],
    ...['[names]', ...names.map(({ kind, text }, index) => `${kind === 'dns' ? 'DNS' : 'IP'}.${index + 1}=${text}`), ''],
  ];
  await writeNew(file, { content: lines.join('\n'), secret: false }, host);
}
