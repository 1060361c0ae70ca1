import { argument } from '../../model/configuration/entry.ts';
import { tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { argumentsFrom, findingAt, fix, once } from './report.ts';

/** Client certificates that anybody can make. */
export const unverifiedClientCertificates: ConfigurationRule = {
  code: 'unverified-client-certificates',
  severity: 'warning',
  page: {
    title: 'Client certificates that are not checked',
    what: '`SSLVerifyClient optional_no_ca` takes certificates of every issuer, self-made ones among them.',
    why: 'The names in such a certificate prove nothing. An application that believes `SSL_CLIENT_S_DN` lets in whoever makes up a certificate.',
    fix: 'Write `optional` or `require`, with the authority in `SSLCACertificateFile`.',
    bad: 'SSLVerifyClient optional_no_ca\n',
    good: 'SSLVerifyClient none\n',
  },
  check: (configuration) => {
    const lines = tlsOf(configuration).servers.flatMap(({ own }) => own.everywhere('sslverifyclient'));
    const careless = lines.filter((line) => /^optional_no_ca$/i.test(argument(line)));
    return once(
      careless.map((line) =>
        findingAt(
          line,
          {
            code: 'unverified-client-certificates',
            severity: 'warning',
            message:
              'optional_no_ca lets in certificates of any issuer, so what they say proves nothing. Write optional or require, with SSLCACertificateFile, unless the application checks them itself.',
            fixes: ['optional', 'require'].map((level) => fix(`Change to ${level}`, [{ ...argumentsFrom(line), text: level }])),
          },
          argumentsFrom(line),
        ),
      ),
    );
  },
};
