/** The parts that virtual hosts are put together from. Each is a group of lines with a comment that says what they are for. */
import path from 'node:path';
import { apart, command, comment, continued, type Lines, section } from './lines.ts';
import type { Site } from './site.ts';
import { TLS_LINES } from './tlsProfiles.ts';
import { literal, option, word } from './words.ts';

/** The processes that run the application, at server level; where there are no daemons, Python inside httpd. */
export function processes(site: Site): Lines {
  return site.platform.daemons ? daemon(site) : embedded(site);
}

function daemon({ serverName, pythonHome, project, platform, daemon: numbers }: Site): Lines {
  const said = comment(
    'The process that runs the application. It is declared outside of the virtual hosts, so that each of them may use it and certbot can copy one without declaring it twice. ' +
      'python-home is the root of the virtual environment, python-path where the application is imported from, home where it runs. For work that keeps a processor busy add processes=2 or more.',
  );
  const prefix = comment('Where the sockets to such processes go: the usual folder is closed to the user that httpd runs as.');
  const options = [
    ...(pythonHome === null ? [] : [option('python-home', pythonHome)]),
    `${option('python-path', project)} ${option('home', project)}`,
    [...numbers].map(([name, value]) => `${name}=${value}`).join(' '),
    `lang=${platform.locale} locale=${platform.locale} display-name=%{GROUP}`,
  ];
  const socket = platform.socketPrefix === null ? [] : [...prefix, `WSGISocketPrefix ${platform.socketPrefix}`];
  return apart(socket, [...said, ...continued(`WSGIDaemonProcess ${serverName}`, options)]);
}

function embedded({ pythonHome, project }: Site): Lines {
  const said = comment(
    'On Windows mod_wsgi has no processes of its own: the application runs inside httpd, one Python for all sites. ' +
      'WSGIPythonHome is the root of the virtual environment, made by the same version of Python as the module.',
  );
  return [...said, ...(pythonHome === null ? [] : [`WSGIPythonHome ${word(pythonHome)}`]), `WSGIPythonPath ${word(project)}`];
}

/** Who may have the script: everybody, but nothing else that lies beside it. */
export function access({ script }: Site): Lines {
  const said = comment('httpd refuses what nobody has granted. This grants the script and nothing that lies beside it.');
  const files = section(`Files ${literal(path.posix.basename(script))}`, ['Require all granted']);
  return [...said, ...section(`Directory ${literal(path.posix.dirname(script))}`, files)];
}

/** Static files, served by httpd itself. */
export function staticFiles({ staticFolder }: Site): Lines {
  if (staticFolder === null) return [];
  const said = comment('httpd serves these files itself, without asking the application.');
  return [...said, `Alias /static/ ${word(`${staticFolder}/`)}`, ...section(`Directory ${literal(staticFolder)}`, ['Require all granted'])];
}

/** The names of a host; `scheme` stands before the first one where clients see another one than httpd. */
export function names({ serverName, aliases }: Site, scheme = ''): Lines {
  return [`ServerName ${scheme}${serverName}`, ...(aliases.length > 0 ? [`ServerAlias ${aliases.join(' ')}`] : [])];
}

/** The application at the root of a host, in the processes declared for it. `%{GLOBAL}` is Python's main interpreter. */
export function application({ serverName, script, platform }: Site): Lines {
  const said = comment('The main interpreter (%{GLOBAL}) is the one that packages written in C expect, such as NumPy.');
  const group = platform.daemons ? ` process-group=${serverName}` : '';
  return [...said, `WSGIScriptAlias / ${word(script)}${group} application-group=%{GLOBAL}`];
}

/** The certificate, and what protocols and ciphers are spoken. */
export function tls({ certificate, tlsProfile, pattern }: Site): Lines {
  const { meaning, lines } = TLS_LINES[tlsProfile];
  const owner = pattern === 'development' ? 'you' : 'root';
  const files = comment(
    `The certificate with its intermediates behind it, and its key, which nobody but ${owner} should be able to read. httpd reads both when it starts.`,
  );
  return apart(
    ['SSLEngine on', ...files, `SSLCertificateFile ${word(certificate.file)}`, `SSLCertificateKeyFile ${word(certificate.key)}`],
    [...comment(meaning), ...lines],
  );
}

/** HSTS at its first stage. */
export function strictTransport(): Lines {
  const said = comment(
    'Browsers that have seen this stay with HTTPS for so many seconds, and let nobody click past a certificate that is wrong. Begin with five minutes. ' +
      'When all works raise it in stages: 86400 (a day), 2592000 (a month), 63072000 (two years).',
  );
  return [...said, 'Header always set Strict-Transport-Security "max-age=300"'];
}

/** Client certificates. */
export function clientCertificates({ clientAuthority }: Site): Lines {
  const who = comment(
    'Only clients with a certificate of this authority get in. Name your own authority there, never a public one: everybody gets certificates from those.',
  );
  const seen = comment('The application finds the client in its environment: SSL_CLIENT_S_DN, SSL_CLIENT_VERIFY and others.');
  return apart([...who, `SSLCACertificateFile ${word(clientAuthority)}`, 'SSLVerifyClient require', 'SSLVerifyDepth 1'], [...seen, 'SSLOptions +StdEnvVars']);
}

/** Sends everybody to HTTPS. */
export function redirect(site: Site): Lines {
  return [...comment('Path and query are kept. The slash at the end has to be there.'), `Redirect permanent / ${secureAddress(site)}`];
}

/** Where HTTPS begins, with a slash at its end. */
export function secureAddress({ serverName, ports: { https } }: Site): string {
  return `https://${serverName}${https === 443 ? '' : `:${https}`}/`;
}

/** What a proxy in front says of the client. */
export function trustedProxies({ proxies }: Site): Lines {
  const said = comment(
    'The proxy says who asked and how. Nobody else is believed, since anybody can send such headers. The redirect to HTTPS and HSTS belong in the proxy, too. In nginx:',
  );
  const nginx = ['Host $host', 'X-Forwarded-For $proxy_add_x_forwarded_for', 'X-Forwarded-Proto $scheme'].flatMap((header) =>
    command(`proxy_set_header ${header};`),
  );
  return [...said, ...nginx, `WSGITrustedProxies ${proxies.join(' ')}`, 'WSGITrustedProxyHeaders X-Forwarded-For X-Forwarded-Proto'];
}

/** The logs of a host; none where the main configuration's own is the right place. */
export function logs({ serverName, platform }: Site): Lines {
  if (platform.logs === null) return [];
  return [`ErrorLog ${platform.logs}/${serverName}-error.log`, `CustomLog ${platform.logs}/${serverName}-access.log combined`];
}
