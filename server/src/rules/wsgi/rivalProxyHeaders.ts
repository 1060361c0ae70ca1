import { argumentsOf, type Entry } from '../../model/configuration/entry.ts';
import { everywhere } from '../../model/configuration/inventory.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { report, wordSpan } from './report.ts';

/** Headers that mean the same to mod_wsgi (wsgi_proxy_header_registry). */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'the address of the client': ['x-forwarded-for', 'x-client-ip', 'x-real-ip'],
  'the name of the host': ['x-forwarded-host', 'x-host'],
  'the place of the application': ['x-script-name', 'x-forwarded-script-name'],
  'the scheme': ['x-forwarded-proto', 'x-forwarded-scheme', 'x-scheme', 'x-forwarded-https', 'x-forwarded-ssl', 'x-https'],
};

/** Two trusted headers for one thing. */
export const rivalProxyHeaders: ConfigurationRule = {
  code: 'rival-proxy-headers',
  severity: 'warning',
  page: {
    title: 'Two headers for one thing',
    what: 'WSGITrustedProxyHeaders lists two headers that tell the same thing, such as X-Forwarded-For and X-Real-IP.',
    why: 'A proxy sets one of them and lets the other through as the client sent it. mod_wsgi applies both, so that a client can have the last word.',
    fix: 'List the one header that your proxy sets.',
    bad: 'WSGITrustedProxies 10.0.0.5\nWSGITrustedProxyHeaders X-Forwarded-For X-Real-IP\n',
    good: 'WSGITrustedProxies 10.0.0.5\nWSGITrustedProxyHeaders X-Forwarded-For X-Forwarded-Proto\n',
  },
  check: (configuration) => everywhere(configuration, 'wsgitrustedproxyheaders').flatMap((placed) => findings(placed.entry)),
};

function findings(entry: Entry): ConfigurationFinding[] {
  const words = argumentsOf(entry).map((word) => word.toLowerCase().replaceAll('_', '-'));
  return Object.entries(GROUPS).flatMap(([meaning, headers]) => {
    const listed = [...new Set(words)].filter((word) => headers.includes(word));
    const second = listed[1];
    if (second === undefined) return [];
    const index = words.indexOf(second);
    const [one, other] = listed.map((word) => argumentsOf(entry)[words.indexOf(word)]!);
    return report(rivalProxyHeaders, entry, wordSpan(entry, index), {
      message: `${one} and ${other} both tell ${meaning}. Your proxy sets one of them, and clients can send the other: list only the one that it sets.`,
    });
  });
}
