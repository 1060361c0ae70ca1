/** A virtual host as a command of mod_wsgi-express: what has an option gets it, the rest is told. */
import path from 'node:path';
import { CertificateProblem } from '../../certificates/problem.ts';
import type { Choice, ExpressCommand } from './command.ts';
import { daemonChoices, daemonOptionsOf, pythonHomeOf } from './fromDaemon.ts';
import { extraChoices, leftOut } from './fromRest.ts';
import { HostReading, type SiteLine, type SiteLines } from './siteReading.ts';
import { trapsOf } from './traps.ts';

/** A command, and what the person should know of it. */
export interface ExpressResult {
  readonly command: ExpressCommand;
  /** What it does otherwise than the virtual host, and what has no option. */
  readonly notes: readonly string[];
}

/** The hosts of a site by what they do. */
export interface SiteReading {
  /** The host that serves the application; of two the one with TLS. */
  readonly main: HostReading;
  readonly plain: HostReading | undefined;
  readonly secure: HostReading | undefined;
  readonly serverName: string | undefined;
  readonly mount: SiteLine;
}

/** Ports below that are for root. */
const FIRST_FREE_PORT = 1024;
const OWN_LIMITS =
  'mod_wsgi-express has limits of its own where the virtual host has none: requests end after 60 seconds and wait for 45, and bodies have at most 10 MiB. --request-timeout, --queue-timeout and --limit-request-body change them.';

/** The command for a site. Throws a `CertificateProblem` where the site serves no application. */
export function commandOfSite(site: SiteLines): ExpressResult {
  const reading = readSite(site);
  const daemon = daemonOptionsOf(reading, site);
  const { choices: names, notes: nameNotes } = nameChoices(reading);
  const choices = [...names, ...tlsChoices(reading), ...daemonChoices(daemon, reading), ...extraChoices(reading)];
  const [, script = ''] = reading.mount.arguments;
  const command = withAccount({ program: programIn(pythonHomeOf(daemon, reading)), script: reading.main.absolute(script), choices });
  return { command, notes: [...nameNotes, ...leftOut(reading, daemon), OWN_LIMITS, ...trapsOf(command)] };
}

