/** What a virtual host is asked for, and what is read out of it: anything may stand in options of a keybinding or a task. */
import { isIP } from 'node:net';
import path from 'node:path';
import { readName } from '../../certificates/names.ts';
import { oneOf, texts } from '../../certificates/options.ts';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import { DAEMON_NUMBERS } from './daemonOptions.ts';
import { refuseSeparator, serverPath } from './paths.ts';
import { PATTERNS, type Pattern } from './patternNames.ts';
import { PLATFORMS, type Platform, type PlatformId, PROFILES } from './platforms.ts';
import { TLS_PROFILES, type TlsProfile } from './tlsProfiles.ts';

/** What `createVirtualHost` is asked for. All paths are absolute; those but `target` are paths of the server. */
export interface VirtualHostOptions {
  readonly pattern: Pattern;
  /** The name that the site is reached by. */
  readonly serverName: string;
  /** Further names; a wildcard may stand there. */
  readonly aliases?: readonly string[];
  /** The WSGI script. */
  readonly script: string;
  /** The folder that the application is imported from; else that of the script. */
  readonly project?: string;
  /** The virtual environment's root. */
  readonly pythonHome?: string;
  /** The certificate with its intermediates. */
  readonly certificate?: string;
  readonly privateKey?: string;
  /** The authority of client certificates; else `client-ca.pem` beside the server's certificate. */
  readonly clientAuthority?: string;
  /** Addresses or networks of the proxies in front; else this machine. */
  readonly proxies?: readonly string[];
  /** A folder that httpd serves itself at `/static/`. */
  readonly staticFolder?: string;
  readonly tlsProfile?: TlsProfile;
  /** mod_wsgi's module file; else where the platform's package puts it. */
  readonly wsgiModule?: string;
  /** Numbers of the daemon process, such as `threads`, by the names that WSGIDaemonProcess gives them. */
  readonly daemon?: Readonly<Record<string, number>>;
  /** Ports other than the pattern's own. */
  readonly ports?: Partial<Ports>;
  readonly platform?: PlatformId;
  /** The file that is made, on this machine; its name ends in `.conf`. */
  readonly target: string;
}

/** The ports of a site. */
export interface Ports {
  readonly http: number;
  readonly https: number;
}

/** A site that can be written. Paths are as httpd takes them. */
export interface Site {
  readonly pattern: Pattern;
  readonly serverName: string;
  readonly aliases: readonly string[];
  readonly script: string;
  readonly project: string;
  readonly pythonHome: string | null;
  readonly certificate: Certificate;
  readonly clientAuthority: string;
  readonly proxies: readonly string[];
  readonly staticFolder: string | null;
  readonly tlsProfile: TlsProfile;
  readonly wsgiModule: string;
  /** Options of the daemon process with a number. */
  readonly daemon: ReadonlyMap<string, number>;
  readonly ports: Ports;
  readonly platform: Platform;
  readonly target: string;
}

/** A certificate and its key; empty where the pattern has none. */
export interface Certificate {
  readonly file: string;
  readonly key: string;
}

/** Reads the options. Throws a `CertificateProblem` that says what is wrong with them. */
export function readSite(options: VirtualHostOptions): Site {
  const pattern = oneOf('pattern', options.pattern, Object.keys(PATTERNS) as Pattern[]);
  const id = oneOf('platform', options.platform ?? 'debian', PLATFORMS);
  const platform = PROFILES[id];
  const at = (name: 'script' | 'project' | 'pythonHome' | 'staticFolder', value: string) => serverPath(name, value, id);
  const script = at('script', options.script);
  const serverName = readServerName(options.serverName);
  const certificate = readCertificate(options, pattern, id, serverName);
  const { clientAuthority = path.posix.join(path.posix.dirname(certificate.file), 'client-ca.pem') } = options;
  return {
    pattern,
    serverName,
    aliases: texts('aliases', options.aliases ?? []).map(readAlias),
    script,
    project: refuseSeparator(at('project', options.project ?? path.posix.dirname(script)), id),
    pythonHome: options.pythonHome === undefined ? null : refuseSeparator(at('pythonHome', options.pythonHome), id),
    certificate,
    clientAuthority: PATTERNS[pattern].asksClients ? serverPath('clientAuthority', clientAuthority, id) : '',
    proxies: texts('proxies', options.proxies ?? ['127.0.0.1']).map(readProxy),
    staticFolder: options.staticFolder === undefined ? null : at('staticFolder', options.staticFolder),
    tlsProfile: oneOf('tlsProfile', options.tlsProfile ?? 'intermediate', TLS_PROFILES),
    wsgiModule: serverPath('wsgiModule', options.wsgiModule ?? `${platform.modules}/${platform.wsgiModule}`, id),
    daemon: readDaemon(options.daemon ?? {}, pattern),
    ports: readPorts({ ...PATTERNS[pattern].ports, ...options.ports }),
    platform,
    target: readTarget(options.target),
  };
}

