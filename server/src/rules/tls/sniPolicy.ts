import { argument } from '../../model/configuration/entry.ts';
import { tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { argumentsFrom, findingAt, fix } from './report.ts';

/** Requests that may slip from one virtual host into another. */
export const sniPolicy: ConfigurationRule = {
  code: 'sni-policy',
  severity: 'warning',
  page: {
    title: 'SNI policy that lets requests slip through',
    what: '`SSLVHostSNIPolicy insecure` lets a request name another virtual host than the handshake did, whatever the two ask of their clients.',
    why: 'A client can open the connection to a virtual host without client certificates and send its requests to one that demands them (CVE-2025-23048).',
    fix: 'Take the line out (`secure` is the default), or write `authonly`, which still minds client certificates.',
    bad: 'SSLVHostSNIPolicy insecure\n',
    good: 'SSLVHostSNIPolicy authonly\n',
  },
  check: (configuration) => {
    const line = tlsOf(configuration).main.own.last('sslvhostsnipolicy');
    if (line === undefined || argument(line).toLowerCase() !== 'insecure') return [];
    return [
      findingAt(line, {
        code: 'sni-policy',
        severity: 'warning',
        message:
          'With insecure a client can shake hands with one virtual host and send requests to another, past its client certificates (CVE-2025-23048). Write secure or authonly.',
        fixes: ['secure', 'authonly'].map((policy) => fix(`Change to ${policy}`, [{ ...argumentsFrom(line), text: policy }])),
      }),
    ];
  },
};
