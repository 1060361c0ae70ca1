/** What SSLProtocol's words amount to (modules/ssl/ssl_engine_config.c, ssl_cmd_protocol_parse; measured with 2.4.71). */
import { argumentsOf, type Entry } from '../configuration/entry.ts';
import { Note } from '../note.ts';

/** The versions, oldest first. */
export const VERSIONS = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type Version = (typeof VERSIONS)[number];

/** Retired versions: SSL 3 by RFC 7568, TLS 1.0 and 1.1 by RFC 8996. */
export const RETIRED: readonly Version[] = ['SSLv3', 'TLSv1', 'TLSv1.1'];

/** The words of an SSLProtocol line, worked out from left to right. */
export interface ProtocolList {
  /** What is switched on in the end. */
  readonly versions: ReadonlySet<Version>;
  /** What OpenSSL then speaks: from the newest down to the first that is missing (ssl_init_ctx_protocol allows no holes). */
  readonly spoken: ReadonlySet<Version>;
  /** Versions that a word of their own switches on, rather than `all`. */
  readonly named: ReadonlySet<Version>;
  /** Index of the first word without a sign that throws away what stood before it; -1 where there is none. */
  readonly override: number;
}

/** Takes the words; null where httpd refuses one of them or nobody knows it. */
export function protocolsOf(words: readonly string[]): ProtocolList | null {
  let versions = new Set<Version>();
  let named = new Set<Version>();
  let override = -1;
  for (const [index, word] of words.entries()) {
    const [, sign = '', name = ''] = /^([+-]?)(.*)$/s.exec(word) ?? [];
    const meant = versionsNamed(name);
    if (meant === null) return null;
    if (sign === '') {
      if (versions.size > 0 && override === -1) override = index;
      versions = new Set();
      named = new Set();
    }
    for (const version of meant) {
      if (sign === '-') versions.delete(version);
      else versions.add(version);
      if (meant.length === 1 && sign !== '-') named.add(version);
    }
  }
  return { versions, spoken: withoutHoles(versions), named: new Set([...named].filter((version) => versions.has(version))), override };
}

/** `all` counts without SSLv3, which no OpenSSL of the last years has; `-SSLv2` is taken and does nothing. */
function versionsNamed(name: string): readonly Version[] | null {
  const lower = name.toLowerCase();
  if (lower === 'all') return VERSIONS.slice(1);
  if (lower === 'sslv2') return [];
  const version = VERSIONS.find((known) => known.toLowerCase() === lower);
  return version === undefined ? null : [version];
}

function withoutHoles(versions: ReadonlySet<Version>): Set<Version> {
  const newest = VERSIONS.findLastIndex((version) => versions.has(version));
  const spoken = new Set<Version>();
  for (let at = newest; at >= 0 && versions.has(VERSIONS[at]!); at--) spoken.add(VERSIONS[at]!);
  return spoken;
}

const known = new Note<Entry, ProtocolList | null>();

/** The list of an SSLProtocol entry. */
export function protocolListOf(entry: Entry): ProtocolList | null {
  const found = known.get(entry);
  if (found !== undefined) return found;
  const list = protocolsOf(argumentsOf(entry));
  known.set(entry, list);
  return list;
}
