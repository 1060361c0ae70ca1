/**
 * What PCRE2 (httpd's ap_pregcomp, server/util_pcre.c) refuses of a regular expression: the common faults only, compared
 * with libpcre2 10.42. Where it is not certain, nothing is said.
 */
import { readClass } from './regexClass.ts';

/** A fault and where it stands in the pattern. */
export interface RegexFault {
  /** The end of a sentence that begins with the pattern: what is wrong and what to write. */
  readonly problem: string;
  readonly at: number;
}

const QUANTIFIER = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})/;
const MOST_REPEATS = 65_535;
const LONGEST = 8192;
/** Group openings that are understood; anything else behind `(?` ends the check. */
const GROUP = /^\(\?(?:[:=!>|*]|<[=!*]|P?<[A-Za-z_]\w*>|'[A-Za-z_]\w*'|P[=>]\w+\)|[-+]?\d+\)|R\)|&\w+\)|C\d*\)|\^?[imsnxJU]*(?:-[imsnxJU]*)?[:)])/;
/** What may follow `(?` in PCRE2. */
const GROUP_LETTER = /[:=!>|*<P'R&C(+\-\d^imsnxJU)#]/;

/** What makes a pattern unusable; null when nothing is, or nothing that is certain. */
export function regexFault(pattern: string): RegexFault | null {
  if (pattern.includes('${') || pattern.length > LONGEST) return null;
  if (/\(\?[\^a-zA-Z-]*x/.test(pattern)) return null;
  const scanner = new Scanner(pattern);
  return scanner.fault();
}

/** One pass over a pattern with the groups that are open. */
class Scanner {
  private readonly text: string;
  private at = 0;
  private readonly groups: number[] = [];
  private captures = 0;
  private reference: { readonly number: number; readonly at: number } | null = null;
  /** Whether what stands before can be repeated. */
  private repeatable = false;
  /** Set where something was met that is not understood. */
  private lost = false;

  constructor(text: string) {
    this.text = text;
  }

  fault(): RegexFault | null {
    while (this.at < this.text.length && !this.lost) {
      const fault = this.step();
      if (fault !== null) return fault;
    }
    if (this.lost) return null;
    const open = this.groups.pop();
    if (open !== undefined) return { problem: 'opens a group with “(” that is never closed; write “\\(” for the character itself', at: open };
    const { reference, captures } = this;
    if (reference === null || reference.number <= captures) return null;
    return { problem: `refers to group ${reference.number}, but has ${captures === 0 ? 'no groups' : `only ${captures}`}`, at: reference.at };
  }

  private step(): RegexFault | null {
    const quantifier = QUANTIFIER.exec(this.text.slice(this.at, this.at + 24));
    if (quantifier !== null) return this.quantifier(quantifier);
    const character = this.text[this.at]!;
    if (character === '\\') return this.escape();
    if (character === '[') return this.characterClass();
    if (character === '(') return this.openGroup();
    if (character === ')') return this.closeGroup();
    this.repeatable = !'|^$'.includes(character);
    this.at++;
    return null;
  }

  private quantifier(found: RegExpExecArray): RegexFault | null {
    const { at } = this;
    const [all, low, comma, high] = found;
    if (low !== undefined) {
      const to = comma === undefined || high === '' ? low : high;
      if (Number(low) > MOST_REPEATS || Number(to) > MOST_REPEATS) return { problem: `repeats more than ${MOST_REPEATS} times in “${all}”`, at };
      if (Number(low) > Number(to)) return { problem: `has the bounds of “${all}” in the wrong order`, at };
    }
    if (!this.repeatable)
      return { problem: `has a “${all}” with nothing before it that can be repeated; write “\\${all}” for the character itself, “.*” for any text`, at };
    this.at += all.length;
    if (this.text[this.at] === '?' || this.text[this.at] === '+') this.at++;
    this.repeatable = false;
    return null;
  }

  private escape(): RegexFault | null {
    const { at } = this;
    const letter = this.text[at + 1];
    if (letter === undefined) return { problem: 'ends with a lone backslash; write “\\\\” for the character itself', at };
    if (/[ijmqyIJMOTYlLuUF]/.test(letter)) return { problem: `has the unknown escape “\\${letter}”`, at };
    if (/^[pP]$/.test(letter) && /^[^{^CLMNPSZcxlmnpszXU]/.test(this.text.slice(at + 2)))
      return { problem: `has “\\${letter}”, which stands for a kind of character, before “${this.text[at + 2]}”`, at };
    if (letter === 'Q') {
      const end = this.text.indexOf('\\E', at + 2);
      this.at = end === -1 ? this.text.length : end + 2;
      if (this.at - at > 4) this.repeatable = true;
      return null;
    }
    if (letter === 'E') this.lost = true;
    this.repeatable = !/[bBAZzGK]/.test(letter);
    if (/[1-9]/.test(letter) && !/\d/.test(this.text[at + 2] ?? '')) this.refer(Number(letter));
    this.at += /[cgkopPNx]/.test(letter) ? longEscape(this.text, at) : 2;
    return null;
  }

  private refer(number: number): void {
    if (number > (this.reference?.number ?? 0)) this.reference = { number, at: this.at };
  }

  private characterClass(): RegexFault | null {
    if (this.text.startsWith('[[:<:]]', this.at) || this.text.startsWith('[[:>:]]', this.at)) {
      this.at += 7;
      this.repeatable = false;
      return null;
    }
    const read = readClass(this.text, this.at);
    if ('problem' in read) return read;
    this.at = read.end;
    this.repeatable = true;
    return null;
  }

  private openGroup(): RegexFault | null {
    const start = this.at;
    if (this.text.startsWith('(?#', start)) return this.comment();
    if (/^\(\*[a-zA-Z:]/.test(this.text.slice(start, start + 3))) this.lost = true;
    if (this.text[start + 1] !== '?') {
      this.captures++;
      this.enter(1);
      return null;
    }
    const kind = GROUP.exec(this.text.slice(start, start + 200))?.[0];
    if (kind === undefined) return this.unknownGroup();
    if (/[<'](?![=!*])/.test(kind)) this.captures++;
    if (!kind.endsWith(')')) {
      this.enter(kind.length);
      return null;
    }
    this.at += kind.length;
    this.repeatable = /[\d=>R&]/.test(kind);
    return null;
  }

  private enter(length: number): void {
    this.groups.push(this.at);
    this.at += length;
    this.repeatable = false;
  }

  private comment(): RegexFault | null {
    const end = this.text.indexOf(')', this.at);
    if (end === -1) return { problem: 'opens a comment with “(?#” that is never closed', at: this.at };
    this.at = end + 1;
    return null;
  }

  /** An unknown letter behind `(?` is a certain fault; forms that are not understood end the check. */
  private unknownGroup(): RegexFault | null {
    const letter = this.text[this.at + 2] ?? '';
    this.lost = true;
    return GROUP_LETTER.test(letter) ? null : { problem: `has the unknown group “(?${letter}”`, at: this.at };
  }

  private closeGroup(): RegexFault | null {
    const { at } = this;
    if (this.groups.pop() === undefined) return { problem: 'closes a group with “)” that was never opened; write “\\)” for the character itself', at };
    this.repeatable = true;
    this.at++;
    return null;
  }
}

/** The length of an escape that takes more characters with it: `\x{41}`, `\p{L}`, `\g{1}`, `\cA`. */
function longEscape(text: string, at: number): number {
  const found = /^\\(?:[xopPNgk]\{[^}]*\}|[gk](?:<[^>]*>|'[^']*')|x[\da-fA-F]{0,2}|[pP].|g[-+]?\d*|c.|.)/s.exec(text.slice(at, at + 200));
  return found?.[0].length ?? 2;
}
