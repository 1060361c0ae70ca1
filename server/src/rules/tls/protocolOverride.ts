import { argumentsOf, type Entry } from '../../model/configuration/entry.ts';
import { protocolListOf } from '../../model/tls/protocols.ts';
import { tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { argumentsFrom, findingAt, fix, linesInUse, once } from './report.ts';

/** A version without a sign that throws away those before it. */
export const protocolOverride: ConfigurationRule = {
  code: 'protocol-override',
  severity: 'warning',
  page: {
    title: 'SSLProtocol forgets what stood before',
    what: 'In `SSLProtocol` a word without `+` or `-` starts the list anew.',
    why: '`SSLProtocol TLSv1.2 TLSv1.3` leaves TLS 1.3 alone, and older clients are shut out. httpd logs AH02532 for it, but not inside a virtual host.',
    fix: 'Write `-all` and a sign before each version.',
    bad: 'SSLProtocol TLSv1.2 TLSv1.3\n',
    good: 'SSLProtocol -all +TLSv1.2 +TLSv1.3\n',
  },
  check: (configuration) => once([...linesInUse(tlsOf(configuration), 'sslprotocol').keys()].flatMap(judged)),
};

function judged(line: Entry): ConfigurationFinding[] {
  const list = protocolListOf(line);
  if (list === null || list.override === -1) return [];
  const words = argumentsOf(line);
  const overriding = words.findLast((word) => !/^[+-]/.test(word))!;
  const signed = /^all$/i.test(overriding) ? [] : [fix('Add the versions up', [{ ...argumentsFrom(line), text: withSigns(words) }])];
  return [
    findingAt(
      line,
      {
        code: 'protocol-override',
        severity: 'warning',
        message: `A word without a sign starts the list anew, so ${overriding} throws away what stands before it (AH02532). Put + before each version, and -all first.`,
        fixes: signed,
      },
      argumentsFrom(line),
    ),
  ];
}

/** The words as they were meant: each adds up. */
function withSigns(words: readonly string[]): string {
  const plain = words.filter((word) => !/^all$/i.test(word.replace(/^[+-]/, '')));
  const startsFull = /^\+?all$/i.test(words[0] ?? '');
  return [startsFull ? 'all' : '-all', ...plain.map((word) => (/^[+-]/.test(word) ? word : `+${word}`))].join(' ');
}
