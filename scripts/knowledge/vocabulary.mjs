// The words that the knowledge files may use; server/src/knowledge/types.ts holds the same lists as types and a test compares them.
export const CONTEXTS = ['server', 'vhost', 'directory', 'location', 'files', 'if', 'proxy', 'limit', 'htaccess'];

/** The per-directory sections: what `directory` in a `contexts` list implies for the parser. */
export const PER_DIRECTORY = ['directory', 'location', 'files', 'if', 'proxy', 'limit'];

export const ARGUMENT_KINDS = [
  ...['flag', 'enum', 'keyword', 'integer', 'octal', 'float', 'size', 'duration', 'string', 'text'],
  ...['file', 'directory', 'path', 'program', 'log-target', 'script', 'url-path', 'url', 'hostname', 'server-name'],
  ...['address', 'listen', 'vhost-address', 'regex', 'expression', 'user', 'group', 'module', 'directive'],
  ...['daemon-group', 'application-group', 'process-name', 'header-name', 'environment-variable', 'format'],
  ...['media-type', 'extension', 'encoding', 'charset', 'language', 'handler', 'filter', 'provider', 'method'],
  ...['status', 'cipher-list', 'flags', 'options', 'macro', 'define'],
];

/** What httpd's counters mean in numbers: [min, max], null for no bound (http_config.h, measured with httpd 2.4.71). */
export const COUNTS = {
  NO_ARGS: [0, 0],
  FLAG: [1, 1],
  TAKE1: [1, 1],
  TAKE2: [2, 2],
  TAKE12: [1, 2],
  TAKE3: [3, 3],
  TAKE23: [2, 3],
  TAKE123: [1, 3],
  TAKE13: [1, 3],
  ITERATE: [1, null],
  ITERATE2: [2, null],
};

export const isContext = (name) => CONTEXTS.includes(name);
