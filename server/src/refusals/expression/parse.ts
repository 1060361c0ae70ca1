/** httpd's expressions (httpd 2.4 server/util_expr_parse.y): a descent parser that says where httpd stops. */
import { subnetFault } from '../addresses.ts';
import { regexFault } from '../regex.ts';
import { DEPTH, type ExpressionFault, Stop } from './fault.ts';
import { BINARY, FUNCTIONS, headerOf, knows, LIST_FUNCTIONS, readable, UNARY, VARIABLES } from './names.ts';
import { type ExpressionKind, type Token, type TokenKind, tokensOf } from './tokens.ts';

/** What httpd would refuse of an expression; null when nothing. */
export function expressionFault(text: string, kind: ExpressionKind): ExpressionFault | null {
  if (text.includes('${')) return null;
  try {
    return new Parser(tokensOf(text, kind)).run(kind);
  } catch (stop) {
    if (stop instanceof Stop) return stop.fault;
    throw stop;
  }
}

class Parser {
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;
  /** Names that do not exist are reported after the grammar, as httpd does; it keeps the last. */
  private unknown: ExpressionFault | null = null;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  run(kind: ExpressionKind): ExpressionFault | null {
    if (kind === 'string') this.texts();
    else this.condition();
    if (this.next.kind !== 'end') this.fail('nothing more', kind === 'string');
    return this.unknown;
  }

  private get next(): Token {
    return this.tokens[this.at]!;
  }

  private take(): Token {
    const token = this.next;
    if (token.kind !== 'end' && token.kind !== 'faulty') this.at++;
    return token;
  }

  private skip(kind: TokenKind): boolean {
    if (this.next.kind !== kind) return false;
    this.at++;
    return true;
  }

  private expect(kind: TokenKind, wanted: string): void {
    if (!this.skip(kind)) this.fail(wanted);
  }

  private fail(wanted: string, plain = false): never {
    const { kind, text, at, end } = this.next;
    if (kind === 'faulty') throw new Stop({ problem: readable(text), httpd: plain ? text : 'syntax error', at, end });
    const found = kind === 'end' ? 'the expression ends' : `“${text}” stands`;
    throw new Stop({ problem: `${found} where httpd wants ${wanted}`, httpd: 'syntax error', at, end });
  }

  private missing(token: Token, httpd: string, problem: string): void {
    this.unknown = { problem, httpd, at: token.at, end: token.end };
  }

  private condition(): void {
    this.operand();
    while (this.next.kind === 'or' || this.next.kind === 'and') {
      this.at++;
      this.operand();
    }
  }

  private deeper(read: () => void): void {
    if (++this.depth > DEPTH) throw new Stop(null);
    read();
    this.depth--;
  }

  private operand(): void {
    this.deeper(() => this.innerOperand());
  }

  private innerOperand(): void {
    const token = this.next;
    switch (token.kind) {
      case 'true':
      case 'false':
        this.at++;
        break;
      case 'not':
        this.at++;
        this.operand();
        break;
      case '(':
        this.at++;
        this.condition();
        this.expect(')', '“)”, “and” or “or”');
        break;
      case 'unary':
        this.at++;
        this.unary(token);
        break;
      default:
        this.comparison();
    }
  }

  private unary(operator: Token): void {
    const name = operator.text.slice(1);
    const argument = this.word();
    if (!UNARY.includes(name)) {
      this.missing(operator, `Unary operator '-${name}' does not exist`, `there is no operator -${name}`);
      return;
    }
    if (name === 'R') this.subnet(operator, argument);
  }

  /** `-R` and `-ipmatch` want an address that is written out. */
  private subnet(operator: Token, argument: Token | null): void {
    if (argument === null) {
      this.missing(
        operator,
        `${operator.text} requires subnet/netmask as constant argument`,
        `${operator.text} wants an address or a network that is written out`,
      );
      return;
    }
    if (subnetFault(argument.text) !== null) this.missing(argument, 'parsing of subnet/netmask failed', `“${argument.text}” is not an address or a network`);
  }

