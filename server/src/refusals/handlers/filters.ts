/** Filters and small modules (mod_substitute.c, mod_filter.c, mod_userdir.c, socache users; words measured with 2.4.71). */
import { nearestName } from '../../knowledge/nearest.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord, replaceWord } from '../call.ts';
import { expressionRefusal } from '../expression.ts';
import { argv, isOpen, missing, refuseRegex, unknownWord } from './common.ts';

const FILTERS = ['DEFLATE', 'INFLATE', 'INCLUDES', 'SUBSTITUTE', 'BROTLI_COMPRESS', 'RATE_LIMIT', 'CACHE', 'BUFFER', 'CHARSET', 'XMLENC', 'PROXY-HTML', 'SED'];
const CACHES = ['shmcb', 'dbm', 'dc', 'memcache', 'redis', 'default'];

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
  const lower = FILTERS.map((name) => name.toLowerCase());
  for (const name of filters!.value.split(';')) {
    if (lower.includes(name.toLowerCase())) continue;
    const near = nearestName(name.toLowerCase(), lower);
    if (!/^\w[\w.-]*$/.test(name)) return refuseWord(filters!, `“${name}” is not the name of a filter.`, `Unknown filter provider ${name}`);
    if (near === null || name.toLowerCase().startsWith(near)) continue;
    const meant = FILTERS[lower.indexOf(near)]!;
    return refuseWord(filters!, `There is no filter “${name}”. Did you mean ${meant}?`, `Unknown filter provider ${name}`, [
      replaceWord(filters!, filters!.value.replace(name, meant)),
    ]);
  }
  return null;
}

function userDir(call: Call): Refusal | null {
  return (call.words[0]?.value ?? '') === '' ? missing(call, 'a folder, enabled or disabled', 'UserDir requires an argument.') : null;
}

/** Caches that socache modules provide. */
function socache(prefix: string): Handler {
  return (call) => {
    const [word] = call.words;
    if (word === undefined || isInterpolated(word.value)) return null;
    const [name = ''] = word.value.split(':');
    return CACHES.includes(name) ? null : unknownWord(word, { what: 'shared cache', names: CACHES, httpd: `${prefix}Unknown socache provider '${name}'` });
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

/** The old Port. */
function port(call: Call): Refusal {
  const { nameStart: start, nameEnd: end } = call.statement;
  return { code: 'invalid-value', message: 'Port is gone: write Listen.', httpd: 'Port was replaced with Listen in Apache 2.0', start, end };
}

export const filterHandlers: Readonly<Record<string, Handler>> = {
  substitute,
  addoutputfilterbytype: filterByType,
  userdir: userDir,
  authncachesocache: socache('AuthnCacheSOCache: '),
  cachesocache: socache(''),
  proxyhcexpr: expressionAt(1, [
    { what: 'a name', httpd: 'Missing expression name for ProxyHCExpr' },
    { what: 'an expression', httpd: 'Missing expression for ProxyHCExpr' },
  ]),
  proxyfcgisetenvif: expressionAt(0, []),
  port,
};
