/** Certificates that the key of a local authority signed beyond its constraints, as somebody could who got hold of it; and one within. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openAuthority, signLeaf } from '../../client/src/certificates/authority.ts';
import type { Constraints } from '../../client/src/certificates/constraints.ts';
import { pathsOf } from '../../client/src/certificates/create.ts';
import type { Host } from '../../client/src/certificates/host.ts';
import { generateKey, keyText } from '../../client/src/certificates/keys.ts';
import { readNames } from '../../client/src/certificates/names.ts';
import type { Site } from './sites.ts';

/** The names of the certificates. */
export const OVERSTEPPING: Readonly<Record<string, readonly string[]>> = {
  'a public name': ['shop.example.com'],
  'an address of others': ['app.test', '10.0.0.1'],
  'a name inside': ['app.test'],
};
const UNBOUND: Constraints = { dns: ['test', 'com'], ip: ['0.0.0.0/0'] };

/** Signs the certificates with the key of the host's authority and writes them to a folder. */
export async function overstepping(host: Host, folder: string): Promise<readonly Site[]> {
  const authority = await openAuthority(readNames(['app.test']), [], host);
  const { privateKey, publicKey } = await generateKey('ecdsa-p256');
  const own = path.join(folder, 'overstepping');
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const sites = Object.entries(OVERSTEPPING).map(async ([title, names]) => {
    const request = { publicKey, names: readNames(names), subject: { commonName: 'x' }, use: 'server', days: 5 } as const;
    const pem = await signLeaf({ ...authority, constraints: UNBOUND }, request, host);
    const paths = pathsOf(path.join(own, title));
    for (const file of [paths.certificate, paths.chain]) writeFileSync(file, pem);
    writeFileSync(paths.privateKey, keyText(privateKey), { mode: 0o600 });
    return { ...paths, title, authority: authority.certificate };
  });
  return await Promise.all(sites);
}