function serverNameProblem(typed: string): string | null {
  const reading = readName(String(typed ?? ''));
  if ('problem' in reading) return reading.problem;
  const { kind, text } = reading.name;
  if (text.startsWith('*')) return `${quoted(text)} stands for many names. Give the site one name, and the wildcard as an alias.`;
  return kind === 'ip' && isIP(text) === 6 ? `${quoted(text)} is an IPv6 address, which ServerName does not take. Give the site a name.` : null;
}

/** What is wrong with the names of a site, its own first, in words for the person; `null` where they can be taken. */
export function namesProblem([serverName = '', ...aliases]: readonly string[]): string | null {
  return serverNameProblem(serverName) ?? aliases.map(readName).flatMap((reading) => ('problem' in reading ? reading.problem : []))[0] ?? null;
}

function readServerName(typed: string): string {
  const problem = serverNameProblem(typed);
  if (problem !== null) throw new CertificateProblem(problem);
  return nameOf(typed);
}

function readAlias(typed: string): string {
  const reading = readName(typed);
  if ('problem' in reading) throw new CertificateProblem(reading.problem);
  return reading.name.text;
}

function nameOf(typed: string): string {
  const reading = readName(typed);
  return 'name' in reading ? reading.name.text : '';
}

function readCertificate(options: VirtualHostOptions, pattern: Pattern, id: PlatformId, serverName: string): Certificate {
  const { certificateFrom } = PATTERNS[pattern];
  if (certificateFrom === 'nowhere') return { file: '', key: '' };
  const live = `${PROFILES[id].certbot}/live/${serverName}`;
  const { certificate, privateKey } =
    certificateFrom === 'certbot' ? { certificate: `${live}/fullchain.pem`, privateKey: `${live}/privkey.pem`, ...options } : options;
  if (certificate === undefined || privateKey === undefined) {
    throw new CertificateProblem(
      `A virtual host with TLS names a certificate and its private key: httpd does not start without them. Give both paths, or make a certificate first with “Create Certificate”.`,
    );
  }
  return { file: serverPath('certificate', certificate, id), key: serverPath('privateKey', privateKey, id) };
}

/** What is wrong with the address or network of a proxy, in words for the person; `null` where it can be taken. */
export function proxyProblem(typed: string): string | null {
  const [address = '', bits, ...rest] = typed.split('/');
  const family = isIP(address);
  const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
  if (family !== 0 && isNetwork && rest.length === 0) return null;
  return `${quoted(typed)} is no address of a proxy. mod_wsgi takes IP addresses and networks, such as 10.0.0.5 or 10.0.0.0/8, and no names.`;
}

function readProxy(typed: string): string {
  const problem = proxyProblem(typed);
  if (problem !== null) throw new CertificateProblem(problem);
  return typed;
}

/** Enough for most sites; somebody who develops asks few questions at once. */
const THREADS = { usual: 15, development: 5 };

function readDaemon(numbers: Readonly<Record<string, number>>, pattern: Pattern): ReadonlyMap<string, number> {
  for (const [name, value] of Object.entries(numbers)) {
    if (DAEMON_NUMBERS.has(name) && Number.isInteger(value) && value >= 0) continue;
    throw new CertificateProblem(`The option daemon has numbers of WSGIDaemonProcess, such as { "threads": 15 }, and no ${quoted(`${name}: ${value}`)}.`);
  }
  return new Map(Object.entries({ threads: pattern === 'development' ? THREADS.development : THREADS.usual, ...numbers }));
}

function readPorts({ http, https }: Ports): Ports {
  for (const port of [http, https]) {
    if (Number.isInteger(port) && port >= 1 && port <= 65535) continue;
    throw new CertificateProblem(`A port is a whole number from 1 to 65535, not ${quoted(String(port))}.`);
  }
  if (http !== https) return { http, https };
  throw new CertificateProblem(`HTTP and HTTPS cannot share port ${http}: a port speaks one of the two. Give them two ports.`);
}

function readTarget(typed: string): string {
  const target = String(typed);
  if (!path.posix.isAbsolute(target) && !path.win32.isAbsolute(target))
    throw new CertificateProblem(`The option target is an absolute path, not ${quoted(target)}.`);
  if (target.endsWith('.conf')) return target;
  throw new CertificateProblem(`${quoted(path.basename(target))} does not end in .conf: httpd’s packages read no other files. Choose a name that does.`);
}
