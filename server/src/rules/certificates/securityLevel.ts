/** OpenSSL's security level, which decides what httpd takes at start (SSL_CTX_set_security_level; measured with OpenSSL 3.0). */
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argumentsOf } from '../../model/configuration/entry.ts';
import type { TlsServer } from '../../model/tls/servers.ts';

/** The level that refuses keys below 112 bits of security and SHA-1. */
export const STRICT = 2;

/** Levels that distributions build in; elsewhere it depends on the version of OpenSSL. */
const BUILT_IN: Readonly<Partial<Record<Configuration['target']['platform'], number>>> = { debian: STRICT, rhel: STRICT };

/** The level in effect for a server; 0 where nobody can know. A list of ciphers may name another. */
export function securityLevel({ target }: Configuration, server: TlsServer): number {
  const lists = server.lines('sslciphersuite').map(argumentsOf);
  const list = lists.findLast(([first]) => first !== 'TLSv1.3')?.at(-1);
  const named = [...(list ?? '').matchAll(/@SECLEVEL=(\d)/g)].at(-1)?.[1];
  return named === undefined ? (BUILT_IN[target.platform] ?? 0) : Number(named);
}
