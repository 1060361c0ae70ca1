import type { ConfigurationRule } from '../configurationRule.ts';
import { findingAt, once, refusal, wholeOf } from '../tls/report.ts';
import { linesOf, serversWith } from './lines.ts';
import { misfitIn } from './proxySection.ts';

/** ProxySet or BalancerMember in a section that is about something else. */
export const proxySectionMismatch: ConfigurationRule = {
  code: 'proxy-section-mismatch',
  severity: 'error',
  page: {
    title: 'Proxy line does not go with its section',
    what: 'ProxySet or BalancerMember stands in a section that names no worker or balancer, or one of the other kind; or ProxyPass in one whose wildcards are no regular expression.',
    why: 'Inside a section httpd takes the section’s own argument for the worker or balancer that the line is about. It does not start if that is none, or if it has no such parameter.',
    fix: 'Put the line into `<Proxy balancer://name>` (or `<Proxy http://host:port/>` for a single worker) and use the parameters of that kind.',
    bad: '<Proxy *>\n    ProxySet retry=5\n</Proxy>\n',
    good: '<Proxy http://127.0.0.1:8000/>\n    ProxySet retry=5\n</Proxy>\n',
  },
  check: (configuration) => {
    const lines = serversWith(configuration, 'proxyset', 'balancermember', 'proxypass', 'proxypassmatch').flatMap(({ entries }) => [...linesOf(entries)]);
    const misfits = lines.flatMap((line) => misfitIn(line) ?? []);
    return once(
      misfits.map(({ entry, word, message, httpd }) =>
        findingAt(entry, { code: proxySectionMismatch.code, severity: refusal(true, entry), message, httpd }, word ?? wholeOf(entry)),
      ),
    );
  },
};