  private comparison(): void {
    const start = this.next;
    if (!this.startsWord()) this.fail('a condition, such as a quoted text or a %{VARIABLE} with a comparison', true);
    this.word();
    const operator = this.take();
    if (operator.kind === 'compare') this.word();
    else if (operator.kind === 'binary') this.binary(operator);
    else if (operator.kind === 'match') this.regex();
    else if (operator.kind === 'in') this.list();
    else {
      if (operator.kind !== 'end' && operator.kind !== 'faulty') this.at--;
      this.fail(`a comparison behind “${start.text}”, such as ==, =~ or -in`);
    }
  }

  private binary(operator: Token): void {
    const name = operator.text.slice(1);
    const argument = this.word();
    if (!knows(BINARY, name)) {
      this.missing(operator, `Binary operator '-${name}' does not exist`, `there is no operator -${name}`);
      return;
    }
    if (name.toLowerCase() === 'ipmatch') this.subnet(operator, argument);
  }

  private regex(): void {
    const token = this.next;
    this.expect('regex', 'a regular expression such as /^x/ or m#^/x#');
    const fault = regexFault(token.text);
    if (fault === null) return;
    throw new Stop({ problem: `the regular expression ${fault.problem}`, httpd: 'Failed to compile regular expression', at: token.at, end: token.end });
  }

  private list(): void {
    const token = this.take();
    if (token.kind === '{') {
      this.word();
      while (this.skip(',')) this.word();
      this.expect('}', '“,” or “}”');
      return;
    }
    if (token.kind !== 'name') {
      if (token.kind !== 'end' && token.kind !== 'faulty') this.at--;
      this.fail("a list such as {'a', 'b'}");
    }
    this.call();
    if (!knows(LIST_FUNCTIONS, token.text))
      this.missing(token, `List-returning function '${token.text}' does not exist`, `there is no function ${token.text} that gives a list`);
  }

  private startsWord(): boolean {
    return ['digits', 'open-variable', 'backref', 'name', 'quote'].includes(this.next.kind);
  }

  /** A word with all that is joined to it by dots; gives the token of a text that is written out. */
  private word(): Token | null {
    let constant = this.part();
    while (this.skip('concat')) {
      this.part();
      constant = null;
    }
    return constant;
  }

  private part(): Token | null {
    if (!this.startsWord()) this.fail('a word: a number, a text in quotes, a %{VARIABLE} or a function');
    const token = this.take();
    if (token.kind === 'open-variable') this.variable();
    else if (token.kind === 'quote') return this.quoted();
    else if (token.kind === 'name') {
      this.call();
      this.known(token);
    }
    return null;
  }

  private quoted(): Token | null {
    const first = this.next;
    if (this.skip('unquote')) return { ...first, kind: 'string', text: '' };
    this.texts();
    this.expect('unquote', 'the closing quote');
    return first.kind === 'string' && this.tokens[this.at - 2] === first ? first : null;
  }

  private call(): void {
    this.expect('(', '“(”: texts are written in quotes');
    this.deeper(() => this.word());
    this.expect(')', '“)”');
  }

  private texts(): void {
    this.text();
    while (['string', 'open-variable', 'backref'].includes(this.next.kind)) this.text();
  }

  private text(): void {
    if (this.skip('string') || this.skip('backref')) return;
    if (!this.skip('open-variable')) this.fail('a text or a %{VARIABLE}', true);
    this.variable();
  }

  private variable(): void {
    const name = this.next;
    this.expect('name', 'the name of a variable');
    if (this.skip(':')) {
      this.deeper(() => this.texts());
      this.expect('close-variable', '“}”');
      this.known(name);
      return;
    }
    this.expect('close-variable', '“}” or “:”');
    if (!/^(?:SSL|HC)_/i.test(name.text) && !knows(VARIABLES, name.text)) {
      const header = headerOf(name.text);
      const hint = header === undefined ? '' : `; write %{req:${header}} for the request's header`;
      this.missing(name, `Variable '${name.text}' does not exist`, `there is no variable ${name.text}${hint}`);
    }
  }

  private known(name: Token): void {
    if (!knows(FUNCTIONS, name.text)) this.missing(name, `Function '${name.text}' does not exist`, `there is no function ${name.text}`);
  }
}
