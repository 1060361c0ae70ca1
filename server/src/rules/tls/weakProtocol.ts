import type { Entry } from '../../model/configuration/entry.ts';
import { GUIDELINE, PROFILES } from '../../model/tls/guideline.ts';
import { type ProtocolList, protocolListOf, RETIRED } from '../../model/tls/protocols.ts';
import { tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { argumentsFrom, findingAt, fix, linesInUse, once } from './report.ts';

const VERSIONS = PROFILES.intermediate.protocols.join(' ');

/** Versions of TLS that nobody should speak any more. */
export const weakProtocol: ConfigurationRule = {
  code: 'weak-protocol',
  severity: 'warning',
  page: {
    title: 'Retired TLS version',
    what: `The line allows SSL 3, TLS 1.0 or TLS 1.1. Where only the word \`all\` lets them in this is an information: OpenSSL 3 refuses them by its own policy.`,
    why: 'SSL 3 is broken (RFC 7568), TLS 1.0 and 1.1 were retired in 2021 (RFC 8996). No browser needs them, and audits complain.',
    fix: `Allow TLS 1.2 and 1.3 only: \`SSLProtocol ${VERSIONS}\` (${GUIDELINE.name} ${GUIDELINE.version}).`,
    bad: 'SSLProtocol -all +TLSv1.1 +TLSv1.2\n',
    good: 'SSLProtocol -all +TLSv1.2 +TLSv1.3\n',
  },
  check: (configuration) => once([...linesInUse(tlsOf(configuration), 'sslprotocol').keys()].flatMap(judged)),
};

function judged(line: Entry): ConfigurationFinding[] {
  const list = protocolListOf(line);
  const retired = RETIRED.filter((version) => list?.spoken.has(version));
  if (list === null || retired.length === 0) return [];
  return [
    findingAt(
      line,
      {
        code: 'weak-protocol',
        severity: isNamed(list) ? 'warning' : 'information',
        message: `This allows ${retired.join(' and ')}, retired by RFC 8996${retired.includes('SSLv3') ? ' and 7568' : ''}; no current client needs it. Write ${VERSIONS} (${GUIDELINE.name} ${GUIDELINE.version}).`,
        fixes: [fix(`Change to ${VERSIONS}`, [{ ...argumentsFrom(line), text: VERSIONS }])],
      },
      argumentsFrom(line),
    ),
  ];
}

function isNamed({ named, spoken }: ProtocolList): boolean {
  return RETIRED.some((version) => named.has(version) && spoken.has(version));
}
