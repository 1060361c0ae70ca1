/** What stands around a site: how it is brought live on its platform, modules and ports that are missing there; for development a whole server. */
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import { powershellWord, shWord } from '../../certificates/quoting.ts';
import { apart, command, comment, type Lines, section } from './lines.ts';
import { PATTERNS } from './patternNames.ts';
import type { Body } from './patterns.ts';
import type { Site } from './site.ts';
import { word } from './words.ts';

/** The longest path of a socket that every system takes, in bytes; and how much mod_wsgi writes behind a folder. */
const SOCKET_LIMIT = 103;
const SOCKET_NAME = '/wsgi.4194304.0.1.sock'.length;
/** Modules without which httpd grants or logs nothing. */
const BASE = ['authz_core', 'unixd', 'log_config'];

/** A site among others: its file is read by the platform's main configuration. */
export function amongOthers(site: Site, { modules, ports, lines }: Body): Lines {
  const { platform } = site;
  const needed = modules.includes('ssl') && !platform.cachesSessions ? [...modules, 'socache_shmcb'] : modules;
  const loading = platform.loads === 'lines' ? loadedOnce([...needed, 'wsgi'], site) : [];
  return apart(heading(site, modules), loading, opened(site, ports), needed === modules ? [] : sessions(), lines);
}

/** A server of its own, which anybody may start; `folder` is for what it writes. */
export function onItsOwn(site: Site, folder: string, { modules, lines }: Body): Lines {
  refuseLong(folder);
  const { platform, ports, serverName } = site;
  const { processModel, builtIn } = platform;
  const all = [...(processModel === null ? [] : [processModel]), ...BASE, ...modules, 'socache_shmcb'].filter((name) => !builtIn.includes(name));
  const start = `${platform.program} -f ${site.target.includes('\\') ? powershellWord(site.target) : shWord(site.target)} -DFOREGROUND`;
  return apart(
    [...comment(`${titleOf(site)} Start it as yourself, stop it with Ctrl+C:`), ...command(start)],
    [...comment('Where it keeps its process number, its sockets and its log.'), `ServerRoot ${word(folder)}`, `DefaultRuntimeDir ${word(folder)}`],
    ['PidFile pid', 'ErrorLog error.log', ...(platform.daemons ? ['WSGISocketPrefix wsgi'] : [])],
    [...[...all, 'wsgi'].map((name) => loadLine(name, site)), `TypesConfig ${platform.mimeTypes}`],
    [
      ...comment('This machine alone gets in, by these ports.'),
      `Listen 127.0.0.1:${ports.http}`,
      `Listen 127.0.0.1:${ports.https} https`,
      `ServerName ${serverName}`,
    ],
    section('Directory /', ['Require all denied']),
    sessions(),
    lines,
  );
}

function titleOf({ pattern, serverName, platform }: Site): string {
  return `${serverName}: ${PATTERNS[pattern].title}. For ${platform.title}.`;
}

function heading(site: Site, modules: readonly string[]): Lines {
  const { platform, target } = site;
  const name = target.slice(Math.max(target.lastIndexOf('/'), target.lastIndexOf('\\')) + 1);
  const title = comment(titleOf(site));
  if (platform.loads === 'a2enmod') {
    const enabling = [`sudo a2enmod ${[...modules, 'wsgi'].join(' ')}`, `sudo a2ensite ${shWord(name.replace(/\.conf$/, ''))}`];
    return [...title, ...comment('In /etc/apache2/sites-available it is switched on by:'), ...enabling.flatMap(command)];
  }
  if (platform.loads === 'packages') {
    const packages = ['httpd', ...(modules.includes('ssl') ? ['mod_ssl'] : []), 'python3-mod_wsgi'];
    return [...title, ...comment('It belongs in /etc/httpd/conf.d, and needs these packages:'), ...command(`sudo dnf install ${packages.join(' ')}`)];
  }
  return [...title, ...comment('It is read once httpd.conf has an Include line with its path.')];
}

function loadedOnce(names: readonly string[], site: Site): Lines {
  const said = comment(
    'Modules that httpd.conf has not loaded yet. The file of mod_wsgi is where “make install” puts it; for one that pip built “mod_wsgi-express module-config” prints its path.',
  );
  return [...said, ...names.flatMap((name) => section(`IfModule !${name}_module`, [loadLine(name, site)]))];
}

function loadLine(name: string, { platform, wsgiModule }: Site): string {
  return `LoadModule ${name}_module ${word(name === 'wsgi' ? wsgiModule : `${platform.modules}/mod_${name}.so`)}`;
}

/** The ports that nobody else opens. Behind a proxy on the same machine nobody else gets in. */
function opened({ pattern, proxies, platform, ports: { https } }: Site, ports: readonly number[]): Lines {
  const missing = ports.filter((port) => !platform.listens.includes(port));
  if (missing.length === 0) return [];
  const isLocal = pattern === 'behind-proxy' && proxies.every((proxy) => /^(?:127\.|::1$)/.test(proxy));
  const said = comment('httpd takes each port once: leave out what another file opens already.');
  return [...said, ...missing.map((port) => `Listen ${isLocal ? '127.0.0.1:' : ''}${port}${port === https && port !== 443 ? ' https' : ''}`)];
}

function sessions(): Lines {
  return [...comment('Clients that come back go on with their TLS session.'), 'SSLSessionCache shmcb:ssl_scache(512000)'];
}

function refuseLong(folder: string): void {
  const bytes = new TextEncoder().encode(folder).length + SOCKET_NAME;
  if (bytes <= SOCKET_LIMIT) return;
  throw new CertificateProblem(
    `The sockets of mod_wsgi would lie in ${quoted(folder)}, whose path is ${bytes - SOCKET_LIMIT} bytes too long for a socket. Choose a target with a shorter path.`,
  );
}
