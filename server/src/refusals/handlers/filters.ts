/** Filters and small modules (mod_substitute.c, mod_filter.c, mod_userdir.c, socache users; words measured with 2.4.71). */
import { nearestName } from '../../knowledge/nearest.ts';
import type { Word } from '../../syntax/words.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord, replaceWord } from '../call.ts';
import { expressionRefusal } from '../expression.ts';
import { CACHES, isAbsent, refuseAbsent } from '../loaded.ts';
import { argv, isOpen, missing, refuseRegex, unknownWord } from './common.ts';
import { cacheProblem } from './ssl.ts';

/** Filters and the modules that bring them (measured with httpd 2.4.71). */
const FILTERS: Readonly<Record<string, string>> = {
  DEFLATE: 'mod_deflate',
  INFLATE: 'mod_deflate',
  INCLUDES: 'mod_include',
  SUBSTITUTE: 'mod_substitute',
  BROTLI_COMPRESS: 'mod_brotli',
  RATE_LIMIT: 'mod_ratelimit',
  CACHE: 'mod_cache',
  BUFFER: 'mod_buffer',
  XLATEOUT: 'mod_charset_lite',
  XML2ENC: 'mod_xml2enc',
  'PROXY-HTML': 'mod_proxy_html',
  SED: 'mod_sed',
};
/** The old names of two of them, which people still write. */
const OTHER_FILTERS = ['CHARSET', 'XMLENC'];

/** set_pattern of mod_substitute: `s/from/to/flags` with any delimiter. */
function substitute(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isInterpolated(word.value)) return null;
  const { value } = word;
  if (!/^s/i.test(value))
    return refuseWord(word, 'Write s/from/to/, perhaps with flags behind, in quotes if it holds blanks.', 'Bad Substitute format, must be an s/// pattern');
  const delimiter = value[1] ?? '';
  const [from = '', to, ...flags] = delimiter === '' ? [] : value.slice(2).split(delimiter);
  if (from === '' || to === undefined)
    return refuseWord(word, 'Write s/from/to/ with the same sign three times.', 'Bad Substitute format, must be a complete s/// pattern');
  const letters = flags.join(delimiter);
  if (!/^[infq]*$/i.test(letters))
    return refuseWord(word, `The flags are i, n, f and q, not “${letters}”.`, 'Bad Substitute flag, only s///[infq] are supported');
  if (/n/i.test(letters)) return null;
  const pattern = { ...word, value: value.slice(0, 2 + from.length) };
  const fault = refuseRegex(pattern, 'Substitute could not compile regex', 2);
  return fault === null ? null : { ...fault, start: word.start, end: word.end };
}

/** AddOutputFilterByType: filters (joined by semicolons), then media types. Other modules bring filters, so only slips are refused. */
function filterByType(call: Call): Refusal | null {
  if (argv(call).length < 2) return missing(call, 'the filter and a media type', 'AddOutputFilterByType requires at least two arguments');
  const [filters] = call.words;
  if (isOpen(call)) return null;
  for (const name of filters!.value.split(';')) {
    const fault = filterFault(call, filters!, name);
    if (fault !== null) return fault;
  }
  return null;
}

function filterFault(call: Call, word: Word, name: string): Refusal | null {
  const upper = name.toUpperCase();
  const httpd = `Unknown filter provider ${name}`;
  const module = FILTERS[upper];
  if (module !== undefined) return isAbsent(call, module) ? refuseAbsent(word, module, { what: `The filter “${name}”`, httpd }) : null;
  if (!/^\w[\w.-]*$/.test(name)) return refuseWord(word, `“${name}” is not the name of a filter.`, httpd);
  if (OTHER_FILTERS.includes(upper)) return null;
  const near = nearestName(
    name.toLowerCase(),
    Object.keys(FILTERS).map((known) => known.toLowerCase()),
  )?.toUpperCase();
  if (near === undefined || upper.startsWith(near)) return null;
  return refuseWord(word, `There is no filter “${name}”. Did you mean ${near}?`, httpd, [replaceWord(word, word.value.replace(name, near))]);
}

/** FilterProvider: the second word is a filter. */
function filterProvider(call: Call): Refusal | null {
  const [, filter] = call.words;
  return filter === undefined || isInterpolated(filter.value) ? null : filterFault(call, filter, filter.value);
}

function userDir(call: Call): Refusal | null {
  return (call.words[0]?.value ?? '') === '' ? missing(call, 'a folder, enabled or disabled', 'UserDir requires an argument.') : null;
}

