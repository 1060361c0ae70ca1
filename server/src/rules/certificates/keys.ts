/** Certificates with the keys that httpd tries on them. */
import type { KeyMatch } from '../../model/certificates.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import { fileOf, type ShownCertificate, shownCertificates } from './shown.ts';

/** A certificate file and its key. */
export interface ShownPair {
  readonly shown: ShownCertificate;
  /** The SSLCertificateKeyFile line; undefined where the key is looked for in the certificate's own file. */
  readonly keyLine: Entry | undefined;
  readonly keyPath: string;
  readonly match: KeyMatch;
}

const known = new WeakMap<Configuration, readonly ShownPair[]>();

/** Every pair whose two files can be read. */
export function shownPairs(configuration: Configuration): readonly ShownPair[] {
  const found = known.get(configuration);
  if (found !== undefined) return found;
  const pairs = shownCertificates(configuration).flatMap((shown) => pairOf(configuration, shown));
  known.set(configuration, pairs);
  return pairs;
}

function pairOf(configuration: Configuration, shown: ShownCertificate): ShownPair[] {
  const keyLine = shown.server.keys[shown.index];
  const keyPath = keyLine === undefined ? shown.path : fileOf(configuration, keyLine);
  if (keyPath === null) return [];
  return [{ shown, keyLine, keyPath, match: configuration.certificates.compare(shown.path, keyPath) }];
}
