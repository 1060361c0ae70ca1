/** Directives whose one word must have a certain shape: numbers that are read strictly, paths, domains (words measured with 2.4.71). */
import type { Word } from '../../syntax/words.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';
import { atoi, isOpen, isPerDirectory } from './common.ts';

interface Shape {
  readonly fits: (text: string) => boolean;
  readonly wanted: string;
  readonly httpd: string;
}

const like = (pattern: RegExp) => (text: string) => pattern.test(text);
const wholeNumber = like(/^\s*[-+]?\d+$/);
const zeroOr512 = (text: string) => atoi(text) === 0 || atoi(text) >= 512;
const absolute = (text: string) => text.startsWith('/') || /^none$/i.test(text);

/** A number and nothing else. */
function strictly(httpd: string): Shape {
  return { fits: wholeNumber, wanted: 'a number', httpd };
}

/** Room for one client at least (mod_auth_digest.c, set_shmem_size). */
function holdsClient(text: string): boolean {
  const [number, unit] = /^\s*[-+]?\d+([km]?)$/i.exec(text.toLowerCase()) ?? [];
  return number !== undefined && atoi(text) * (unit === 'k' ? 1024 : unit === 'm' ? 1_048_576 : 1) >= 88;
}

const notNegative: Shape = { fits: (text) => atoi(text) >= 0, wanted: 'a number from 0 on', httpd: 'must be a non-negative integer' };

function ranges(name: string): Shape {
  return {
    fits: (text) => /^(?:none|default|unlimited)$/i.test(text) || atoi(text) > 0,
    wanted: 'none, default, unlimited or a number above 0',
    httpd: `${name} requires 'none', 'default', 'unlimited' or a positive integer`,
  };
}

/** h2_conf_set_push_diary_size. */
const powerOfTwo = (text: string) => atoi(text) < 0x10000 && (atoi(text) & (atoi(text) - 1)) === 0;

/** The signs around an element of mod_include. */
function tag(name: string): Shape {
  return { fits: (text) => !/\s/.test(text), wanted: 'signs without blanks', httpd: `${name} may not contain any whitespaces` };
}

const vhostPath: Shape = { fits: absolute, wanted: 'a path that begins with a slash, or none', httpd: "format string must be an absolute path, or 'none'" };
const bufferNumber: Shape = { fits: wholeNumber, wanted: 'a number', httpd: 'parameter must be a number between ' };