/** Caches that socache modules provide; what stands behind the colon is looked at while reading, or when the server starts. */
function socache({ prefix, checksArguments }: { readonly prefix: string; readonly checksArguments: boolean }): Handler {
  return (call) => {
    const [word] = call.words;
    if (word === undefined || isInterpolated(word.value)) return null;
    const [name = '', ...rest] = word.value.split(':');
    const httpd = `${prefix}Unknown socache provider '${name}'`;
    const module = CACHES.get(name);
    if (module === undefined) return unknownWord(word, { what: 'shared cache', names: [...CACHES.keys()], httpd });
    if (isAbsent(call, module)) return refuseAbsent(word, module, { what: `The cache “${name}”`, httpd });
    const problem = checksArguments ? cacheProblem(name, rest.join(':')) : null;
    return problem === null ? null : refuseWord(word, problem.message, prefix + problem.httpd);
  };
}

/** Expressions of health checks and of CGI variables. */
function expressionAt(index: number, count: readonly { readonly what: string; readonly httpd: string }[]): Handler {
  return (call) => {
    const lacking = count.findIndex((_, at) => (call.words[at]?.value ?? '') === '');
    if (lacking !== -1) return missing(call, count[lacking]!.what, count[lacking]!.httpd);
    const word = call.words[index];
    // braces quote an expression here (ap_getword_conf2), and the word is then only its beginning
    return word === undefined || word.value.startsWith('{')
      ? null
      : expressionRefusal(word, { text: word.value, kind: 'condition', httpd: `Could not parse expression "${word.value}": ` });
  };
}

/** ProxyHTMLURLMap: the fourth word is a condition; a name alone becomes half an expression, from the times when names were all it took (comp_urlmap). */
function urlMap(call: Call): Refusal | null {
  const condition = call.words[3];
  if (isOpen(call) || condition === undefined || condition.value === '' || /^!?\w+=./s.test(condition.value)) return null;
  if (/^\w+$/.test(condition.value))
    return refuseWord(condition, 'A name alone is no condition: write NAME=value, or an expression.', 'syntax error, unexpected T_STR_BEGIN');
  return expressionRefusal(condition, { text: condition.value, kind: 'condition', httpd: '' });
}

/** ProxyFCGISetEnvIf: a condition, a name, and a value unless the name is taken away. */
function fcgiVariable(call: Call): Refusal | null {
  const [, name, value] = call.words;
  const fault = expressionAt(0, [])(call);
  if (fault !== null || isOpen(call) || value === undefined || !name?.value.startsWith('!')) return fault;
  const httpd = `Third argument ("${value.value}") is not allowed when using ProxyFCGISetEnvIf's unset mode (${name.value})`;
  return refuseWord(value, 'A variable that is taken away has no value.', httpd);
}

/** The old Port. */
function port(call: Call): Refusal {
  const { nameStart: start, nameEnd: end } = call.statement;
  return { code: 'invalid-value', message: 'Port is gone: write Listen.', httpd: 'Port was replaced with Listen in Apache 2.0', start, end };
}

/** A name of mod_lua that is kept for later. */
function notYet(call: Call): Refusal {
  const { nameStart: start, nameEnd: end } = call.statement;
  const { name } = call.directive;
  return { code: 'invalid-value', message: `httpd 2.4 knows ${name} by name only and refuses it.`, httpd: `${name} not yet implemented`, start, end };
}

export const filterHandlers: Readonly<Record<string, Handler>> = {
  substitute,
  addoutputfilterbytype: filterByType,
  filterprovider: filterProvider,
  userdir: userDir,
  authncachesocache: socache({ prefix: 'AuthnCacheSOCache: ', checksArguments: true }),
  cachesocache: socache({ prefix: '', checksArguments: false }),
  proxyhtmlurlmap: urlMap,
  proxyhcexpr: expressionAt(1, [
    { what: 'a name', httpd: 'Missing expression name for ProxyHCExpr' },
    { what: 'an expression', httpd: 'Missing expression for ProxyHCExpr' },
  ]),
  proxyfcgisetenvif: fcgiVariable,
  port,
  luahookinsertfilter: notYet,
  authldapinitialbindpattern: (call) => refuseRegex(call.words[0], `AuthLDAPInitialBindPattern: cannot compile regular expression '${call.words[0]?.value}'`),
};
