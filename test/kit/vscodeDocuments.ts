/** Documents of the made-up editor: places in them, and edits. */
import { writeFileSync } from 'node:fs';
import type { URI } from 'vscode-uri';

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
  isBeforeOrEqual(other: Position): boolean {
    return this.line < other.line || (this.line === other.line && this.character <= other.character);
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(...place: readonly [Position, Position] | readonly [number, number, number, number]) {
    const [start, end] = place.length === 2 ? place : [new Position(place[0], place[1]), new Position(place[2], place[3])];
    this.start = start;
    this.end = end;
  }
  contains(place: Position | Range): boolean {
    const { start, end } = place instanceof Range ? place : { start: place, end: place };
    return this.start.isBeforeOrEqual(start) && end.isBeforeOrEqual(this.end);
  }
}

export class Selection extends Range {
  get active(): Position {
    return this.end;
  }
}

interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** A file to make. */
export interface Created {
  readonly uri: URI;
  readonly contents: Uint8Array;
  /** Whether a file that is there stays, and the rest is done all the same. */
  readonly ignoreIfExists: boolean;
  /** Whether the person is shown it first. */
}

export class WorkspaceEdit {
  readonly #edits = new Map<string, [URI, Edit[]]>();
  /** Files to make where they are not there. */
  readonly created: Created[] = [];

  replace(uri: URI, range: Range, text: string): void {
    const [, edits] = this.#edits.get(uri.toString()) ?? [uri, []];
    this.#edits.set(uri.toString(), [uri, [...edits, { range, text }]]);
  }
  createFile(uri: URI, { contents, ignoreIfExists }: Partial<Created> = {}): void {
    this.created.push({ uri, contents: contents ?? new Uint8Array(), ignoreIfExists: ignoreIfExists ?? false });
  }
  insert(uri: URI, at: Position, text: string): void {
    this.replace(uri, new Range(at, at), text);
  }
  entries(): readonly [URI, readonly Edit[]][] {
    return [...this.#edits.values()];
  }
  get size(): number {
    return this.#edits.size;
  }
}

export class Document {
  readonly uri: URI;
  readonly languageId: string;
  isDirty = false;
  #text: string;
  #version = 1;

  constructor(uri: URI, text: string, languageId: string) {
    this.uri = uri;
    this.#text = text;
    this.languageId = languageId;
  }

  get version(): number {
    return this.#version;
  }
  get lineCount(): number {
    return this.#text.split('\n').length;
  }
  get fileName(): string {
    return this.uri.fsPath;
  }
  getText(): string {
    return this.#text;
  }
  lineAt(line: number): { readonly text: string; readonly range: Range } {
    const text = this.#text.split('\n')[line] ?? '';
    return { text, range: new Range(line, 0, line, text.length) };
  }
  async save(): Promise<boolean> {
    writeFileSync(this.uri.fsPath, this.#text);
    this.isDirty = false;
    return true;
  }
  offsetAt({ line, character }: Position): number {
    const lines = this.#text.split('\n').slice(0, line);
    return lines.reduce((sum, one) => sum + one.length + 1, 0) + character;
  }

  /** Applies edits, whose places are those of the text before. */
  apply(edits: readonly Edit[]): void {
    const inOrder = edits.map(({ range, text }) => ({ from: this.offsetAt(range.start), to: this.offsetAt(range.end), text }));
    for (const { from, to, text } of inOrder.sort((one, other) => other.from - one.from)) this.#text = this.#text.slice(0, from) + text + this.#text.slice(to);
    this.#version += 1;
    this.isDirty = true;
  }
}
