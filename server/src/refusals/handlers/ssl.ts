/** mod_ssl's handlers (modules/ssl/ssl_engine_config.c, cache/mod_socache_shmcb.c; words measured with 2.4.71). */
import { nearestName } from '../../knowledge/nearest.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord, replaceWord } from '../call.ts';
import { CACHES, isAbsent, refuseAbsent } from '../loaded.ts';
import { atoi, isOpen, isPerDirectory, missing, same } from './common.ts';

const CONF_COMMANDS = [
  'CipherString',
  'Ciphersuites',
  'Protocol',
  'MinProtocol',
  'MaxProtocol',
  'Options',
  'Curves',
  'Groups',
  'ECDHParameters',
  'SignatureAlgorithms',
  'ClientSignatureAlgorithms',
  'ServerInfoFile',
  'VerifyMode',
  'Certificate',
  'PrivateKey',
  'ChainCAFile',
  'ChainCAPath',
  'VerifyCAFile',
  'VerifyCAPath',
  'ClientCAFile',
  'ClientCAPath',
  'RequestCAFile',
  'RequestCAPath',
  'ChainCAStore',
  'VerifyCAStore',
  'ClientCAStore',
  'RequestCAStore',
  'DHParameters',
  'RecordPadding',
  'NumTickets',
  'TxCertificateCompression',
  'RxCertificateCompression',
];

/** ssl_cmd_SSLCipherSuite and its proxy relative: of two arguments the first is SSL or TLSv1.3, in exactly this spelling. */
function cipherSuite(call: Call): Refusal | null {
  const [protocol, ciphers] = call.words;
  if (protocol === undefined || ciphers === undefined || isInterpolated(protocol.value) || protocol.value === 'SSL') return null;
  if (protocol.value === 'TLSv1.3') {
    if (!isPerDirectory(call) || !same(call.directive.name, 'SSLCipherSuite')) return null;
    return refuseWord(
      protocol,
      'TLS 1.3 suites are chosen before the path is known: set them for the server or virtual host.',
      'TLSv1.3 ciphers cannot be set inside a directory context',
    );
  }
  const near = /1\.?3/.test(protocol.value) ? 'TLSv1.3' : /^ssl/i.test(protocol.value) ? 'SSL' : null;
  const message = `With two arguments the first is the protocol: SSL (for TLS up to 1.2) or TLSv1.3, not “${protocol.value}”. A list of ciphers holds no blanks.`;
  return refuseWord(protocol, message, `protocol '${protocol.value}' not supported`, near === null ? [] : [replaceWord(protocol, near)]);
}

/** ssl_cmd_protocol_parse: versions that are gone may be taken away, but not asked for. Whether OpenSSL still has SSL 3 shows only in how it was built. */
function protocols(call: Call): Refusal | null {
  const gone = call.words.find(({ value }) => /^\+?sslv[23]$/i.test(value));
  if (gone === undefined) return null;
  const name = gone.value.replace('+', '');
  if (same(name, 'SSLv2')) return refuseWord(gone, 'SSL 2 is gone from httpd: allow TLSv1.2 and TLSv1.3.', 'SSLProtocol: SSLv2 is no longer supported');
  const httpd = call.target.platform === 'debian' ? 'SSLv3 not supported by this version of OpenSSL' : undefined;
  return refuseWord(gone, 'Current builds of OpenSSL have no SSL 3, and httpd refuses it there: allow TLSv1.2 and TLSv1.3.', httpd);
}

/** Session and stapling caches: a provider, perhaps with a colon and what it needs. */
function cache(kind: 'session' | 'stapling'): Handler {
  return (call) => {
    const [word] = call.words;
    if (word === undefined || isInterpolated(word.value)) return null;
    if (kind === 'session' && /^none(?:notnull)?$/i.test(word.value)) return null;
    const [name = '', ...rest] = word.value.split(':');
    const httpd = `${call.directive.name}: '${name}' ${kind} cache not supported`;
    const module = CACHES.get(name);
    if (module !== undefined && isAbsent(call, module)) return refuseAbsent(word, module, { what: `The cache “${name}”`, httpd });
    if (module === undefined) {
      const message =
        name === 'shm'
          ? 'shm: is gone since httpd 2.4; write shmcb:.'
          : `There is no cache “${name}”. Write shmcb:\${APACHE_RUN_DIR}/ssl_scache(512000), for example.`;
      return refuseWord(word, message, httpd);
    }
    const problem = cacheProblem(name, rest.join(':'));
    return problem === null ? null : refuseWord(word, problem.message, `${call.directive.name}: ${problem.httpd}`);
  };
}

/** What is wrong with what stands behind a cache's name and its colon. */
export function cacheProblem(name: string, text: string): { message: string; httpd: string } | null {
  return name === 'shmcb' || name === 'default' ? sizeProblem(text) : text === '' ? emptyProblem(name) : null;
}

function emptyProblem(name: string): { message: string; httpd: string } | null {
  if (name !== 'memcache' && name !== 'redis') return null;
  return {
    message: `Behind ${name}: stand the servers, such as ${name}:localhost:${name === 'redis' ? 6379 : 11_211}.`,
    httpd: `List of server names required to create ${name} socache.`,
  };
}

