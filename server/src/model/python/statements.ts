/**
 * The statements of a Python file that run when it is imported: those at its top and in `if`, `try` and `with` there, not
 * those in functions and classes. A reader of text that runs nothing; what it cannot tell it leaves open.
 */

/** One statement. */
export interface PythonStatement {
  /** Its text without comments, continuation lines joined. */
  readonly code: string;
  /** The same with the insides of its strings taken out, so that words in them are not mistaken for names. */
  readonly bare: string;
  readonly indent: number;
}

/** The statements of a module, those in functions and classes left out. */
export function moduleStatements(text: string): PythonStatement[] {
  const found: PythonStatement[] = [];
  let inside = Number.POSITIVE_INFINITY;
  for (const statement of new Scanner(text.replaceAll('\r\n', '\n')).statements()) {
    if (statement.indent > inside) continue;
    inside = /^(?:async\s+def|def|class)\b/.test(statement.bare) ? statement.indent : Number.POSITIVE_INFINITY;
    found.push(statement);
  }
  return found;
}

/** Cuts a text into logical lines, and those at semicolons. */
class Scanner {
  private readonly text: string;
  private at = 0;
  private code = '';
  private bare = '';
  private depth = 0;
  private indent = 0;
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
    else this.plain(sign);
  }

  private plain(sign: string): void {
    if ('([{'.includes(sign)) this.depth++;
    if (')]}'.includes(sign)) this.depth = Math.max(0, this.depth - 1);
    this.take(sign, sign, sign);
  }

  /** Goes on by the length of `read` and keeps `code` and `bare` of it. */
  private take(read: string, code: string, bare: string): void {
    this.at += read.length;
    this.code += code;
    this.bare += bare;
  }

  private string(quote: string): void {
    const mark = this.text.startsWith(quote.repeat(3), this.at) ? quote.repeat(3) : quote;
    let end = this.at + mark.length;
    while (end < this.text.length && !this.text.startsWith(mark, end)) {
      if (mark.length === 1 && this.text[end] === '\n') break;
      end += this.text[end] === '\\' ? 2 : 1;
    }
    const read = this.text.slice(this.at, end + mark.length);
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
    this.at++;
  }

  private finish(): void {
    if (this.code.trim() !== '') this.found.push({ code: this.code.trim(), bare: this.bare.trim(), indent: this.indent });
    this.code = '';
    this.bare = '';
  }

  private measureIndent(): void {
    const [blanks = ''] = /^[ \t\f]*/.exec(this.text.slice(this.at, this.at + 400)) ?? [];
    this.indent = blanks.replaceAll('\t', '        ').length;
    this.at += blanks.length;
  }
}
