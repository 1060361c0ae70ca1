/**
 * The statements of a Python file: all of them, or those that run when it is imported, which are those at its top and in `if`,
 * `try` and `with` there, not those in functions and classes. A reader of text that runs nothing; what it cannot tell it leaves open.
 */

/** One statement. */
export interface PythonStatement {
  /** Its text without comments, continuation lines joined. */
  readonly code: string;
  /** The same with the insides of its strings taken out, so that words in them are not mistaken for names. */
  readonly bare: string;
  /** Columns before it; what stands on a line behind `if x:` counts as one column deeper than the line. */
  readonly indent: number;
  /** The line that it begins on, counted from 0. */
  readonly row: number;
}

/** Words that begin a line with a block: `match` and `case` are names elsewhere, and hold nothing that matters here. */
const HEADER = /^(?:if|elif|else|for|while|try|except|finally|with|def|class|async\s+(?:def|for|with))\b/;

/** Signs that mean nothing to the one who looks for the ends of statements. */
const ORDINARY = /[^"'#\\\n;:()[\]{}]*/y;

/** All statements of a module in their order. The header of a block is a statement of its own. */
export function allStatements(text: string): PythonStatement[] {
  return new Scanner(text.replaceAll(/\r\n?/g, '\n')).statements();
}

/** The statements of a module, those in functions and classes left out. */
export function moduleStatements(text: string): PythonStatement[] {
  const found: PythonStatement[] = [];
  let inside = Number.POSITIVE_INFINITY;
  for (const statement of allStatements(text)) {
    if (statement.indent > inside) continue;
    inside = /^(?:async\s+def|def|class)\b/.test(statement.bare) ? statement.indent : Number.POSITIVE_INFINITY;
    found.push(statement);
  }
  return found;
}

/** The end of the string that begins with the quotation mark at `at`; one of a single line ends with the line at the latest. */
export function endOfString(text: string, at: number): number {
  const quote = text[at]!;
  const mark = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
  let end = at + mark.length;
  while (end < text.length && !text.startsWith(mark, end)) {
    if (mark.length === 1 && text[end] === '\n') break;
    end += text[end] === '\\' ? 2 : 1;
  }
  return Math.min(end + mark.length, text.length);
}

/** Cuts a text into logical lines, and those at semicolons and behind the colon of a header. */
class Scanner {
  private readonly text: string;
  private at = 0;
  private code = '';
  private bare = '';
  private depth = 0;
  private indent = 0;
  private row = 0;
  /** The row of the first sign of a statement. */
  private began = 0;
  private hasBegun = false;
  private readonly found: PythonStatement[] = [];

  constructor(text: string) {
    this.text = text;
  }

  statements(): PythonStatement[] {
    this.measureIndent();
    while (this.at < this.text.length) this.step();
    this.finish();
    return this.found;
  }

  private step(): void {
    const sign = this.text[this.at]!;
    if (sign === '"' || sign === "'") this.string(sign);
    else if (sign === '#') this.skipComment();
    else if (sign === '\\' && this.text[this.at + 1] === '\n') this.take('  ', ' ', ' ');
    else if (sign === '\n') this.lineEnd();
    else if (sign === ';' && this.depth === 0) this.cut();
    else if (sign === ':' && this.depth === 0 && this.text[this.at + 1] !== '=' && HEADER.test(this.bare.trimStart())) this.header();
    else this.plain(sign);
  }

  private plain(sign: string): void {
    if ('([{'.includes(sign)) this.depth++;
    if (')]}'.includes(sign)) this.depth = Math.max(0, this.depth - 1);
    ORDINARY.lastIndex = this.at + 1;
    const read = sign + (ORDINARY.exec(this.text)?.[0] ?? '');
    this.take(read, read, read);
  }

  /** Goes on by the length of `read` and keeps `code` and `bare` of it. */
  private take(read: string, code: string, bare: string): void {
    if (!this.hasBegun) this.began = this.row;
    this.hasBegun ||= code.trim() !== '';
    this.at += read.length;
    for (let line = read.indexOf('\n'); line !== -1; line = read.indexOf('\n', line + 1)) this.row++;
    this.code += code;
    this.bare += bare;
  }

  private string(quote: string): void {
    const read = this.text.slice(this.at, endOfString(this.text, this.at));
    this.take(read, read, quote + quote);
  }

  private skipComment(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end === -1 ? this.text.length : end;
  }

  private lineEnd(): void {
    if (this.depth > 0) this.take('\n', ' ', ' ');
    else {
      this.cut();
      this.measureIndent();
    }
  }

  /** Ends a statement; the next one on the same line keeps its indentation. */
  private cut(): void {
    this.finish();
    if (this.text[this.at] === '\n') this.row++;
    this.at++;
  }

  /** Ends a header; what follows on the same line is its block. */
  private header(): void {
    this.take(':', ':', ':');
    this.finish();
    this.indent++;
  }

  private finish(): void {
    const [code, bare] = [this.code.trim(), this.bare.trim()];
    if (code !== '') this.found.push({ code, bare, indent: this.indent, row: this.began });
    this.code = '';
    this.bare = '';
    this.hasBegun = false;
  }

  private measureIndent(): void {
    const [blanks = ''] = /^[ \t\f]*/.exec(this.text.slice(this.at, this.at + 400)) ?? [];
    this.indent = blanks.replaceAll('\t', '        ').length;
    this.at += blanks.length;
  }
}
