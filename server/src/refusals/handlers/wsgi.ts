/** mod_wsgi's handlers (src/server/wsgi_config.c and wsgi_daemon.c of 4.9.4 to 6.0.5; words measured with 4.9.4). */

import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';
import { optionsIn, type WrittenOption } from '../options.ts';
import { addressFault } from './authz.ts';
import { atoi, missing, refuseRegex } from './common.ts';

/** What an empty value of an option is answered with. */
const EMPTY: Readonly<Record<string, string>> = {
  'process-group': 'Invalid name for WSGI process group.',
  'application-group': 'Invalid name for WSGI application group.',
  'callable-object': 'Invalid name for WSGI callable object.',
  'pass-authorization': 'Invalid value for authorization flag.',
};

function optionsFrom(call: Call, index: number): WrittenOption[] {
  const first = call.words[index];
  return first === undefined ? [] : optionsIn(call, first);
}

function refuseOption(option: WrittenOption, message: string, httpd: string): Refusal {
  return { code: 'invalid-value', message, httpd, start: option.start, end: Math.max(option.end, option.nameEnd) };
}

/** wsgi_add_script_alias: a place, a script, options. */
function scriptAlias(matches: boolean): Handler {
  return (call) => {
    const [place, script] = call.words;
    const wanted = matches ? 'Map location pattern to target WSGI script file.' : 'Map location to target WSGI script file.';
    if (place === undefined || place.value === '' || script === undefined || script.value === '') {
      return missing(
        call,
        place === undefined ? 'the URL path and the WSGI file' : 'the WSGI file',
        `${call.directive.name} requires at least two arguments, ${wanted}`,
      );
    }
    return emptyOption(optionsFrom(call, 2)) ?? (matches ? refuseRegex(place, 'Regular expression could not be compiled.') : null);
  };
}

function emptyOption(options: readonly WrittenOption[]): Refusal | null {
  const empty = options.find(({ name, value }) => name !== null && value === '' && Object.hasOwn(EMPTY, name));
  return empty === undefined ? null : refuseOption(empty, `${empty.name} needs a value behind the equals sign.`, EMPTY[empty.name!]!);
}

/** Directives that name a script: `words` come first, then options. */
function script(pieces: readonly { readonly what: string; readonly httpd: string }[]): Handler {
  return (call) => {
    const at = pieces.findIndex((_, index) => (call.words[index]?.value ?? '') === '');
    if (at !== -1) return missing(call, pieces[at]!.what, pieces[at]!.httpd);
    return emptyOption(optionsFrom(call, pieces.length));
  };
}

/** wsgi_add_import_script: both groups are needed. */
function importScript(call: Call): Refusal | null {
  if ((call.words[0]?.value ?? '') === '') return missing(call, 'the file to load', 'Location of import script not supplied.');
  const options = optionsFrom(call, 1);
  if (options.some(({ name, text }) => name === null || isInterpolated(text))) return null;
  const empty = emptyOption(options);
  if (empty !== null || options.some(({ name }) => name !== 'process-group' && name !== 'application-group')) return empty;
  if (!options.some(({ name }) => name === 'application-group'))
    return missing(call, 'application-group=, usually %{GLOBAL}', 'Name of WSGI application group required.');
  return options.some(({ name }) => name === 'process-group')
    ? null
    : missing(call, 'process-group=, the name of the daemon process group', 'Name of WSGI process group required.');
}

const NUMBERS: Readonly<Record<string, string>> = {
  processes: 'process count',
  threads: 'thread count',
  'stack-size': 'stack size',
  'maximum-requests': 'request count',
  'listen-backlog': 'listen backlog',
  'send-buffer-size': 'send buffer size',
  'receive-buffer-size': 'receive buffer size',
  'header-buffer-size': 'header buffer size',
  'response-buffer-size': 'response buffer size',
  'shutdown-timeout': 'shutdown timeout',
  'startup-timeout': 'startup timeout',
  'deadlock-timeout': 'deadlock timeout',
  'inactivity-timeout': 'inactivity timeout',
  'request-timeout': 'request timeout',
  'interrupt-timeout': 'interrupt timeout',
  'graceful-timeout': 'graceful timeout',
  'eviction-timeout': 'eviction timeout',
  'restart-interval': 'restart interval',
  'connect-timeout': 'connect timeout',
  'socket-timeout': 'socket timeout',
  'queue-timeout': 'queue timeout',
  user: 'user',
  group: 'group',
  umask: 'umask',
  home: 'home directory',
  chroot: 'chroot directory',
  'script-user': 'script user',
  'script-group': 'script group',
  'socket-user': 'socket user',
};

