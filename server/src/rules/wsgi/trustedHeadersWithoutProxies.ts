import type { Configuration } from '../../model/configuration/configuration.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import { everywhere, inventoryOf, placedIn } from '../../model/configuration/inventory.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { nameSpan, report } from './report.ts';

/** Headers of a proxy that are believed from everybody. */
export const trustedHeadersWithoutProxies: ConfigurationRule = {
  code: 'trusted-headers-without-proxies',
  severity: 'warning',
  page: {
    title: 'Headers that are believed from everybody',
    what: 'WSGITrustedProxyHeaders is set, and WSGITrustedProxies is not.',
    why: 'Without a list of proxies mod_wsgi asks nobody for an address and believes the headers from every client, although its guide says otherwise: anyone can choose the address, the host name and the scheme that the application sees.',
    fix: 'List the addresses of your proxies by WSGITrustedProxies.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGITrustedProxyHeaders X-Forwarded-For X-Forwarded-Proto\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGITrustedProxies 10.0.0.5\n    WSGITrustedProxyHeaders X-Forwarded-For X-Forwarded-Proto\n</VirtualHost>\n',
  },
  check: (configuration) =>
    everywhere(configuration, 'wsgitrustedproxyheaders').flatMap(({ entry, host }) =>
      hasProxies(configuration, host)
        ? []
        : report(trustedHeadersWithoutProxies, entry, nameSpan(entry), {
            message:
              'Without WSGITrustedProxies these headers are believed from every client: anyone can choose the address and the scheme that the application sees. List your proxies.',
          }),
    ),
};

/** The two belong together, so that a lone file with one of them speaks for itself. */
function hasProxies(configuration: Configuration, host: VirtualHost | null): boolean {
  const servers = host === null ? [null, ...configuration.hosts] : [null, host];
  return servers.some((server) => placedIn(inventoryOf(configuration, server), 'wsgitrustedproxies').length > 0);
}
