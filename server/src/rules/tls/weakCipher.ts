import type { Entry } from '../../model/configuration/entry.ts';
import type { Fix } from '../../model/finding.ts';
import { cipherListOf, cipherLists } from '../../model/tls/cipherLines.ts';
import { type WeakWord, weakWords } from '../../model/tls/ciphers.ts';
import { GUIDELINE, PROFILES } from '../../model/tls/guideline.ts';
import { tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, once, valueStart } from './report.ts';

/** Ciphers that can be broken. */
export const weakCipher: ConfigurationRule = {
  code: 'weak-cipher',
  severity: 'warning',
  page: {
    title: 'Weak cipher',
    what: 'The cipher list asks for RC4, 3DES, DES, RC2, IDEA, MD5 or LOW. Ciphers without encryption, without authentication or of export strength (NULL, aNULL, EXPORT) are an information: httpd throws them out itself.',
    why: 'Traffic under these ciphers can be read by others (RFC 7465 for RC4, SWEET32 for 3DES). Current OpenSSL has none of them left, and a list of nothing else keeps httpd from starting.',
    fix: `Take the word out, or take the list of the ${GUIDELINE.name} ${GUIDELINE.version}.`,
    bad: 'SSLCipherSuite HIGH:RC4+RSA:!aNULL\n',
    good: 'SSLCipherSuite HIGH:!aNULL:!RC4\n',
  },
  check: (configuration) => once(cipherLists(tlsOf(configuration)).flatMap(judged)),
};

function judged(line: Entry): ConfigurationFinding[] {
  const list = cipherListOf(line);
  if (list === null || list.isFor13) return [];
  const weak = weakWords(list.word.value);
  if (weak.length === 0) return [];
  const harmful = weak.filter(({ thrownOut }) => !thrownOut);
  const families = [...new Set((harmful.length > 0 ? harmful : weak).map(({ family }) => family))].join(', ');
  return [
    findingAt(
      line,
      {
        code: 'weak-cipher',
        severity: harmful.length > 0 ? 'warning' : 'information',
        message:
          harmful.length > 0
            ? `The list asks for weak ciphers (${families}), which can be broken or are gone from OpenSSL. Take them out, or take the list of the ${GUIDELINE.name} ${GUIDELINE.version}.`
            : `httpd throws ${families} out of every list by itself; the word does nothing and can go.`,
        fixes: fixes(line, weak),
      },
      list.word,
    ),
  ];
}

function fixes(line: Entry, weak: readonly WeakWord[]): Fix[] {
  const { word } = cipherListOf(line)!;
  const start = valueStart(line, word);
  if (start === -1) return [];
  const pieces = [...word.value.matchAll(/[^:, ;]+/g)];
  const rest = pieces.filter(({ 0: text, index }) => !weak.some((one) => one.word.start < index + text.length && index < one.word.end)).map(([text]) => text);
  const edit = (text: string) => [{ start, end: start + word.value.length, text }];
  const without = rest.some((piece) => !/^[!+-]/.test(piece)) ? [fix('Take the weak ciphers out', edit(rest.join(':')))] : [];
  return [...without, fix(`Take the list of the ${GUIDELINE.name} ${GUIDELINE.version}`, edit(PROFILES.intermediate.ciphers.join(':')))];
}