/** wsgi_add_daemon_process. */
function daemonProcess(call: Call): Refusal | null {
  if ((call.words[0]?.value ?? '') === '') return missing(call, 'the name of the process group', 'Name of WSGI daemon process not supplied.');
  for (const option of optionsFrom(call, 1)) {
    if (option.name === null) return null;
    const fault = isInterpolated(option.text) ? null : daemonOption(option);
    if (fault !== null) return fault;
  }
  return scriptOwner(call);
}

/** Scripts are matched by their user or by their group, not by both. */
function scriptOwner(call: Call): Refusal | null {
  const options = optionsFrom(call, 1);
  const group = options.find(({ name }) => name === 'script-group');
  if (group === undefined || !options.some(({ name }) => name === 'script-user')) return null;
  return refuseOption(group, 'Give script-user or script-group, not both.', 'Only one of script-user and script-group allowed.');
}

function daemonOption(option: WrittenOption): Refusal | null {
  const { name, value } = option;
  const what = Object.hasOwn(NUMBERS, name!) ? NUMBERS[name!]! : null;
  if (what !== null && value === '') return refuseOption(option, `${name} needs a value behind the equals sign.`, `Invalid ${what} for WSGI daemon process.`);
  if ((name === 'home' || name === 'chroot') && !value.startsWith('/')) {
    return refuseOption(option, `${name} is a path from the root of the file system and begins with a slash.`, `Invalid ${what} for WSGI daemon process.`);
  }
  if (name === 'umask' && !/^\s*\+?[0-7]+$/.test(value))
    return refuseOption(option, 'umask is an octal number such as 0027.', 'Invalid umask for WSGI daemon process.');
  const root = name === 'user' && (value === 'root' || /^#0*$/.test(value) || (value.startsWith('#') && atoi(value.slice(1)) === 0));
  return root ? refuseOption(option, 'mod_wsgi runs no application as root: name another user.', 'WSGI process blocked from running as root.') : null;
}

/** wsgi_set_trusted_proxies. */
function trustedProxies(call: Call): Refusal | null {
  for (const word of call.words) {
    if (word.value === '') return refuseWord(word, 'An empty address names no proxy.', 'Unable to parse trusted proxy IP address/subnet of "".');
    const fault = addressFault(word, `Unable to parse trusted proxy IP address/subnet of "${word.value}".`);
    if (fault !== null) return fault;
  }
  return null;
}

const LOCATION = 'the file that holds it';

export const wsgiHandlers: Readonly<Record<string, Handler>> = {
  wsgiscriptalias: scriptAlias(false),
  wsgiscriptaliasmatch: scriptAlias(true),
  wsgiimportscript: importScript,
  wsgidispatchscript: script([{ what: LOCATION, httpd: 'Location of dispatch script not supplied.' }]),
  wsgiaccessscript: script([{ what: LOCATION, httpd: 'Location of access script not supplied.' }]),
  wsgiauthuserscript: script([{ what: LOCATION, httpd: 'Location of auth user script not supplied.' }]),
  wsgiauthgroupscript: script([{ what: LOCATION, httpd: 'Location of auth group script not supplied.' }]),
  wsgihandlerscript: script([
    { what: 'the name of the handler', httpd: 'Name for handler script not supplied.' },
    { what: LOCATION, httpd: 'Location of handler script not supplied.' },
  ]),
  wsgidaemonprocess: daemonProcess,
  wsgitrustedproxies: trustedProxies,
};
