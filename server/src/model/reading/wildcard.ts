/** File name patterns as httpd matches them (APR's apr_fnmatch with APR_FNM_PERIOD). */

/** Whether a path part is a pattern at all (apr_fnmatch_test): what stands behind a backslash does not count. */
export function isPattern(part: string): boolean {
  return /[*?]|\[[^\]]*\]/.test(part.replaceAll(/\\[^]?/g, ''));
}

const compiled = new Map<string, RegExp>();

/** Whether a name matches; a dot at its beginning must be written out. */
export function matches(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(`^${[...parts(pattern)].join('')}$`, 's');
    if (compiled.size > 200) compiled.clear();
    compiled.set(pattern, expression);
  }
  return expression.test(name);
}

function* parts(pattern: string): Generator<string> {
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!;
    if (sign === '*') yield '.*';
    else if (sign === '?') yield '.';
    else if (sign === '\\' && at + 1 < pattern.length) yield escaped(pattern[++at]!);
    else if (sign === '[') {
      const end = pattern.indexOf(']', pattern[at + 1] === ']' ? at + 2 : at + 1);
      if (end === -1) yield '(?!)';
      else {
        yield setOf(pattern.slice(at + 1, end));
        at = end;
      }
    } else yield escaped(sign);
  }
}

function setOf(inside: string): string {
  const negated = /^[!^]/.test(inside);
  const body = (negated ? inside.slice(1) : inside).replaceAll(/[\\\]^[]/g, '\\$&');
  return /(\w)-(\w)/.test(body) && [...body.matchAll(/(.)-(.)/g)].some(([, low, high]) => low! > high!) ? '(?!)' : `[${negated ? '^' : ''}${body}]`;
}

function escaped(sign: string): string {
  return sign.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
}
