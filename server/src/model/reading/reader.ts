/**
 * Reading a configuration as httpd does (server/config.c, ap_build_config): line by line, running at once what has to be
 * run while reading. A part that was read before is not read again where it would ask the same and get the same answers.
 */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Block } from '../../syntax/block.ts';
import type { Line } from '../../syntax/line.ts';
import type { Section } from '../../syntax/section.ts';
import { type Statement, statementOf } from '../../syntax/statement.ts';
import { cook } from '../../syntax/words.ts';
import { type Certainty, conditionOf, isConditional, isForeign } from '../conditions.ts';
import type { Origin, SourceFile } from '../configuration/entry.ts';
import { knownTag, type Scope, type Scopes } from '../scope.ts';
import type { Target } from '../target.ts';
import { answersFrom } from './answers.ts';
import { runDirective } from './directives.ts';
import { DEPTH_LIMIT } from './include.ts';
import { isOfInterest } from './interest.ts';
import { variable } from './keys.ts';
import { type MacroText, macroIn } from './macros.ts';
import type { FileReading, Part, Reading, Trouble, UseReading } from './reading.ts';
import { type Beginning, State, UNKNOWN } from './state.ts';
import { withParameters, withVariables } from './substitute.ts';

/** Where a part is being read. */
export interface Around {
  readonly file: SourceFile;
  readonly scope: Scope;
  /** How many includes deep. */
  readonly depth: number;
  /** What stands for a macro's parameters; null outside of macros. */
  readonly parameters: UseReading['parameters'] | null;
  /** The names of the macros that are being used, and where, outermost first. */
  readonly uses: readonly Origin[];
  readonly macros: readonly string[];
}

/** What a line did besides asking and telling. */
export interface Done {
  readonly included?: readonly FileReading[];
  readonly use?: UseReading;
  readonly troubles?: readonly Trouble[];
}

/** How a reading of a file begins. */
export interface Start {
  readonly file: SourceFile;
  readonly tree: FileReading['tree'];
  readonly beginning: Beginning;
}

/** What a reading is made with. */
export interface ReaderOptions {
  readonly knowledge: Knowledge;
  readonly target: Target;
  readonly scopes: Scopes;
  /** Whether included files are read; otherwise the document stands alone. */
  readonly followsIncludes: boolean;
  /** Whether files that a line names, such as modules, may be looked for. */
  looksForFiles(state: State): boolean;
  /** Where a path of the configuration lies on this machine. */
  placeOf(path: string, state: State): string;
}

/** Most readings of one part that are kept. */
const KEPT = 4;
/** Most lines that one reading looks at. */
const LINE_BUDGET = 2_000_000;

/** Reads one configuration again and again as it changes. */
export class Reader {
  readonly options: ReaderOptions;
  private readonly read = new WeakMap<Part, Reading[]>();
  private readonly files = new WeakMap<Block, FileReading[]>();
  private state = new State(() => undefined);
  private stopped = false;
  private budget = 0;

  constructor(options: ReaderOptions) {
    this.options = options;
  }

  /** Reads a configuration from its first file; gives the reading and what is known at its end. */
  readFrom({ file, tree, beginning }: Start): { readonly root: FileReading; readonly state: State } {
    this.state = new State(beginning);
    this.stopped = false;
    this.budget = LINE_BUDGET;
    const around: Around = { file, scope: this.options.scopes.root, depth: 0, parameters: null, uses: [], macros: [] };
    return { root: this.file(tree, around), state: this.state };
  }

  /** Ends reading: nothing behind this line is looked at any more, as after a fatal error of httpd. */
  stop(): void {
    this.stopped = true;
  }

