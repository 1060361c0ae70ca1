/**
 * From a reading to entries: what httpd holds once it has read everything. Lists are kept per block, so that what did not
 * change gives the same entries again.
 */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Block } from '../../syntax/block.ts';
import { firstInk, type Line } from '../../syntax/line.ts';
import type { Section } from '../../syntax/section.ts';
import { type Statement, statementOf } from '../../syntax/statement.ts';
import { isConditional } from '../conditions.ts';
import type { FileReading, Part, Reading, UseReading } from '../reading/reading.ts';
import { knownTag, type Scope, type Scopes } from '../scope.ts';
import type { Entry, Origin, SourceFile } from './entry.ts';

/** Where entries are collected. */
interface Around {
  readonly file: SourceFile;
  readonly scope: Scope;
  readonly uses: readonly Origin[];
}

interface Kept {
  readonly around: Around;
  readonly reading: Reading | null;
  readonly entries: readonly Entry[];
}

/** A list in the making, and the entries that its lines came to the last time: what lines include changes more often than the lines. */
interface Collection {
  readonly entries: Entry[];
  readonly lines: ReadonlyMap<Line, LineEntry>;
}

const NONE: readonly Origin[] = [];
const NO_LINES: Collection['lines'] = new Map();

/** Collects entries, remembering what it has collected. */
export class Entries {
  private readonly kept = new WeakMap<Block | Section, Kept[]>();
  private readonly ofFiles = new WeakMap<FileReading, readonly Entry[]>();
  private readonly ofUses = new WeakMap<UseReading, readonly Entry[]>();
  private readonly scopes: Scopes;
  private readonly knowledge: Knowledge;

  constructor(scopes: Scopes, knowledge: Knowledge) {
    this.scopes = scopes;
    this.knowledge = knowledge;
  }

  /** The entries of a file, those of the files that it includes in their places. */
  of(reading: FileReading): readonly Entry[] {
    const known = this.ofFiles.get(reading);
    if (known !== undefined) return known;
    const entries = this.block(reading.tree.root, reading.reading, { file: reading.file, scope: reading.scope, uses: NONE });
    this.ofFiles.set(reading, entries);
    return entries;
  }

  /** The entries of a block, those of conditional sections in their places. */
  block(block: Block, reading: Reading | null, around: Around): readonly Entry[] {
    return this.remembered(block, reading, around, (before) => {
      const entries: Entry[] = [];
      const lines = before === null ? NO_LINES : linesIn(before, around.file);
      for (const child of block.children) this.part(child, reading?.children.get(child) ?? null, around, { entries, lines });
      return entries;
    });
  }

  private part(part: Part, reading: Reading | null, around: Around, collection: Collection): void {
    const { entries } = collection;
    if (part.type === 'block') append(entries, this.block(part, reading, around));
    else if (part.type === 'section') append(entries, this.section(part, reading, around));
    else if (part.kind === 'directive') this.line(part, reading, around, collection);
  }

  private line(line: Line, reading: Reading | null, around: Around, { entries, lines }: Collection): void {
    const before = lines.get(line);
    const isSame = before !== undefined && before.scope === around.scope && before.was === (reading?.statement ?? null);
    entries.push(isSame ? before : new LineEntry(line, reading, around));
    for (const file of reading?.included ?? []) append(entries, this.of(file));
    if (reading?.use) append(entries, this.use(reading.use, around));
  }

  private use(use: UseReading, around: Around): readonly Entry[] {
    const known = this.ofUses.get(use);
    if (known !== undefined) return known;
    const inside = { file: use.macro.file, scope: use.scope, uses: [...around.uses, use.at] };
    const entries = this.block(use.macro.section.body, use.body, inside);
    this.ofUses.set(use, entries);
    return entries;
  }

  private section(section: Section, reading: Reading | null, around: Around): readonly Entry[] {
    const certainty = reading?.certainty ?? 'active';
    if (certainty === 'inactive' || certainty === 'template') return [];
    const inside = { ...around, scope: this.scopes.inside(around.scope, section, certainty) };
    const body = reading?.children.get(section.body) ?? null;
    if (isConditional(knownTag(section.tag, this.knowledge))) return this.block(section.body, body, inside);
    return this.remembered(section, reading, around, () => [new SectionEntry(section, reading, around, () => this.block(section.body, body, inside))]);
  }

  private remembered(
    part: Block | Section,
    reading: Reading | null,
    around: Around,
    work: (before: readonly Entry[] | null) => readonly Entry[],
  ): readonly Entry[] {
    if (around.uses.length > 0) return work(null);
    const known = this.kept.get(part) ?? [];
    const alike = known.filter((one) => one.around.scope === around.scope && one.around.file.path === around.file.path);
    const found = alike.find((one) => one.reading === reading);
    if (found !== undefined) return found.entries;
    const entries = work(alike[0]?.entries ?? null);
    this.kept.set(part, [{ around, reading, entries }, ...known.slice(0, 3)]);
    return entries;
  }
}

/** The directives of a file in a list, by their lines. */
function linesIn(entries: readonly Entry[], { path }: SourceFile): Collection['lines'] {
  const own = entries.filter((entry): entry is LineEntry => entry instanceof LineEntry && !entry.section && entry.file.path === path);
  return new Map(own.map((entry) => [entry.line, entry]));
}

/** Unlike `push(...more)` it takes lists of any length. */
function append(entries: Entry[], more: readonly Entry[]): void {
  for (const entry of more) entries.push(entry);
}

/** What directives and sections have in common; their statements are taken apart when somebody asks. */
class LineEntry implements Entry {
  readonly line: Line;
  readonly file: SourceFile;
  readonly scope: Scope;
  readonly uses: readonly Origin[];
  readonly name: string;
  /** The line as reading changed it; null for one that it left alone. */
  readonly was: Statement | null;
  private read: Statement | null;

  constructor(line: Line, reading: Reading | null, { file, scope, uses }: Around) {
    this.line = line;
    this.file = file;
    this.scope = scope;
    this.uses = uses;
    this.was = reading?.statement ?? null;
    this.read = this.was;
    this.name = this.read === null ? nameIn(line) : this.read.name.toLowerCase();
  }

  get section(): boolean {
    return false;
  }

  get statement(): Statement {
    this.read ??= statementOf(this.line)!;
    return this.read;
  }

  get children(): readonly Entry[] {
    return [];
  }
}

class SectionEntry extends LineEntry {
  private collected: readonly Entry[] | null = null;
  private readonly collect: () => readonly Entry[];

  constructor(section: Section, reading: Reading | null, around: Around, collect: () => readonly Entry[]) {
    super(section.open, reading, around);
    this.collect = collect;
  }

  override get section(): boolean {
    return true;
  }

  override get children(): readonly Entry[] {
    this.collected ??= this.collect();
    return this.collected;
  }
}

/** The name that a line begins with, in lower case; the plain case is found without taking the line apart. */
function nameIn(line: Line): string {
  if (line.tag !== '') return line.tag;
  const plain = /[\w.-]+(?=[ \t\r\n]|$)/y;
  plain.lastIndex = firstInk(line.text);
  return (plain.exec(line.text)?.[0] ?? statementOf(line)?.name ?? '').toLowerCase();
}
