/** The rest of a site: what has an option of mod_wsgi-express, and what has none and is told. */

import { DAEMON_DECIDED, DAEMON_NUMBERS, DAEMON_TEXTS } from '../httpd/daemonOptions.ts';
import type { Choice } from './command.ts';
import { type DaemonOptions, optionIn } from './fromDaemon.ts';
import type { SiteReading } from './fromSite.ts';
import type { HostReading } from './siteReading.ts';

/** The options for what stands beside the application. */
export function extraChoices({ main, mount }: SiteReading): Choice[] {
  const callable = optionIn(mount.arguments, 'callable-object') ?? main.word('wsgicallableobject');
  return [
    ...(callable === undefined || callable === 'application' ? [] : [{ name: 'callable-object', values: [callable] }]),
    ...main.own('wsgitrustedproxies').flatMap((line) => each('trust-proxy', line.arguments)),
    ...main.own('wsgitrustedproxyheaders').flatMap((line) => each('trust-proxy-header', line.arguments)),
    ...main.every('alias').flatMap(({ arguments: [url = '', file = ''] }) => aliasOf(main, url, file)),
    ...main.own('setenv').flatMap(({ arguments: [name = '', value = ''] }) => ({ name: 'setenv', values: [name, value] })),
    ...main
      .own('errordocument')
      .flatMap(({ arguments: [status = '', url = ''] }) => (url.startsWith('/') ? [{ name: 'error-document', values: [status, url] }] : [])),
    ...switches(main),
    ...single(main),
  ];
}

function each(name: string, values: readonly string[]): Choice[] {
  return values.map((value) => ({ name, values: [value] }));
}

/** mod_wsgi-express puts in the slashes of folders itself. Challenges of an authority are for httpd. */
function aliasOf(main: HostReading, url: string, file: string): Choice[] {
  if (url.startsWith('/.well-known/')) return [];
  return [{ name: 'url-alias', values: [url.replace(/(.)\/$/, '$1'), main.absolute(file).replace(/(.)\/$/, '$1')] }];
}

/** Directives that are on or off, and the option for on. */
const SWITCHES: Readonly<Record<string, string>> = { wsgierroroverride: 'error-override', wsgichunkedrequest: 'chunked-request' };
/** Directives with one word, and the option for it. */
const SINGLE: Readonly<Record<string, string>> = {
  limitrequestbody: 'limit-request-body',
  keepalivetimeout: 'keep-alive-timeout',
  documentroot: 'document-root',
};

function switches(main: HostReading): Choice[] {
  const on = Object.entries(SWITCHES).filter(([directive]) => main.word(directive)?.toLowerCase() === 'on');
  const http2 = main.last('protocols')?.some((protocol) => protocol.toLowerCase() === 'h2') ? ['http2'] : [];
  return [...on.map(([, name]) => name), ...http2].map((name) => ({ name, values: [] }));
}

function single(main: HostReading): Choice[] {
  return Object.entries(SINGLE).flatMap(([directive, name]) => {
    const word = main.own(directive).at(-1)?.arguments[0];
    return word === undefined ? [] : [{ name, values: [word] }];
  });
}

/** Directives of a host that are said by options, that mod_wsgi-express writes itself, or that only count for httpd as it was. */
const SAID = new Set([
  ...[
    'servername',
    'serveralias',
    'wsgiscriptalias',
    'wsgidaemonprocess',
    'wsgiprocessgroup',
    'wsgiapplicationgroup',
    'wsgicallableobject',
    'wsgipassauthorization',
  ],
  ...[
    'sslengine',
    'sslcertificatefile',
    'sslcertificatekeyfile',
    'sslcertificatechainfile',
    'sslcacertificatefile',
    'sslverifyclient',
    'sslverifydepth',
    'ssloptions',
  ],
  ...[
    'wsgitrustedproxies',
    'wsgitrustedproxyheaders',
    'alias',
    'setenv',
    'errordocument',
    'protocols',
    'header',
    'require',
    'errorlog',
    'customlog',
    'loglevel',
  ],
  ...Object.keys(SWITCHES),
  ...Object.keys(SINGLE),
]);

/** What has no option, in words for the person. */
export function leftOut({ main, mount, secure }: SiteReading, daemon: DaemonOptions): string[] {
  const directives = [...new Set(main.lines.flatMap(({ name, written }) => (SAID.has(name) ? [] : [written])))];
  const options = [...daemon.keys()].filter((name) => !DAEMON_NUMBERS.has(name) && !DAEMON_TEXTS.has(name) && !DAEMON_DECIDED.has(name));
  const asksSome = secure?.every('sslverifyclient').some(({ arguments: [word = ''] }) => /^optional/i.test(word)) ?? false;
  const others = main.own('wsgiscriptalias').filter((line) => line !== mount);
  return [
    ...(directives.length === 0 ? [] : [`These directives have no option. Put them into a file and name it with --include-file: ${directives.join(', ')}.`]),
    ...(options.length === 0 ? [] : [`These options of WSGIDaemonProcess have no counterpart: ${options.join(', ')}.`]),
    ...(asksSome ? ['Client certificates that are optional are left out: mod_wsgi-express requires them or does not ask.'] : []),
    ...(others.length === 0 ? [] : [`mod_wsgi-express serves one application. Left out: ${others.map(({ arguments: [url] }) => url).join(', ')}.`]),
  ];
}
