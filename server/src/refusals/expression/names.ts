/** The variables, functions and operators that httpd's expressions know (server/util_expr_eval.c, ssl_engine_vars.c, mod_proxy_hcheck.c). */

/** Variables `%{NAME}`; case does not count. Those that begin with SSL_ or HC_ are looked up later and always taken. */
export const VARIABLES: readonly string[] = [
  'HTTPS',
  'IPV6',
  'CONN_LOG_ID',
  'CONN_REMOTE_ADDR',
  'HTTP2',
  'REQUEST_METHOD',
  'REQUEST_SCHEME',
  'REQUEST_URI',
  'REQUEST_FILENAME',
  'REMOTE_HOST',
  'REMOTE_IDENT',
  'REMOTE_USER',
  'SERVER_ADMIN',
  'SERVER_NAME',
  'SERVER_PORT',
  'SERVER_PROTOCOL',
  'SCRIPT_FILENAME',
  'PATH_INFO',
  'QUERY_STRING',
  'IS_SUBREQ',
  'DOCUMENT_ROOT',
  'AUTH_TYPE',
  'THE_REQUEST',
  'CONTENT_TYPE',
  'HANDLER',
  'REQUEST_LOG_ID',
  'SCRIPT_USER',
  'SCRIPT_GROUP',
  'DOCUMENT_URI',
  'LAST_MODIFIED',
  'CONTEXT_PREFIX',
  'CONTEXT_DOCUMENT_ROOT',
  'REQUEST_STATUS',
  'REMOTE_ADDR',
  'REMOTE_PORT',
  'SERVER_PROTOCOL_VERSION',
  'SERVER_PROTOCOL_VERSION_MAJOR',
  'SERVER_PROTOCOL_VERSION_MINOR',
  'HTTP_USER_AGENT',
  'HTTP_PROXY_CONNECTION',
  'HTTP_REFERER',
  'HTTP_COOKIE',
  'HTTP_FORWARDED',
  'HTTP_HOST',
  'HTTP_ACCEPT',
  'TIME_YEAR',
  'TIME_MON',
  'TIME_DAY',
  'TIME_HOUR',
  'TIME_MIN',
  'TIME_SEC',
  'TIME_WDAY',
  'TIME',
  'SERVER_SOFTWARE',
  'API_VERSION',
];

/** Functions that give a text. */
export const FUNCTIONS: readonly string[] = [
  'osenv',
  'env',
  'resp',
  'req',
  'http',
  'note',
  'reqenv',
  'req_novary',
  'tolower',
  'toupper',
  'escape',
  'unescape',
  'file',
  'filesize',
  'filemod',
  'base64',
  'unbase64',
  'sha1',
  'md5',
  'ldap',
  'replace',
  'SSL',
  'HC',
];

/** Functions that give a list, for `-in`. */
export const LIST_FUNCTIONS: readonly string[] = ['PeerExtList'];

/** Operators before a word; case counts. */
export const UNARY: readonly string[] = ['n', 'z', 'R', 'T', 'd', 'e', 'f', 's', 'L', 'h', 'x', 'F', 'U', 'A'];

/** Operators between words. */
export const BINARY: readonly string[] = ['ipmatch', 'fnmatch', 'strmatch', 'strcmatch'];

/** Whether a list holds a name whatever its case. */
export function knows(names: readonly string[], name: string): boolean {
  const lower = name.toLowerCase();
  return names.some((known) => known.toLowerCase() === lower);
}

/** The request header that a CGI variable such as HTTP_X_FORWARDED_PROTO stands for; undefined for others. */
export function headerOf(variable: string): string | undefined {
  return /^HTTP_(.+)$/i.exec(variable)?.[1]?.split('_').map(capital).join('-');
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
}

/** httpd's complaint about a token in our words. */
export function readable(complaint: string): string {
  return complaint === 'Unterminated string or variable' ? 'a quote or a “%{” is not closed' : complaint.slice(0, 1).toLowerCase() + complaint.slice(1);
}
