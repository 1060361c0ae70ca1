/** Tokens of httpd's expressions (httpd 2.4 server/util_expr_scan.l): texts, variables and regular expressions have modes of their own. */

import { DEPTH, Stop } from './fault.ts';

/** What a token is. `faulty` carries httpd's complaint in `text`. */
export type TokenKind =
  | 'true'
  | 'false'
  | 'not'
  | 'or'
  | 'and'
  | 'unary'
  | 'binary'
  | 'compare'
  | 'match'
  | 'in'
  | 'concat'
  | 'digits'
  | 'name'
  | 'regex'
  | 'backref'
  | 'quote'
  | 'unquote'
  | 'string'
  | 'open-variable'
  | 'close-variable'
  | '('
  | ')'
  | '{'
  | '}'
  | ','
  | ':'
  | 'end'
  | 'faulty';

/** One token; `at` and `end` are offsets in the expression. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

const WORDS: Readonly<Record<string, TokenKind>> = {
  true: 'true',
  false: 'false',
  and: 'and',
  or: 'or',
  not: 'not',
  in: 'in',
  lt: 'compare',
  le: 'compare',
  gt: 'compare',
  ge: 'compare',
  ne: 'compare',
  eq: 'compare',
};
const SIGNS: readonly (readonly [RegExp, TokenKind])[] = [
  [/-in(?![a-zA-Z_0-9])/y, 'in'],
  [/-(?:eq|ne|ge|le|gt|lt)(?![a-zA-Z_0-9])/y, 'compare'],
  [/-[a-zA-Z_][a-zA-Z_0-9]+/y, 'binary'],
  [/-[a-zA-Z_]/y, 'unary'],
  [/-?[0-9]+/y, 'digits'],
  [/[=!]~/y, 'match'],
  [/==?|!=|<=?|>=?/y, 'compare'],
  [/&&/y, 'and'],
  [/\|\|/y, 'or'],
  [/!/y, 'not'],
  [/\./y, 'concat'],
  [/\$[0-9]/y, 'backref'],
];
const REGEX_START = /m[/#$%^,;:_?|\-!.'"](?<!m_(?=[a-zA-Z0-9_]))|\//y;
const NAME = /[a-zA-Z][a-zA-Z0-9_]*/y;

/** What an expression yields: a truth or a text. */
export type ExpressionKind = 'condition' | 'string';

/** Takes an expression apart; the list ends with `end` or with the first `faulty`. */
export function tokensOf(text: string, kind: ExpressionKind): Token[] {
  return new Lexer(text).run(kind);
}

class Lexer {
  private readonly text: string;
  private at = 0;
  private depth = 0;
  private readonly tokens: Token[] = [];

  constructor(text: string) {
    this.text = text;
  }

  run(kind: ExpressionKind): Token[] {
    if (kind === 'string') this.wholeText();
    else while (this.at < this.text.length && !this.failed()) this.plain();
    if (!this.failed()) this.push('end', this.at);
    return this.tokens;
  }

  private failed(): boolean {
    return this.tokens.at(-1)?.kind === 'faulty';
  }

  private push(kind: TokenKind, end: number, text = this.text.slice(this.at, end)): void {
    this.tokens.push({ kind, text, at: this.at, end });
    this.at = end;
  }

  private fail(problem: string): void {
    this.tokens.push({ kind: 'faulty', text: problem, at: this.at, end: Math.min(this.at + 1, this.text.length) });
  }

  private matched(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  private plain(): void {
    const character = this.text[this.at]!;
    if (' \t\n'.includes(character)) this.at++;
    else if (character === '"' || character === "'") this.quoted(character);
    else if (this.text.startsWith('%{', this.at)) this.variable();
    else this.symbol(character);
  }

  private symbol(character: string): void {
    const name = this.matched(NAME);
    const regex = this.matched(REGEX_START);
    if (regex !== undefined && (name?.length ?? 0) <= regex.length) {
      this.regex(regex);
      return;
    }
    if (name !== undefined) {
      this.push(Object.hasOwn(WORDS, name) ? WORDS[name]! : 'name', this.at + name.length);
      return;
    }
    for (const [pattern, kind] of SIGNS) {
      const found = this.matched(pattern);
      if (found !== undefined) {
        this.push(kind, this.at + found.length);
        return;
      }
    }
    if ('(){},:'.includes(character)) {
      this.push(character as TokenKind, this.at + 1);
      return;
    }
    this.fail(`Parse error near '${character}'`);
  }

  private quoted(quote: string): void {
    this.push('quote', this.at + 1);
    this.textUntil(quote);
    if (!this.failed()) this.push('unquote', this.at + 1);
  }

  /** An expression that is a text as a whole: there is always one, be it empty. */
  private wholeText(): void {
    this.textUntil(null);
    if (!this.failed() && this.tokens.at(-1)?.kind !== 'string') this.push('string', this.at);
  }

  /** Text up to a sign, which is left standing (null: to the end of the expression), with variables and references inside. */
  private textUntil(end: string | null): void {
    let from = this.at;
    const flush = (): void => {
      const reached = this.at;
      this.at = from;
      if (reached > from) this.push('string', reached);
    };
    while (this.at < this.text.length && this.text[this.at] !== end) {
      const special = this.special();
      if (special === null) continue;
      flush();
      special();
      from = this.at;
      if (this.failed()) return;
    }
    if (end !== null && this.at >= this.text.length) this.fail('Unterminated string or variable');
    else flush();
  }

  /** Inside a text: steps over plain characters; gives what else stands there. */
  private special(): (() => void) | null {
    const { text, at } = this;
    if (text.startsWith('%{', at)) return () => this.variable();
    if (text[at] === '\n') return () => this.fail('Unterminated string or variable');
    if (/^\$[0-9]/.test(text.slice(at, at + 2))) return () => this.push('backref', at + 2);
    if (text[at] !== '\\') {
      this.at++;
      return null;
    }
    const digits = /^\\[0-9]+/.exec(text.slice(at, at + 8))?.[0];
    if (digits === undefined) this.at = Math.min(at + 2, text.length);
    else if (!/^\\[0-7]{1,3}$/.test(digits)) return () => this.fail('Bad escape sequence');
    else if (Number.parseInt(digits.slice(1), 8) > 255) return () => this.fail('Escape sequence out of bound');
    else this.at += digits.length;
    return null;
  }

  /** `%{NAME}` or `%{function:text}`. */
  private variable(): void {
    this.push('open-variable', this.at + 2);
    while (this.at < this.text.length) {
      const name = this.matched(NAME);
      if (name !== undefined) this.push('name', this.at + name.length);
      else if (this.text[this.at] === '}') {
        this.push('close-variable', this.at + 1);
        return;
      } else if (this.text[this.at] === ':') {
        this.push(':', this.at + 1);
        if (++this.depth > DEPTH) throw new Stop(null);
        this.textUntil('}');
        this.depth--;
        if (!this.failed()) this.push('close-variable', this.at + 1);
        return;
      } else {
        const bad = this.text[this.at]!;
        this.fail(`Invalid character in variable name '${bad}'`);
        return;
      }
    }
    this.fail('Unterminated string or variable');
  }

  private regex(start: string): void {
    const delimiter = start.at(-1)!;
    const from = this.at + start.length;
    const end = this.text.indexOf(delimiter, from);
    if (end === -1) {
      this.at = this.text.length;
      return;
    }
    this.push('regex', this.text[end + 1] === 'i' ? end + 2 : end + 1, this.text.slice(from, end));
  }
}
