import { argument } from '../../model/configuration/entry.ts';
import { tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { argumentsFrom, findingAt, fix, once } from './report.ts';

/** Switches that open a known hole, by lower-case name. */
const SWITCHES: Readonly<Record<string, string>> = {
  sslinsecurerenegotiation: 'lets somebody on the way put requests of his own before those of a client (CVE-2009-3555)',
  sslcompression: 'lets attackers guess cookies from the size of answers (CRIME)',
};

/** A switch of TLS that should stay off. */
export const unsafeTlsSwitch: ConfigurationRule = {
  code: 'unsafe-tls-switch',
  severity: 'warning',
  page: {
    title: 'Unsafe TLS switch',
    what: '`SSLInsecureRenegotiation on` or `SSLCompression on`.',
    why: 'The first allows renegotiation that others can break into (CVE-2009-3555), the second gives away secrets by the size of answers (CRIME).',
    fix: 'Take the line out: off is the default.',
    bad: 'SSLInsecureRenegotiation on\n',
    good: 'SSLInsecureRenegotiation off\n',
  },
  check: (configuration) => {
    const lines = tlsOf(configuration).servers.flatMap(({ own }) => Object.keys(SWITCHES).flatMap((name) => own.all(name)));
    return once(
      lines
        .filter((line) => /^on$/i.test(argument(line)))
        .map((line) =>
          findingAt(line, {
            code: 'unsafe-tls-switch',
            severity: 'warning',
            message: `This ${SWITCHES[line.name]}. Leave it off, which is the default.`,
            fixes: [fix('Switch it off', [{ ...argumentsFrom(line), text: 'off' }])],
          }),
        ),
    );
  },
};
