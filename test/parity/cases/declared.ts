/**
 * Names that lines above have to declare, and what the section around or a file makes of a line (measured with httpd 2.4.71). Users and
 * groups are known where /etc/nsswitch.conf takes them from files alone; host names, which only a resolver knows, are not here.
 */
import { linesThatLoad } from '../../kit/apache.ts';
import type { ParityCase } from '../case.ts';

const LOADED = linesThatLoad(
  ['filter', 'deflate', 'proxy', 'proxy_http', 'proxy_hcheck', 'proxy_balancer', 'lbmethod_byrequests', 'cache_disk', 'remoteip'],
  'event',
)
  .filter((line) => !/^LoadModule (?:mpm_event|authz_core|authn_core|env|alias|dir|mime|setenvif)_module/.test(line))
  .join('\n');

const PROXY = 'LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so';

/** A case with these modules as well. */
function withMore(verdict: ParityCase[0], text: string): ParityCase {
  return [verdict, `${LOADED}\n${text}`];
}

const STAFF = '<AuthnProviderAlias file staff>\n</AuthnProviderAlias>\n';
const OFFICE = '<AuthzProviderAlias ip office 10.0.0.0/8>\n</AuthzProviderAlias>\n';

export const declaredCases: readonly ParityCase[] = [
  ['starts', `${OFFICE}<Location />\nRequire office\n</Location>`],
  ['refuses', `<Location />\nRequire office\n</Location>\n${OFFICE}`],
  ['refuses', `${STAFF}<Location />\nRequire staff\n</Location>`],
  ['starts', `${STAFF}<Location />\nAuthBasicProvider staff\n</Location>`],
  ['refuses', '<Location />\nAuthBasicProvider file staff\n</Location>'],
  ['refuses', STAFF + STAFF],
  ['starts', OFFICE + OFFICE],
  ['refuses', '<AuthnProviderAlias file wsgi>\n</AuthnProviderAlias>'],
  ['starts', '<AuthnProviderAlias file ldap>\n</AuthnProviderAlias>'],
  ['refuses', '<AuthzProviderAlias nosuch office x>\n</AuthzProviderAlias>'],
  ['refuses', '<Location />\nRequire ldap-user ann\n</Location>'],
  withMore('starts', 'FilterProvider n DEFLATE true\nFilterProtocol n DEFLATE change=yes\nFilterTrace n 1'),
  withMore('refuses', 'FilterProtocol n change=yes'),
  withMore('refuses', 'FilterDeclare n\nFilterProtocol n DEFLATE change=yes'),
  withMore('refuses', 'FilterTrace n 1\nFilterDeclare n'),
  withMore('refuses', 'FilterDeclare n\n<Location />\nFilterTrace n 1\n</Location>'),
  withMore('starts', '<Directory @ROOT@/www>\n<Limit GET>\nFilterDeclare n\n</Limit>\nFilterTrace n 1\n</Directory>'),
  withMore('starts', 'AddOutputFilterByType DEFLATE text/html\nFilterTrace BYTYPE:DEFLATE 1'),
  withMore('starts', 'ProxyPass /a http://x/a\nProxySet http://x/a retry=1'),
  withMore('starts', 'ProxyPass /a http://x/a\nProxySet HTTP://X/ab retry=1'),
  withMore('refuses', 'ProxyPass /a http://x/a\nProxySet http://x/ retry=1'),
  withMore('refuses', 'ProxyPass / unix:/run/x.sock|http://localhost/\nProxySet http://x/ retry=1'),
  withMore('refuses', 'ProxySet http://x/a retry=1\nProxyPass /a http://x/a'),
  withMore('refuses', '<VirtualHost *:1>\nProxyPass /a http://x/a\n</VirtualHost>\nProxySet http://x/a retry=1'),
  withMore('starts', '<Location /a>\nProxyPass http://x/a\n</Location>\nProxySet http://x/a retry=1'),
  withMore('starts', '<Proxy balancer://c>\nBalancerMember http://m:1\n</Proxy>\nProxySet balancer://c timeout=1'),
  withMore('refuses', '<Proxy balancer://c>\n</Proxy>\nProxySet balancer://c timeout=1'),
  withMore('refuses', '<Proxy *>\nProxySet retry=1\n</Proxy>'),
  withMore('starts', '<Proxy http://x/>\nProxySet retry=1\n</Proxy>'),
  withMore('refuses', '<Proxy *>\nProxyPass http://x/\n</Proxy>'),
  withMore('refuses', '<Location "*">\nProxyPass http://x/\n</Location>'),
  withMore('starts', '<Location "/a*">\nProxyPass http://x/\n</Location>'),
  withMore('refuses', '<Proxy http://x/>\nProxySet lbmethod=byrequests\n</Proxy>'),
  withMore('refuses', '<Proxy balancer://c>\nProxySet retry=1\n</Proxy>'),
  withMore('refuses', '<Proxy *>\nBalancerMember http://x:2\n</Proxy>'),
  withMore('refuses', '<Location "/a b">\nBalancerMember http://x:2\n</Location>'),
  withMore('starts', '<Location balancer://c>\nBalancerMember http://x:2\n</Location>'),
  withMore('starts', '<Proxy balancer://c>\n<Limit GET>\nBalancerMember http://x:2\n</Limit>\n</Proxy>'),
  withMore('refuses', 'ProxyPass / balancer://c/ lbmethod=bytraffic'),
  withMore('starts', 'ProxyPass / balancer://c/ lbmethod=byrequests'),
  withMore('refuses', 'BalancerMember balancer://c http://x/ hcexpr=ok'),
  withMore('starts', 'ProxyHCExpr ok true\nBalancerMember balancer://c http://x/ hcexpr=OK'),
  withMore('refuses', 'ProxyHCExpr ok true\n<VirtualHost *:1>\nBalancerMember balancer://c http://x/ hcexpr=ok\n</VirtualHost>'),
  ['refuses', 'Mutex default mpm-accept'],
  ['refuses', 'Mutex default on'],
  ['refuses', `${PROXY}\nProxyPass / http://x/ hcmethod=GET`],
  withMore('starts', 'ProxyPass / http://x/ hcmethod=GET'),
  withMore('refuses', 'ProxyHCTemplate t hctemplate=u'),
  withMore('starts', 'ProxyHCTemplate t hctemplate=t'),
  withMore('refuses', 'CacheDirLength 11'),
  withMore('starts', 'CacheDirLevels 1\nCacheDirLength 20'),
  withMore('refuses', 'CacheDirLevels 1\n<VirtualHost *:1>\nCacheDirLength 11\n</VirtualHost>'),
  withMore('starts', 'RemoteIPTrustedProxyList @ROOT@/inc/proxies'),
  withMore('refuses', 'RemoteIPInternalProxyList @ROOT@/inc/masks'),
  ['refuses', 'User nosuch'],
  ['refuses', 'Group nosuch'],
  ['starts', 'User "#12345"'],
  ['refuses', 'WSGIDaemonProcess a group=nosuch'],
  ['refuses', 'WSGIDaemonProcess a user=#12345'],
  ['refuses', 'WSGIDaemonProcess a supplementary-groups=root,nosuch'],
  ['starts', 'WSGIDaemonProcess a supplementary-groups=root'],
];
