/** SSLCipherSuite lines: which word is the list, and which TLS it is for. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Word } from '../../syntax/words.ts';
import type { Entry } from '../configuration/entry.ts';
import type { TlsModel } from './servers.ts';

/** The list of a line. */
export interface CipherList {
  readonly word: Word;
  /** Whether it is the list for TLS 1.3. */
  readonly isFor13: boolean;
}

/** The list of an SSLCipherSuite line; null where httpd refuses the line. */
export function cipherListOf({ statement }: Entry): CipherList | null {
  const [first, second, third] = statement.arguments;
  if (first === undefined || third !== undefined) return null;
  if (second === undefined) return { word: first, isFor13: false };
  return first.value === 'SSL' || first.value === 'TLSv1.3' ? { word: second, isFor13: first.value === 'TLSv1.3' } : null;
}

/** Every SSLCipherSuite line of a configuration, those in sections as well. */
export function cipherLists({ servers }: TlsModel): Entry[] {
  return servers.flatMap(({ own }) => own.everywhere('sslciphersuite'));
}

const keywords = new WeakMap<Knowledge, ReadonlySet<string>>();

/** The words that the knowledge of SSLCipherSuite names. */
export function cipherKeywords(knowledge: Knowledge): ReadonlySet<string> {
  const known = keywords.get(knowledge);
  if (known !== undefined) return known;
  const [directive] = knowledge.find('SSLCipherSuite', false);
  const list = directive?.arguments.find(({ type }) => type === 'cipher-list');
  const names = new Set(list?.values?.map(({ name }) => name));
  keywords.set(knowledge, names);
  return names;
}