const SHAPES: Readonly<Record<string, Shape>> = {
  maxranges: ranges('MaxRanges'),
  maxrangeoverlaps: ranges('MaxRangeOverlaps'),
  maxrangereversals: ranges('MaxRangeReversals'),
  limitrequestbody: { fits: like(/^\s*\+?\d+$/), wanted: 'a number of bytes without a unit', httpd: 'LimitRequestBody requires a non-negative integer.' },
  readbuffersize: bufferNumber,
  flushmaxthreshold: bufferNumber,
  flushmaxpipelined: bufferNumber,
  deflatebuffersize: { fits: (text) => atoi(text) > 0, wanted: 'a number above 0', httpd: 'DeflateBufferSize should be positive' },
  proxyhtmlbufsize: { fits: wholeNumber, wanted: 'a number', httpd: 'Invalid value for directive ProxyHTMLBufSize, expected integer' },
  substitutemaxlinelength: {
    fits: like(/^\s*\+?\d/),
    wanted: 'a number, perhaps with b, k, m or g behind',
    httpd: 'SubstituteMaxLineLength must be a non-negative integer',
  },
  authdigestshmemsize: { fits: holdsClient, wanted: 'a number, perhaps with K or M behind', httpd: 'size in AuthDigestShmemSize' },
  asyncrequestworkerfactor: { fits: like(/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i), wanted: 'a number', httpd: 'error parsing value' },
  receivebuffersize: { fits: zeroOr512, wanted: '0 or at least 512', httpd: 'ReceiveBufferSize must be >= 512 bytes, or 0 for system default.' },
  sendbuffersize: { fits: zeroOr512, wanted: '0 or at least 512', httpd: 'SendBufferSize must be >= 512 bytes, or 0 for system default.' },
  proxyreceivebuffersize: { fits: zeroOr512, wanted: '0 or at least 512', httpd: 'ProxyReceiveBufferSize must be >= 512 bytes, or 0 for system default.' },
  h2pushdiarysize: { fits: powerOfTwo, wanted: 'a power of 2 up to 32768, or 0', httpd: 'value must ' },
  proxyiobuffersize: { fits: zeroOr512, wanted: '0 or at least 512', httpd: 'ProxyIOBufferSize must be >= 512 bytes, or 0 for system default.' },
  limitxmlrequestbody: { ...notNegative, httpd: 'LimitXMLRequestBody requires a non-negative integer.' },
  heartbeatmaxservers: {
    fits: (text) => atoi(text) === 0 || atoi(text) >= 10,
    wanted: '0 or at least 10',
    httpd: 'HeartbeatMaxServers: Should be 0 for file storage, or greater or equal than 10 for slotmem',
  },
  cookieexpires: { fits: like(/^\s*(?:\d|p)/i), wanted: 'a number of seconds or a text such as "2 weeks"', httpd: 'bad expires code, numeric value expected.' },
  ssistarttag: tag('SSIStartTag'),
  ssiendtag: tag('SSIEndTag'),
  xml2encdefault: { fits: like(/^[\w.:-]+$/), wanted: 'the name of a character set, such as utf-8', httpd: 'Invalid or unsupported default charset' },
  cachekeybaseurl: {
    fits: like(/^(?:[a-z][a-z\d+.-]*:|\/\/(?!\/))/i),
    wanted: 'a URL with scheme and host, such as http://blog.example.com/',
    httpd: 'must contain at least one of a scheme, a hostname or a port.',
  },
  cookiedomain: { fits: like(/^\./), wanted: 'a domain that begins with a dot', httpd: 'CookieDomain values must begin with a dot' },
  directoryindexredirect: {
    fits: (text) => /^(?:on|off|permanent|temp|seeother)$/i.test(text) || /^\d/.test(text),
    wanted: 'on, off, permanent, temp, seeother or a status from 300 to 399',
    httpd: 'DirectoryIndexRedirect ON|OFF|permanent|temp|seeother|3xx',
  },
  virtualdocumentroot: vhostPath,
  virtualdocumentrootip: vhostPath,
  virtualscriptalias: vhostPath,
  virtualscriptaliasip: vhostPath,
  authldapurl: {
    fits: like(/^ldap[si]?:/i),
    wanted: 'a URL that begins with ldap:// or ldaps://',
    httpd: 'The scheme was not recognised as a valid LDAP URL scheme.',
  },
  wsgipythonhashseed: {
    fits: like(/^(?:random|\s*[-+]?\d+)$/),
    wanted: 'random or a number',
    httpd: 'WSGIPythonHashSeed must be "random" or an integer in range [0; 4294967295]',
  },
  wsgiswitchinterval: {
    fits: (text) => Number.parseFloat(text) > 0,
    wanted: 'a number of seconds above 0, such as 0.005',
    httpd: 'WSGISwitchInterval must be a positive number of seconds.',
  },
  wsgitelemetryservice: {
    fits: like(/^unix:\/./),
    wanted: 'unix: and the absolute path of a socket',
    httpd: "WSGITelemetryService target must be 'unix:/path' (remote 'udp:host:port' targets are no longer supported)",
  },
  dbdexptime: strictly('Argument must be numeric!'),
  dbdkeep: strictly('Argument must be numeric!'),
  dbdmax: strictly('Argument must be numeric!'),
  dbdmin: strictly('Argument must be numeric!'),
  authdigestnoncelifetime: strictly('Invalid time in AuthDigestNonceLifetime: '),
  deflateinflatelimitrequestbody: strictly('DeflateInflateLimitRequestBody requires a non-negative integer.'),
  h2maxworkeridleseconds: strictly('Invalid idle limit value'),
  keptbodysize: strictly('KeptBodySize must be a valid size in bytes, or zero.'),
  ldaptimeout: { ...strictly('Timeout not numerical'), fits: (text) => /^\s*\+?\d+$/.test(text) },
  cachelastmodifiedfactor: { fits: (text) => /^\s*[-+]?\.?\d/.test(text), wanted: 'a number', httpd: 'CacheLastModifiedFactor value must be a float' },
  limitrequestline: notNegative,
  limitrequestfields: notNegative,
  limitrequestfieldsize: notNegative,
};