/** socache_shmcb_create: a path with a size in parentheses. */
function sizeProblem(text: string): { message: string; httpd: string } | null {
  const open = text.lastIndexOf('(');
  if (text === '' || (open === -1 && !text.endsWith(')'))) return null;
  if (open === -1)
    return { message: 'The size stands in parentheses behind the path; the opening one is missing.', httpd: 'Invalid argument: no opening parenthesis' };
  if (!text.endsWith(')')) {
    return {
      message: 'The size stands in parentheses behind the path; the closing one is missing.',
      httpd: 'Invalid argument: no closing parenthesis or cache size missing after pathname with parenthesis',
    };
  }
  const size = text.slice(open + 1, -1);
  if (!/^\s*[-+]?\d+$/.test(size) && size !== '') return { message: 'The size is a number of bytes.', httpd: 'Invalid argument: cache size not numerical' };
  return Number(size) < 8192 ? { message: 'The cache needs at least 8192 bytes.', httpd: 'Invalid argument: size has to be >= 8192 bytes' } : null;
}

/** ssl_cmd_SSLPassPhraseDialog. */
function passPhrase(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isInterpolated(word.value) || /^builtin$/i.test(word.value) || /^(?:exec:.|\|.)/s.test(word.value)) return null;
  return refuseWord(
    word,
    'The pass phrase comes from builtin (the terminal), exec:/path/to/program or |/path/to/program.',
    'SSLPassPhraseDialog: Invalid argument',
  );
}

/** ssl_cmd_SSLRandomSeed. */
function randomSeed(call: Call): Refusal | null {
  const [, source, bytes] = call.words;
  if (source === undefined || isOpen(call)) return null;
  if (/^egd:./i.test(source.value)) return null;
  if (bytes === undefined) return null;
  if (same(source.value, 'builtin'))
    return refuseWord(bytes, 'The builtin source takes no number of bytes.', 'SSLRandomSeed: byte specification not allowed for builtin seed source');
  return atoi(bytes.value) < 0 ? refuseWord(bytes, 'The number of bytes is not negative.', 'SSLRandomSeed: invalid number of bytes specified') : null;
}

/** SSL_CONF commands; unknown ones may belong to another OpenSSL, so only slips are refused. */
function confCommand(call: Call): Refusal | null {
  const [name] = call.words;
  if (name === undefined || isInterpolated(name.value) || CONF_COMMANDS.some((known) => same(known, name.value))) return null;
  const lower = CONF_COMMANDS.map((known) => known.toLowerCase());
  const near = nearestName(name.value.toLowerCase(), lower);
  const httpd = `'${name.value}': invalid OpenSSL configuration command`;
  if (!/^[\w.-]*$/.test(name.value)) return refuseWord(name, `“${name.value}” is no command of OpenSSL's configuration.`, httpd);
  if (near === null) return null;
  const meant = CONF_COMMANDS[lower.indexOf(near)]!;
  return refuseWord(name, `OpenSSL has no command “${name.value}”. Did you mean ${meant}?`, httpd, [replaceWord(name, meant)]);
}

/** Lists that begin with a kind of check and may go on with one exception. */
function check(kinds: readonly string[], exception: string): Handler {
  return (call) => {
    const [kind, ...rest] = call.words;
    if (isOpen(call)) return null;
    const { name } = call.directive;
    if (kind === undefined) return missing(call, `what to check: ${kinds.join(', ')}`, `${name}: Invalid argument ''`);
    const wrong = kinds.some((known) => same(known, kind.value)) ? rest.find(({ value }) => !same(value, exception)) : kind;
    if (wrong === undefined) return null;
    const wanted = wrong === kind ? `one of ${kinds.join(', ')}` : `only ${exception}`;
    return refuseWord(wrong, `Here ${name} takes ${wanted}, not “${wrong.value}”.`, `${name}: Invalid argument '${wrong.value}'`);
  };
}

function gone(hint: string): Handler {
  return (call) => {
    const { nameStart: start, nameEnd: end } = call.statement;
    const httpd = `${call.directive.name} directive is no longer supported - use ${hint}.`;
    return { code: 'invalid-value', message: `${call.directive.name} is gone: write ${hint}.`, httpd, start, end };
  };
}

/** SSLRequire gets the rest of the line as it is written: an expression in quotes is a text and no condition. */
function sslRequire(call: Call): Refusal | null {
  const httpd = 'SSLRequire: syntax error, unexpected $end';
  const [word] = call.words;
  if (word === undefined) return missing(call, 'an expression', httpd);
  const quoted = call.words.length === 1 && word.quote !== null && word.closed && !isInterpolated(call.rest);
  return quoted ? refuseWord(word, 'The expression of SSLRequire is written without quotes around it.', httpd) : null;
}

export const sslHandlers: Readonly<Record<string, Handler>> = {
  sslprotocol: protocols,
  sslproxyprotocol: protocols,
  sslciphersuite: cipherSuite,
  sslproxyciphersuite: cipherSuite,
  sslsessioncache: cache('session'),
  sslstaplingcache: cache('stapling'),
  sslpassphrasedialog: passPhrase,
  sslrandomseed: randomSeed,
  sslopensslconfcmd: confCommand,
  sslcarevocationcheck: check(['none', 'leaf', 'chain'], 'no_crl_for_cert_ok'),
  sslproxycarevocationcheck: check(['none', 'leaf', 'chain'], 'no_crl_for_cert_ok'),
  sslocspenable: check(['off', 'leaf', 'on'], 'no_ocsp_for_cert_ok'),
  ssllog: gone('ErrorLog'),
  sslloglevel: gone('LogLevel'),
  sslrequire: sslRequire,
};
