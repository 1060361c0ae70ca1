import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, entriesOf, isCertain } from '../../model/configuration/entry.ts';
import { type AddressGroup, addressGroups, groupOn, hostNamed, type VirtualHost } from '../../model/configuration/hosts.ts';
import { perHost } from '../../model/configuration/kept.ts';
import { tlsOfHost } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { nameSpan, related, report } from '../wsgi/report.ts';
import { mayRedirect, redirectFor, redirectOf } from './redirects.ts';

/** Redirects that lead back to themselves. */
export const redirectLoop: ConfigurationRule = {
  code: 'redirect-loop',
  severity: 'warning',
  page: {
    title: 'Redirect that leads back to itself',
    what: 'A redirect leads to a URL that the same virtual host redirects again, or to another one that leads back.',
    why: 'Browsers follow some twenty redirects and give up: “redirected you too many times”. It happens when the redirect of the :80 host is copied to :443.',
    fix: 'Redirect in the virtual host of port 80 only, and serve the site in the one of port 443.',
    bad: 'Listen 80\nListen 443\n<VirtualHost *:80 *:443>\n    ServerName blog.test\n    SSLEngine on\n    SSLCertificateFile /etc/ssl/private/blog.crt\n    SSLCertificateKeyFile /etc/ssl/private/blog.key\n    Redirect permanent / https://blog.test/\n</VirtualHost>\n',
    good: 'Listen 80\nListen 443\n<VirtualHost *:80>\n    ServerName blog.test\n    Redirect permanent / https://blog.test/\n</VirtualHost>\n<VirtualHost *:443>\n    ServerName blog.test\n    SSLEngine on\n    SSLCertificateFile /etc/ssl/private/blog.crt\n    SSLCertificateKeyFile /etc/ssl/private/blog.key\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
  },
  check: (configuration) => {
    const hosts = configuration.hosts.filter((host) => isCertain(host.entry) && mayRedirect(host));
    if (hosts.length === 0) return [];
    const routes: Routes = { configuration, groups: addressGroups(configuration.hosts) };
    const told = new Set<Entry>();
    return hosts.flatMap((host) => startsOf(configuration, host).flatMap((path) => looping(routes, host, path, told)));
  },
};

/** Where requests go. */
interface Routes {
  readonly configuration: Configuration;
  readonly groups: readonly AddressGroup[];
}

/** The URL paths to begin with: the root, and those that lines of Redirect name. */
const startsOf = perHost((_, { entry }) => {
  const named = entriesOf(entry.children, 'redirect', 'redirectpermanent', 'redirecttemp').flatMap((line) => redirectOf(line)?.path.value ?? []);
  return [...new Set(['/', ...named])];
});

/** Most redirects that are followed. */
const HOPS = 8;

function looping(routes: Routes, start: VirtualHost, startPath: string, told: Set<Entry>): ConfigurationFinding[] {
  const seen: Entry[] = [];
  let host: VirtualHost = start;
  let path = startPath;
  while (seen.length < HOPS) {
    const redirected = redirectFor(host, path);
    if (redirected === null) return [];
    if (seen[0] === redirected.entry) return told.has(seen[0]) ? [] : [finding(seen, told)];
    if (seen.includes(redirected.entry)) return [];
    seen.push(redirected.entry);
    const next = landing(routes, redirected.url);
    if (next === null) return [];
    ({ host, path } = next);
  }
  return [];
}

/** The host that answers a URL; null where nobody can tell. */
function landing({ configuration, groups }: Routes, url: string): { readonly host: VirtualHost; readonly path: string } | null {
  const [, scheme, name, written, path = ''] = /^(https?):\/\/([^/:?#]+)(?::(\d+))?(\/[^?#]*)?/i.exec(url) ?? [];
  if (scheme === undefined || name === undefined) return null;
  const isTls = scheme.toLowerCase() === 'https';
  const port = written === undefined ? (isTls ? 443 : 80) : Number(written);
  if (groups.some(({ address }) => address.host !== '*' && (address.port === null || address.port === port))) return null;
  const group = groupOn(groups, port);
  const host = group === undefined ? undefined : hostNamed(group, name.toLowerCase());
  const engine = host === undefined ? undefined : tlsOfHost(configuration, host).engine;
  if (host === undefined || !isCertain(host.entry) || (isTls ? engine === 'off' : engine !== 'off')) return null;
  return { host, path: path === '' ? '/' : path };
}

function finding(seen: readonly Entry[], told: Set<Entry>): ConfigurationFinding {
  const [first, second] = seen;
  for (const entry of seen) told.add(entry);
  const others = second === undefined ? 'the same virtual host answers there and redirects again' : 'what answers there leads back';
  return report(redirectLoop, first!, nameSpan(first!), {
    message: `This redirect never ends: ${others}, until the browser gives up. Redirect from HTTP only, and serve the site over HTTPS.`,
    related: seen.slice(1).map((entry) => related(entry, nameSpan(entry), 'The next redirect.')),
  });
}
