/** mod_rewrite's directives (modules/mappers/mod_rewrite.c; words measured with 2.4.71). */
import { isSpace } from '../../syntax/line.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseCount, refuseWord, replaceWord } from '../call.ts';
import { expressionFault } from '../expression/parse.ts';
import { regexFault } from '../regex.ts';
import { atoi, isOpen, isPerDirectory, same, unknownWord } from './common.ts';
import { rewriteMap } from './rewriteMap.ts';
import { statusIsKnown } from './status.ts';

/** One argument as mod_rewrite's own reader takes it: offsets in the line's text. */
interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const OPTIONS = [
  'Inherit',
  'InheritBefore',
  'InheritDown',
  'InheritDownBefore',
  'IgnoreInherit',
  'AllowNoSlash',
  'AllowAnyURI',
  'MergeBase',
  'IgnoreContextInfo',
  'LegacyPrefixDocRoot',
  'UnsafePrefixStat',
  'LongURLOptimization',
];
const RULE_FLAGS = new Set([
  'b',
  'backrefescaping',
  'bne',
  'bnp',
  'backrefernoplus',
  'bctls',
  'c',
  'chain',
  'co',
  'cookie',
  'e',
  'env',
  'end',
  'f',
  'forbidden',
  'g',
  'gone',
  'h',
  'handler',
  'l',
  'last',
  'ne',
  'noescape',
  'n',
  'next',
  'ns',
  'nosubreq',
  'nc',
  'nocase',
  'p',
  'proxy',
  'pt',
  'passthrough',
  'qsa',
  'qsappend',
  'qsd',
  'qsdiscard',
  'qsl',
  'qslast',
  'r',
  'redirect',
  's',
  'skip',
  't',
  'type',
  'unsafeprefixstat',
  'unsafeallow3f',
  'unc',
  'backackrefescaping',
  'backrefescape',
]);
const COND_FLAGS = new Set(['nc', 'nocase', 'or', 'ornext', 'nv', 'novary']);

/** parseargline: like httpd's words, but a backslash before white space keeps a word together and what is behind the third is dropped. */
function pieces(call: Call): Piece[] | null {
  const { cooked, restAt } = call.statement;
  const { text } = cooked;
  const found: Piece[] = [];
  let at = restAt;
  while (found.length < 3) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (at >= text.length && found.length > 0) break;
    const quote = text[at] === '"' || text[at] === "'" ? text[at]! : null;
    const start = quote === null ? at : at + 1;
    const end = endOfPiece(text, start, quote);
    found.push({ text: text.slice(start, end), start: cooked.origin(Math.min(start, text.length - 1)), end: cooked.origin(Math.max(end - 1, 0)) + 1 });
    if (end >= text.length) return found.length < 2 ? null : found;
    at = end + 1;
  }
  if (found.length === 1) found.push({ text: '', start: found[0]!.end, end: found[0]!.end });
  return found;
}

function endOfPiece(text: string, start: number, quote: string | null): number {
  let at = start;
  while (at < text.length) {
    if (quote === null ? isSpace(text.charCodeAt(at)) : text[at] === quote) return at;
    at += text[at] === '\\' && at + 1 < text.length && isSpace(text.charCodeAt(at + 1)) ? 2 : 1;
  }
  return at;
}

function badLine(call: Call, what: string): Refusal {
  const { name } = call.directive;
  return refuseCount(call, `${name} wants ${what}. Put parts with blanks in quotes.`, `${name}: bad argument line '`);
}

function refusePiece(piece: Piece, message: string, httpd: string): Refusal {
  return { code: 'invalid-value', message, httpd, start: piece.start, end: Math.max(piece.end, piece.start) };
}

/** cmd_rewriterule. */
function rewriteRule(call: Call): Refusal | null {
  const parts = pieces(call);
  if (parts === null) return badLine(call, 'a pattern, what to put in its place, and perhaps flags in brackets');
  const [pattern, , flags] = parts;
  return flagsRefusal(call, flags, ruleFlag) ?? patternRefusal(call, pattern!, pattern!.text.startsWith('!') ? 1 : 0);
}

function patternRefusal(call: Call, piece: Piece, skipped: number): Refusal | null {
  const text = piece.text.slice(skipped);
  if (isInterpolated(text)) return null;
  const fault = regexFault(text);
  if (fault === null) return null;
  const httpd = `${call.directive.name}: cannot compile regular expression '${text}'`;
  return { code: 'invalid-regex', message: `The regular expression ${fault.problem}.`, httpd, start: piece.start, end: Math.max(piece.end, piece.start + 1) };
}

