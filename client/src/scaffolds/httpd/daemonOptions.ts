/** Options of `WSGIDaemonProcess` with a number, and what mod_wsgi-express calls them. */
export const DAEMON_NUMBERS: ReadonlyMap<string, string> = new Map([
  ...[
    'processes threads maximum-requests startup-timeout shutdown-timeout restart-interval cpu-time-limit graceful-timeout eviction-timeout',
    'deadlock-timeout inactivity-timeout request-timeout interrupt-timeout connect-timeout socket-timeout queue-timeout send-buffer-size',
    'receive-buffer-size header-buffer-size response-buffer-size response-socket-timeout response-flush-delay',
  ].flatMap((names) => names.split(' ').map((name) => [name, name] as const)),
  ['listen-backlog', 'daemon-backlog'],
]);

/** Those with a text. `lang` and `locale` are one there; `python-home` is the Python that mod_wsgi-express is installed in. */
export const DAEMON_TEXTS: ReadonlyMap<string, string> = new Map([
  ['home', 'working-directory'],
  ['python-eggs', 'python-eggs'],
  ['locale', 'locale'],
  ['user', 'user'],
  ['group', 'group'],
]);

/** Those that need no option, since mod_wsgi-express decides them itself or in other ways. */
export const DAEMON_DECIDED: ReadonlySet<string> = new Set(['python-home', 'python-path', 'lang', 'display-name']);
