/**
 * What PCRE2 (httpd's ap_pregcomp, server/util_pcre.c) refuses of a regular expression: the common faults only, compared
 * with libpcre2 10.42. Where it is not certain, nothing is said.
 */

/** A fault and where it stands in the pattern. */
export interface RegexFault {
  /** The end of a sentence that begins with the pattern: what is wrong and what to write. */
  readonly problem: string;
  readonly at: number;
}

const QUANTIFIER = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})/;
const MAXIMUM = 65_535;

/** What makes a pattern unusable; null when nothing is, or nothing that is certain. */
export function regexFault(pattern: string): RegexFault | null {
  if (pattern.includes('${') || isPlainlyFine(pattern)) return null;
  return new Scanner(pattern).fault();
}

/** JavaScript's own compiler as a quick first answer: what it takes, PCRE2 takes too, apart from oddities. */
function isPlainlyFine(pattern: string): boolean {
  if (/\[[:.=]|\(\*/.test(pattern)) return false;
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

/** One pass over a pattern with the groups that are open. */
class Scanner {
  private readonly text: string;
  private at = 0;
  private readonly groups: number[] = [];
  /** Whether the thing before can be repeated. */
  private repeatable = false;

  constructor(text: string) {
    this.text = text;
  }

  fault(): RegexFault | null {
    if (/\(\?[\^a-zA-Z]*x/.test(this.text)) return null;
    while (this.at < this.text.length) {
      const fault = this.step();
      if (fault !== null) return fault;
    }
    const open = this.groups.pop();
    return open === undefined ? null : { problem: 'opens a group with “(” that is never closed', at: open };
  }

  private step(): RegexFault | null {
    const quantifier = QUANTIFIER.exec(this.text.slice(this.at, this.at + 24));
    if (quantifier !== null) return this.quantifier(quantifier);
    switch (this.text[this.at]) {
      case '\\':
        return this.escape();
      case '[':
        return this.characterClass();
      case '(':
        return this.openGroup();
      case ')':
        return this.closeGroup();
      case '|':
        this.repeatable = false;
        this.at++;
        return null;
      default:
        this.repeatable = this.text[this.at] !== '^' || this.repeatable || true;
        this.at++;
        return null;
    }
  }

  private quantifier(found: RegExpExecArray): RegexFault | null {
    const { at } = this;
    const [all, low, comma, high] = found;
    if (!this.repeatable) return { problem: `has a “${all}” with nothing before it to repeat; write “\\${all}” for the character itself`, at };
    this.at += all.length;
    if (this.text[this.at] === '?' || this.text[this.at] === '+') this.at++;
    this.repeatable = low !== undefined;
    if (low === undefined) return null;
    const [from, to] = [Number(low), comma === undefined || high === '' ? Number(low) : Number(high)];
    if (from > MAXIMUM || to > MAXIMUM) return { problem: `repeats more than ${MAXIMUM} times in “${all}”`, at };
    return from > to ? { problem: `has the bounds of “${all}” in the wrong order`, at } : null;
  }

  private escape(): RegexFault | null {
    const { at } = this;
    if (at + 1 >= this.text.length) return { problem: 'ends with a lone backslash; write “\\\\” for the character itself', at };
    this.repeatable = true;
    if (this.text[at + 1] === 'Q') {
      const end = this.text.indexOf('\\E', at + 2);
      this.at = end === -1 ? this.text.length : end + 2;
    } else this.at += 2;
    return null;
  }

  private characterClass(): RegexFault | null {
    const start = this.at;
    if (this.text.startsWith('[:<:]]', start + 1) || this.text.startsWith('[:>:]]', start + 1)) this.at = start + 7;
    else {
      const end = endOfClass(this.text, start);
      if (end === -1) return { problem: 'opens a character class with “[” that is never closed; write “\\[” for the character itself', at: start };
      this.at = end;
    }
    this.repeatable = true;
    return null;
  }

  private openGroup(): RegexFault | null {
    const start = this.at;
    if (this.text.startsWith('(?#', start) || /^\(\*[A-Z_:]/.test(this.text.slice(start, start + 3))) {
      const end = this.text.indexOf(')', start);
      this.at = end === -1 ? this.text.length : end + 1;
      return null;
    }
    const kind = /^\(\?(?:[:=!>|^]|<[=!]|P?<\w+>|'\w+'|P[=>]\w+|[-+]?\d+|[imsnxJU^aADSTW-]*[:)]|[RC(&])/.exec(this.text.slice(start));
    if (this.text[start + 1] === '?' && kind === null) return unknownGroup(this.text, start);
    this.at = start + (kind === null ? 1 : kind[0].length);
    if (kind?.[0].endsWith(')')) return null;
    if (kind?.[0] === '(?(') this.at = Math.max(this.text.indexOf(')', start) + 1, start + 3);
    this.groups.push(start);
    this.repeatable = false;
    return null;
  }

  private closeGroup(): RegexFault | null {
    const { at } = this;
    if (this.groups.pop() === undefined) return { problem: 'closes a group with “)” that was never opened; write “\\)” for the character itself', at };
    this.repeatable = true;
    this.at++;
    return null;
  }
}

/** An unknown letter behind `(?` is a certain fault; other forms are left to httpd. */
function unknownGroup(text: string, at: number): RegexFault | null {
  const letter = text[at + 2];
  const known = letter === undefined || /[:=!>|<PRC(&'+\-\d^imsnxJUaADSTW#*]/.test(letter);
  return known && letter !== undefined ? { problem: '', at: -1 } : { problem: `has an unknown group “(?${letter ?? ''}”`, at };
}

/** Behind the `]` that closes the class at `start`; -1 when none does. */
function endOfClass(text: string, start: number): number {
  let at = start + 1;
  if (text[at] === '^') at++;
  if (text[at] === ']') at++;
  while (at < text.length) {
    if (text[at] === ']') return at + 1;
    if (text[at] === '\\') at += text[at + 1] === 'Q' ? quotedLength(text, at) : 2;
    else at += posixClass(text, at)?.length ?? 1;
  }
  return -1;
}

function quotedLength(text: string, at: number): number {
  const end = text.indexOf('\\E', at);
  return end === -1 ? text.length - at : end + 2 - at;
}

function posixClass(text: string, at: number): string | null {
  return /^\[([:.=])[^\]]*?\1\]/.exec(text.slice(at, at + 64))?.[0] ?? null;
}
