/** The patterns: which virtual hosts a site has, of which parts, and which modules these need. */
import { challenges, onceFetched, redirectRest } from './challenges.ts';
import { apart, comment, type Lines, section } from './lines.ts';
import { access, application, clientCertificates, logs, names, processes, redirect, staticFiles, strictTransport, tls, trustedProxies } from './parts.ts';
import type { Pattern } from './patternNames.ts';
import type { Site } from './site.ts';

/** A site's body: everything but what stands around it on a platform. */
export interface Body {
  /** Modules that it needs beside mod_wsgi, by their short names. */
  readonly modules: readonly string[];
  /** Ports that it answers on. */
  readonly ports: readonly number[];
  readonly lines: Lines;
}

const HTTPS = ['ssl', 'headers', 'alias'] as const;

const BODIES: Readonly<Record<Pattern, (site: Site) => Body>> = {
  'https-redirect': (site) => body(site, HTTPS, [plain(site, redirect(site)), secure(site, strictTransport())]),
  'http-and-https': (site) => body(site, ['ssl', 'alias'], [plain(site, ...served(site)), secure(site)]),
  'https-only': (site) => body(site, HTTPS, [secure(site, strictTransport())]),
  'behind-proxy': (site) => body(site, ['alias'], [proxied(site)]),
  'lets-encrypt': (site) =>
    gathered(site, HTTPS, [plain(site, challenges(site), redirectRest(site)), onceFetched(site, around(site, [secure(site, strictTransport())]))]),
  'mutual-tls': (site) => body(site, ['ssl', 'alias'], [secure(site, clientCertificates(site))]),
  development: (site) => body(site, ['ssl', 'alias', 'mime'], [plain(site, ...served(site)), secure(site)]),
};

/** The body of a site. */
export function bodyOf(site: Site): Body {
  return BODIES[site.pattern](site);
}

function body(site: Site, modules: readonly string[], hosts: readonly Lines[]): Body {
  return gathered(site, modules, [around(site, hosts)]);
}

function gathered({ ports: { http, https } }: Site, modules: readonly string[], groups: readonly Lines[]): Body {
  const lines = apart(...groups);
  return { modules, ports: [http, https].filter((port) => lines.some((line) => line.trim() === `<VirtualHost *:${port}>`)), lines };
}

/** Virtual hosts and what they share. */
function around(site: Site, hosts: readonly Lines[]): Lines {
  return apart(processes(site), access(site), ...hosts);
}

function plain(site: Site, ...groups: readonly Lines[]): Lines {
  return section(`VirtualHost *:${site.ports.http}`, apart(names(site), ...groups, ownLogs(site)));
}

function secure(site: Site, ...groups: readonly Lines[]): Lines {
  return section(`VirtualHost *:${site.ports.https}`, apart(names(site), tls(site), ...groups, ...served(site), ownLogs(site)));
}

function proxied(site: Site): Lines {
  const said = comment('With https:// before the name httpd, too, sends people to the right address.');
  return section(`VirtualHost *:${site.ports.http}`, apart([...said, ...names(site, 'https://')], trustedProxies(site), ...served(site), ownLogs(site)));
}

function served(site: Site): readonly Lines[] {
  return [application(site), staticFiles(site)];
}

/** In development there is one log for all. */
function ownLogs(site: Site): Lines {
  return site.pattern === 'development' ? [] : logs(site);
}
