/** File name patterns as httpd matches them (APR's apr_fnmatch with APR_FNM_PERIOD). */

/** Whether a path part is a pattern at all (apr_fnmatch_test): what stands behind a backslash does not count. */
export function isPattern(part: string): boolean {
  return /[*?]|\[[^\]]*\]/.test(part.replaceAll(/\\.?/gs, ''));
}

const MANY = '*';
/** What one sign of a name is held against; `MANY` stands for any number of signs. */
type Test = typeof MANY | ((sign: string) => boolean);

const KEPT = 200;
const known = new Map<string, readonly Test[]>();

/** Whether a name matches; a dot at its beginning must be written out. Takes no longer than the product of both lengths. */
export function matches(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !/^\\?\./.test(pattern)) return false;
  const tests = testsOf(pattern);
  let test = 0;
  let behindMany = -1;
  let from = 0;
  for (let at = 0; at < name.length; ) {
    const current = tests[test];
    if (current === MANY) {
      behindMany = ++test;
      from = at;
    } else if (current?.(name[at]!)) {
      test++;
      at++;
    } else if (behindMany === -1) return false;
    else {
      test = behindMany;
      at = ++from;
    }
  }
  return tests.slice(test).every((left) => left === MANY);
}

function testsOf(pattern: string): readonly Test[] {
  const found = known.get(pattern);
  if (found !== undefined) return found;
  const tests = [...parsed(pattern)];
  if (known.size >= KEPT) known.clear();
  known.set(pattern, tests);
  return tests;
}

function* parsed(pattern: string): Generator<Test> {
  for (let at = 0; at < pattern.length; at++) {
    const set = pattern[at] === '[' ? setAt(pattern, at) : null;
    if (set !== null) {
      yield set.test;
      at = set.end;
    } else if (pattern[at] === '*') yield MANY;
    else if (pattern[at] === '?') yield () => true;
    else {
      if (pattern[at] === '\\' && at + 1 < pattern.length) at++;
      const literal = pattern[at]!;
      yield (sign) => sign === literal;
    }
  }
}

/** A set of signs, and where its bracket closes; null where none does, so that the opening one stands for itself. */
function setAt(pattern: string, open: number): { readonly test: (sign: string) => boolean; readonly end: number } | null {
  const negated = /[!^]/.test(pattern[open + 1] ?? '');
  const first = open + (negated ? 2 : 1);
  const ranges: (readonly [string, string])[] = [];
  let at = first;
  while (at < pattern.length && (pattern[at] !== ']' || at === first)) {
    if (pattern[at] === '\\') at++;
    const low = pattern[at] ?? '';
    const isRange = pattern[at + 1] === '-' && pattern[at + 2] !== ']';
    if (isRange) at += pattern[at + 2] === '\\' ? 3 : 2;
    ranges.push([low, pattern[at] ?? '']);
    at++;
  }
  if (at >= pattern.length) return null;
  return { end: at, test: (sign) => ranges.some(([low, high]) => low <= sign && sign <= high) !== negated };
}