/** The handler of a shape: the first word must fit. */
function shaped(shape: Shape): Handler {
  return (call) => {
    const [word] = call.words;
    return word === undefined || isInterpolated(word.value) || shape.fits(word.value) ? null : misshapen(call, word, shape);
  };
}

function misshapen(call: Call, word: Word, { wanted, httpd }: Shape): Refusal {
  return refuseWord(word, `${call.directive.name} wants ${wanted}, not “${word.value}”.`, httpd);
}

/** AllowCONNECT: every word is a port or a range of ports. */
function allowConnect(call: Call): Refusal | null {
  const word = call.words.find(({ value }) => !isInterpolated(value) && !/^\d/.test(value));
  return word === undefined ? null : refuseWord(word, 'AllowCONNECT takes port numbers.', 'AllowCONNECT: port numbers must be numeric');
}

/** add_cache_enable and add_cache_disable. */
function cacheEnable(call: Call): Refusal | null {
  const [type, url] = call.words;
  if (type === undefined || isOpen(call)) return null;
  if (type.value.startsWith('/'))
    return refuseWord(
      type,
      'First comes the kind of cache, such as disk, then the URL.',
      `provider (${type.value}) starts with a '/'.  Are url and provider switched?`,
    );
  if (url !== undefined || isPerDirectory(call)) return null;
  return refuseWord(
    type,
    'Outside <Location> the URL to cache stands behind the kind of cache, such as CacheEnable disk /.',
    `CacheEnable provider (${type.value}) is missing an URL.`,
  );
}

function cacheDisable(call: Call): Refusal | null {
  const [url] = call.words;
  if (url === undefined || isOpen(call)) return null;
  if (isPerDirectory(call)) {
    return /^on$/i.test(url.value)
      ? null
      : refuseWord(url, 'In <Location> write CacheDisable on.', "CacheDisable must be followed by the word 'on' when in a Location.");
  }
  if (url.value.startsWith('/') || url.value.includes(':')) return null;
  return refuseWord(url, 'Outside <Location> CacheDisable wants a path or a URL.', 'CacheDisable must specify a path or an URL.');
}

/** Notes of compression filters: with two words the first says which figure. */
function filterNote(httpd: string): Handler {
  return (call) => {
    const [kind, name] = call.words;
    if (kind === undefined || name === undefined || isInterpolated(kind.value) || /^(?:input|output|ratio)$/i.test(kind.value)) return null;
    return refuseWord(kind, 'The figure is Input, Output or Ratio.', httpd.replace('{value}', kind.value));
  };
}

/** Names of session cookies. */
function cookieName(call: Call): Refusal | null {
  const [name] = call.words;
  const { nameStart: start, nameEnd: end } = call.statement;
  const httpd = `${call.directive.name} cannot be empty, or contain '=' or '&'.`;
  if (name === undefined) return { code: 'argument-count', message: 'The cookie needs a name.', httpd, start, end };
  return !isInterpolated(name.value) && /[=&]/.test(name.value) ? refuseWord(name, 'The name of a cookie holds no = and no &.', httpd) : null;
}

export const shapeHandlers: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(Object.entries(SHAPES).map(([name, shape]) => [name, shaped(shape)])),
  allowconnect: allowConnect,
  cacheenable: cacheEnable,
  cachedisable: cacheDisable,
  deflatefilternote: filterNote('Unknown note type {value}'),
  brotlifilternote: filterNote("Unknown BrotliFilterNote type '{value}'"),
  sessioncookiename: cookieName,
  sessioncookiename2: cookieName,
};