function readSite(site: SiteLines): SiteReading {
  const hosts = site.hosts.map((host) => new HostReading(host, site));
  const mounts = (host: HostReading) => host.every('wsgiscriptalias').filter(({ arguments: { length } }) => length > 1);
  const serving = hosts.filter((host) => mounts(host).length > 0);
  const main = serving.find((host) => host.speaksTls) ?? serving[0];
  const mount = main === undefined ? undefined : (mounts(main).find(({ arguments: [url] }) => url === '/') ?? mounts(main)[0]);
  if (main === undefined || mount === undefined) {
    throw new CertificateProblem('This virtual host serves no application: it has no WSGIScriptAlias. Put the cursor into one that has.');
  }
  if (/[/\\]$/.test(mount.arguments[1]!)) {
    throw new CertificateProblem(
      'The WSGIScriptAlias leads to a folder of scripts; mod_wsgi-express serves a single one. Name the script in the virtual host.',
    );
  }
  const serverName = main
    .word('servername')
    ?.replace(/^\w+:\/\//, '')
    .replace(/:\d+$/, '');
  return { main, mount, serverName, plain: hosts.find((host) => !host.speaksTls), secure: hosts.find((host) => host.speaksTls) };
}

/** Where an application is reached: ports, names, and whether HTTP leads to HTTPS. */
function nameChoices({ main, plain, secure, serverName, mount }: SiteReading): { readonly choices: readonly Choice[]; readonly notes: readonly string[] } {
  if (secure !== undefined && serverName === undefined) {
    throw new CertificateProblem('The virtual host has no ServerName, and mod_wsgi-express opens no HTTPS port without one. Add a ServerName first.');
  }
  const redirects = secure !== undefined && plain !== undefined && leadsToHttps(plain);
  const policy = main
    .every('header')
    .findLast(({ arguments: words }) => words.some((word) => /^strict-transport-security$/i.test(word)))
    ?.arguments.at(-1);
  const [url = '/'] = mount.arguments;
  const choices: Choice[] = [
    one('port', String(plain?.ports[0] ?? (secure === undefined ? 80 : httpBeside(secure)))),
    ...(secure === undefined ? [] : [one('https-port', String(secure.ports[0] ?? 443))]),
    ...(serverName === undefined ? [] : [one('server-name', serverName)]),
    ...(serverName === undefined ? [] : main.own('serveralias').flatMap((line) => line.arguments.map((alias) => one('server-alias', alias)))),
    ...(redirects ? [flag('https-only')] : []),
    ...(redirects && policy !== undefined ? [one('hsts-policy', /\s/.test(policy) ? `"${policy}"` : policy)] : []),
    ...(url === '/' ? [] : [one('mount-point', url)]),
  ];
  return { choices, notes: nameNotes({ redirects, hasPolicy: policy !== undefined, needsPlain: secure !== undefined && plain === undefined }) };
}

function nameNotes({ redirects, hasPolicy, needsPlain }: { readonly redirects: boolean; readonly hasPolicy: boolean; readonly needsPlain: boolean }): string[] {
  return [
    ...(redirects ? ['--https-only redirects with 302, which browsers do not remember, instead of 301.'] : []),
    ...(redirects && hasPolicy ? ['HSTS is not sent with errors: mod_wsgi-express leaves out “always”.'] : []),
    ...(!redirects && hasPolicy ? ['HSTS is left out: --hsts-policy only works together with --https-only.'] : []),
    ...(needsPlain ? ['mod_wsgi-express always opens a port for HTTP, too, and serves the application there unless --https-only is given.'] : []),
  ];
}

function httpBeside({ ports: [https = 443] }: HostReading): number {
  return https === 443 ? 80 : 8080;
}

/** Whether a host does nothing but send people to HTTPS. */
function leadsToHttps(host: HostReading): boolean {
  const lines = host.own('redirect', 'redirectmatch', 'redirectpermanent', 'rewriterule');
  return host.own('wsgiscriptalias').length === 0 && lines.some(({ arguments: words }) => words.some((word) => /^https:\/\//i.test(word)));
}

function tlsChoices({ secure }: SiteReading): Choice[] {
  if (secure === undefined) return [];
  const files = {
    'ssl-certificate-file': 'sslcertificatefile',
    'ssl-certificate-key-file': 'sslcertificatekeyfile',
    'ssl-certificate-chain-file': 'sslcertificatechainfile',
  };
  const named = Object.entries(files).flatMap(([name, directive]) => optional(name, secure.path(directive)));
  const variables = secure.every('ssloptions').some(({ arguments: words }) => words.some((word) => /^\+?StdEnvVars$/i.test(word)));
  return [...named, ...clientChoices(secure), ...(variables ? [flag('ssl-environment')] : [])];
}

/** An authority makes the whole site ask for certificates, unless the places that do are named. */
function clientChoices(secure: HostReading): Choice[] {
  const authority = secure.path('sslcacertificatefile');
  const asking = secure.every('sslverifyclient').filter(({ arguments: [word = ''] }) => /^(?:require|on)$/i.test(word));
  if (authority === undefined || asking.length === 0) return [];
  const isWhole = asking.some(({ sections }) => sections.length === 0);
  const places = asking.flatMap(({ sections }) => sections.filter(([name]) => name === 'location').flatMap(([, url = '/']) => one('ssl-verify-client', url)));
  return [one('ssl-ca-certificate-file', authority), ...(isWhole ? [] : places)];
}

/** The program: mod_wsgi-express runs with the Python that it is installed in. */
function programIn(pythonHome: string | undefined): string {
  return pythonHome === undefined ? 'mod_wsgi-express' : path.posix.join(pythonHome, 'bin', 'mod_wsgi-express');
}

/** Ports of root need an account that the application runs as. */
function withAccount(command: ExpressCommand): ExpressCommand {
  const isPrivileged = command.choices.some(({ name, values: [value] }) => /^(?:https-)?port$/.test(name) && Number(value) < FIRST_FREE_PORT);
  const missing = ['user', 'group'].filter((name) => !command.choices.some((choice) => choice.name === name));
  return isPrivileged ? { ...command, choices: [...command.choices, ...missing.map((name) => one(name, 'www-data'))] } : command;
}

function optional(name: string, value: string | undefined): Choice[] {
  return value === undefined ? [] : [one(name, value)];
}

/** An option with one value. */
function one(name: string, value: string): Choice {
  return { name, values: [value] };
}

/** An option without a value. */
function flag(name: string): Choice {
  return { name, values: [] };
}