  /** How certain a section's own condition makes what stands inside, as it was last read in a scope. */
  certaintyIn(scope: Scope, section: Section): Certainty {
    return this.read.get(section)?.find((reading) => reading.scope === scope)?.certainty ?? 'active';
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  /** Reads a file. */
  file(tree: FileReading['tree'], around: Around): FileReading {
    const { file, scope } = around;
    const reading = isOfInterest(tree.root, this.options.knowledge) ? this.block(tree.root, around) : null;
    const known = this.files.get(tree.root) ?? [];
    const same = known.find((other) => other.reading === reading && other.scope === scope && other.file.path === file.path);
    if (same !== undefined) return same;
    const made = { file, tree, scope, reading };
    this.files.set(tree.root, [made, ...known.slice(0, KEPT - 1)]);
    return made;
  }

  /** Reads a block. */
  block(block: Block, around: Around): Reading {
    return this.remembered(block, around, () => {
      const children = new Map<Part, Reading>();
      for (const child of block.children) {
        if (this.stopped) break;
        const reading = this.part(child, around);
        if (reading !== null) children.set(child, reading);
      }
      return { children };
    });
  }

  private part(part: Part, around: Around): Reading | null {
    if (around.parameters === null && !isOfInterest(part, this.options.knowledge)) return null;
    if (part.type === 'block') return this.block(part, around);
    if (--this.budget < 0) this.stop();
    return part.type === 'section' ? this.section(part, around) : this.line(part, around);
  }

  private line(line: Line, around: Around): Reading | null {
    if (line.kind === 'blank' || line.kind === 'comment') return null;
    return this.remembered(line, around, () => {
      const { statement, changed, troubles } = this.statement(line, around);
      if (statement === null || line.kind !== 'directive') return { statement: changed ? statement : null, troubles };
      const done = runDirective(this, this.state, statement, { line, around });
      return { ...done, statement: changed ? statement : null, troubles: [...troubles, ...(done.troubles ?? [])] };
    });
  }

  private section(section: Section, around: Around): Reading {
    return this.remembered(section, around, () => {
      const { statement, changed, troubles } = this.statement(section.open, around);
      const certainty = this.condition(section, statement, around);
      const done = { certainty, statement: changed ? statement : null, troubles };
      if (certainty === 'inactive' || certainty === 'template') return done;
      const inside = { ...around, scope: this.options.scopes.inside(around.scope, section, certainty) };
      const body = this.part(section.body, inside);
      return { ...done, children: body === null ? new Map() : new Map<Part, Reading>([[section.body, body]]) };
    });
  }

  private condition(section: Section, statement: Statement | null, around: Around): Certainty {
    const { knowledge, target } = this.options;
    const tag = knownTag(section.tag, knowledge);
    if (tag === 'macro') {
      const macro = statement === null ? null : macroIn(section, statement, around.file);
      if (macro !== null) this.defineMacro(macro, around);
      return 'template';
    }
    if (isForeign(tag, knowledge)) return 'template';
    if (!isConditional(tag) || statement === null) return 'active';
    return conditionOf(tag, statement, answersFrom(this.state, knowledge, target));
  }

  private defineMacro(macro: MacroText, { scope }: Around): void {
    this.state.tell('any macro', true);
    this.state.tell(`macro:${macro.name.toLowerCase()}`, scope.certainty === 'active' ? macro : UNKNOWN);
  }

  /** A line with parameters and variables put in. */
  private statement(
    line: Line,
    { parameters }: Around,
  ): { readonly statement: Statement | null; readonly changed: boolean; readonly troubles: readonly Trouble[] } {
    if (parameters === null && !line.text.includes('${')) return { statement: statementOf(line), changed: false, troubles: [] };
    const written = cook(line);
    const filled = parameters === null ? written : withParameters(written, parameters);
    const { cooked, missing } = withVariables(filled, (name) => variable(this.state, name));
    const statement = statementOf(line, cooked);
    const troubles = missing.map((name): Trouble => ({ kind: 'undefined-variable', subject: name, ...this.span(line, `\${${name}}`) }));
    return { statement, changed: cooked !== written, troubles };
  }

  private span(line: Line, text: string): { start: number; end: number } {
    const at = line.text.indexOf(text);
    return at === -1 ? { start: 0, end: line.text.trimEnd().length } : { start: at, end: at + text.length };
  }

  /** A reading of a part that was made before and holds here, or one made now. */
  private remembered(part: Part, around: Around, work: () => Partial<Reading> & Done): Reading {
    const known = around.parameters === null ? (this.read.get(part) ?? []) : [];
    const found = known.find(
      (reading) => reading.scope === around.scope && around.depth + reading.height <= DEPTH_LIMIT && reading.trace !== null && this.state.agrees(reading.trace),
    );
    if (found !== undefined) {
      this.state.repeat(found.trace!);
      return found;
    }
    const { result, trace } = this.state.recorded(work);
    const reading = completed(result, around.scope, trace);
    if (around.parameters === null && !this.stopped && trace !== null) this.read.set(part, [reading, ...known.slice(0, KEPT - 1)]);
    return reading;
  }
}

function completed(made: Partial<Reading> & Done, scope: Scope, trace: Reading['trace']): Reading {
  const children = made.children ?? new Map<Part, Reading>();
  const included = made.included ?? [];
  let height = 0;
  let carries = included.length > 0 || made.use !== undefined || (made.troubles?.length ?? 0) > 0;
  for (const child of children.values()) {
    height = Math.max(height, child.height);
    carries ||= child.carries;
  }
  for (const { reading } of included) height = Math.max(height, 1 + (reading?.height ?? 0));
  if (made.use) height = Math.max(height, made.use.body.height);
  return {
    scope,
    trace,
    children,
    certainty: made.certainty ?? 'active',
    statement: made.statement ?? null,
    included,
    use: made.use ?? null,
    troubles: made.troubles ?? [],
    height,
    carries,
  };
}