/** cmd_parseflagfield: `[name=value,...]`. */
function flagsRefusal(call: Call, piece: Piece | undefined, check: (name: string, value: string) => string | null): Refusal | null {
  if (piece === undefined || isInterpolated(piece.text)) return null;
  const { name } = call.directive;
  if (!piece.text.startsWith('[') || !piece.text.endsWith(']')) {
    const message = `What stands behind the ${name === 'RewriteRule' ? 'substitution' : 'pattern'} must be flags in one pair of brackets, without blanks (or in quotes): [L,R=301].`;
    return refusePiece(piece, message, `${name}: bad flag delimiters`);
  }
  for (const flag of piece.text.slice(1, -1).split(',')) {
    const equals = flag.indexOf('=');
    const key = (equals === -1 ? flag : flag.slice(0, equals)).trimStart();
    const bare = equals === -1 ? key.trimEnd() : key;
    const problem = bare === '' && flag.trim() === '' ? emptyFlag(piece, flag) : check(bare, equals === -1 ? '' : flag.slice(equals + 1).trimEnd());
    if (problem !== null) return refusePiece(piece, flagMessage(problem, bare), `${name}: ${problem}`);
  }
  return null;
}

/** An empty flag at the end of the list is skipped, elsewhere it is an unknown one. */
function emptyFlag(piece: Piece, flag: string): string | null {
  return piece.text === `[${flag}]` || piece.text.endsWith(`,${flag}]`) ? null : "unknown flag ''";
}

function flagMessage(problem: string, key: string): string {
  if (problem.startsWith('unknown flag')) return `“${key}” is not a flag that is known here.`;
  return `${problem.slice(0, 1).toUpperCase()}${problem.slice(1)}.`;
}

function ruleFlag(key: string, value: string): string | null {
  const name = key.toLowerCase();
  if (name.startsWith('d')) return null;
  if (!RULE_FLAGS.has(name)) return `unknown flag '${key}'`;
  if (name === 'bne' && value === '') return "flag 'BNE' wants a list of characters (i.e. [BNE=...])";
  if ((name !== 'r' && name !== 'redirect') || !/^\d/.test(value) || statusIsKnown(atoi(value))) return null;
  return `invalid HTTP response code '${value}' for flag 'R'`;
}

function condFlag(key: string): string | null {
  return COND_FLAGS.has(key.toLowerCase()) ? null : `unknown flag '${key}'`;
}

/** cmd_rewritecond: the pattern is a regular expression unless it is a test or a comparison. */
function rewriteCond(call: Call): Refusal | null {
  const parts = pieces(call);
  if (parts === null) return badLine(call, 'what to test, a pattern, and perhaps flags in brackets');
  const [input, pattern, flags] = parts;
  const fault = flagsRefusal(call, flags, condFlag);
  if (fault !== null || isInterpolated(pattern!.text) || isInterpolated(input!.text)) return fault;
  const skipped = pattern!.text.startsWith('!') ? 1 : 0;
  const text = pattern!.text.slice(skipped);
  if (same(input!.text, 'expr')) return condExpression(pattern!, text);
  return isComparison(text) ? null : patternRefusal(call, pattern!, skipped);
}

function isComparison(text: string): boolean {
  return text.length > 1 && /^(?:-[fsdxhLlUF]$|-(?:lt|le|gt|ge|eq|ne).|[<>=])/s.test(text);
}

function condExpression(pattern: Piece, text: string): Refusal | null {
  const found = expressionFault(text, 'condition');
  return found === null
    ? null
    : refusePiece(pattern, `In this expression ${found.problem}.`, `RewriteCond: cannot compile expression "${text}": ${found.httpd}`);
}

/** cmd_rewritebase. */
function rewriteBase(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isInterpolated(word.value)) return null;
  if (!isPerDirectory(call))
    return refuseWord(
      word,
      'RewriteBase is the URL of one folder and belongs into <Directory> or .htaccess.',
      'RewriteBase: only valid in per-directory config files',
    );
  if (word.value.startsWith('/')) return null;
  return refuseWord(word, 'RewriteBase is a URL path and begins with a slash.', 'RewriteBase: argument is not a valid URL', [
    replaceWord(word, `/${word.value}`),
  ]);
}

/** cmd_rewriteoptions. */
function rewriteOptions(call: Call): Refusal | null {
  if (isOpen(call)) return null;
  const word = call.words.find(({ value }) => !OPTIONS.some((known) => same(known, value)) && !/^MaxRedirects=/i.test(value));
  return word === undefined ? null : unknownWord(word, { what: 'rewrite option', names: OPTIONS, httpd: `RewriteOptions: unknown option '${word.value}'` });
}

export const rewriteHandlers: Readonly<Record<string, Handler>> = {
  rewriterule: rewriteRule,
  rewritecond: rewriteCond,
  rewritebase: rewriteBase,
  rewriteoptions: rewriteOptions,
  rewritemap: rewriteMap,
};
