/**
 * Shell patterns and regular expressions as httpd compares them with paths (APR's fnmatch with APR_FNM_PATHNAME; PCRE2
 * through ap_regexec, unanchored). A comparison takes time in the length of what is compared, whatever the pattern.
 */

/** Whether a text matches; null where nobody can tell without httpd itself. */
export type Matcher = (text: string) => boolean | null;

const NOBODY: Matcher = () => null;

/** Longest text that a regular expression is tried on; and how many open-ended repeats it may have: their product is the time that it takes. */
const LONGEST = 256;
const MOST_REPEATS = 3;

/** Constructs that PCRE2 and JavaScript read differently, or that only one of them has. */
const FOREIGN = /\\[AzZQEGKhHRXpPNgkUC]|\[[:.=]|\(\?[^:=!<]|\(\?<[^=!]|[*+?}]\+|\(\*/;

/** Whether a path is compared as a shell pattern (apr_fnmatch_test): signs behind a backslash do not count. */
export function isShellPattern(text: string): boolean {
  const plain = text.replace(/\\./gs, '');
  return /[*?]/.test(plain) || /\[[^\]]*\]/.test(plain);
}

/** A shell pattern; its wildcards match no slash. */
export function shellPattern(pattern: string): Matcher {
  const parts = pattern.split('/').map(piecesOf);
  return (text) => {
    const names = text.split('/');
    return names.length === parts.length && parts.every((pieces, index) => piecesMatch(pieces, names[index]!));
  };
}

/** One sign of a pattern: `*`, or what a character must be. */
type Piece = '*' | ((character: string) => boolean);

function piecesOf(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!;
    if (sign === '*') pieces.push('*');
    else if (sign === '?') pieces.push(() => true);
    else if (sign === '[' && pattern.indexOf(']', at + 2) !== -1) {
      const end = pattern.indexOf(']', at + 2);
      pieces.push(rangeOf(pattern.slice(at + 1, end)));
      at = end;
    } else {
      const literal = sign === '\\' ? (pattern[++at] ?? '\\') : sign;
      pieces.push((character) => character === literal);
    }
  }
  return pieces;
}

function rangeOf(inside: string): (character: string) => boolean {
  const negated = /^[!^]/.test(inside);
  const ranges = [...inside.slice(negated ? 1 : 0).matchAll(/(.)-(.)|(.)/gs)].map(([, low, high, one]) => [low ?? one!, high ?? one!] as const);
  return (character) => ranges.some(([low, high]) => low <= character && character <= high) !== negated;
}

/** The usual two-pointer match: after a mismatch the last `*` takes one character more. */
function piecesMatch(pieces: readonly Piece[], text: string): boolean {
  let at = 0;
  let piece = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = pieces[piece];
    if (current === '*') {
      star = piece++;
      starAt = at;
    } else if (current?.(text[at]!)) {
      at++;
      piece++;
    } else {
      if (star === -1) return false;
      piece = star + 1;
      at = ++starAt;
    }
  }
  return pieces.slice(piece).every((rest) => rest === '*');
}

/** A host name against a name of ServerAlias, where `*` and `?` match any character (ap_strcasecmp_match); both in lower case. */
export function nameMatches(pattern: string, name: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === name;
  const pieces = [...pattern].map((sign): Piece => (sign === '*' ? '*' : sign === '?' ? () => true : (character) => character === sign));
  return piecesMatch(pieces, name);
}

/** A regular expression, matched anywhere in a text. One that might take long, or mean something else here, is not judged. */
export function regularExpression(source: string): Matcher {
  const [, insensitive, bare = ''] = /^(\(\?i\))?(.*)$/s.exec(source) ?? [];
  if (FOREIGN.test(bare) || bare.includes('${') || mayTakeLong(bare)) return NOBODY;
  try {
    const compiled = new RegExp(bare, insensitive === undefined ? 's' : 'is');
    return (text) => (text.length > LONGEST ? null : compiled.test(text));
  } catch {
    return NOBODY;
  }
}

/** Whether repeats stand in a repeated group, or there are many of them. */
function mayTakeLong(source: string): boolean {
  const plain = source.replace(/\\./gs, 'x').replace(/\[\]?[^\]]*\]/g, 'x');
  if (plain.split(/[*+]|\{\d*,\d*\}/).length - 1 > MOST_REPEATS) return true;
  const groups: number[] = [];
  for (let at = 0; at < plain.length; at++) {
    if (plain[at] === '(') groups.push(at);
    if (plain[at] !== ')') continue;
    const start = groups.pop() ?? 0;
    if (/^\)(?:[*+]|\{)/.test(plain.slice(at, at + 2)) && /[*+{|?]/.test(plain.slice(start + 1, at).replaceAll('(?:', ''))) return true;
  }
  return false;
}
