/**
 * Reading a configuration as httpd does (server/config.c, ap_build_config): line by line, running at once what has to be
 * run while reading. A part that was read before is not read again where it would ask the same and get the same answers.
 */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Block } from '../../syntax/block.ts';
import type { Line } from '../../syntax/line.ts';
import type { Section } from '../../syntax/section.ts';
import { type Statement, statementOf } from '../../syntax/statement.ts';
import { cook, LINE_LIMIT } from '../../syntax/words.ts';
import { type Certainty, conditionOf, isConditional, isForeign } from '../conditions.ts';
import type { SourceFile } from '../configuration/entry.ts';
import { knownTag, type Scope, type Scopes } from '../scope.ts';
import type { Target } from '../target.ts';
import { answersFrom } from './answers.ts';
import { LINE_BUDGET, MACRO_WEIGHT, PUT_IN_WEIGHT, TEXT_SHIFT } from './budget.ts';
import { runDirective } from './directives.ts';
import { DEPTH_LIMIT } from './include.ts';
import { bringsMore, isOfInterest, mayHoldVariables } from './interest.ts';
import { tellUnread, variable } from './keys.ts';
import { type MacroText, macroIn, type Parameters } from './macros.ts';
import { completed, type Done, type FileReading, type Part, type Reading, spanOf, type Trouble } from './reading.ts';
import { type Beginning, State, UNKNOWN } from './state.ts';
import { withParameters, withVariables } from './substitute.ts';

/** Where a part is being read. */
export interface Around {
  readonly file: SourceFile;
  readonly scope: Scope;
  /** The files that are being read, by their paths with links followed, outermost first: one for each include. */
  readonly within: readonly string[];
  /** What stands for the parameters of a macro, and of those that it was defined in, outermost first; null outside of macros. */
  readonly given: readonly Parameters[] | null;
  /** The names of the macros that are being used, outermost first. */
  readonly macros: readonly string[];
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
  /** Where a path of the configuration lies on this machine; null where nobody can know. */
  placeOf(path: string, state: State): string | null;
}

/** Most readings of one part that are kept. */
const KEPT = 4;
/** Reads one configuration again and again as it changes. */
export class Reader {
  readonly options: ReaderOptions;
  private readonly read = new WeakMap<Part, Reading[]>();
  private readonly files = new WeakMap<Block, FileReading[]>();
  private state = new State(() => undefined);
  private stopped = false;
  /** Whether reading has just ended since files went round in a circle, and no line is blamed for it yet. */
  inCircle = false;
  private budget = 0;

  constructor(options: ReaderOptions) {
    this.options = options;
  }

  /** Reads a configuration from its first file; gives the reading and what is known at its end. */
  readFrom({ file, tree, beginning }: Start): { readonly root: FileReading; readonly state: State } {
    this.state = new State(beginning);
    this.stopped = false;
    this.inCircle = false;
    this.budget = LINE_BUDGET;
    const around: Around = { file, scope: this.options.scopes.root, within: [file.real], given: null, macros: [] };
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

  /** Whether reading ended because there was too much to read. */
  get isExhausted(): boolean {
    return this.budget < 0;
  }

  /** Reads a file. */
  file(tree: FileReading['tree'], around: Around): FileReading {
    const { file, scope } = around;
    this.budget -= PUT_IN_WEIGHT;
    const reading = this.part(tree.root, around);
    const known = this.files.get(tree.root) ?? [];
    const same = known.find((other) => other.reading === reading && other.scope === scope && other.file.path === file.path);
    if (same !== undefined) return same;
    const made = { file, tree, scope, reading };
    this.files.set(tree.root, [made, ...known.slice(0, KEPT - 1)]);
    return made;
  }

  /** Reads the text of a macro. */
  macro({ section }: MacroText, around: Around): Reading {
    this.budget -= PUT_IN_WEIGHT;
    return this.block(section.body, around);
  }

  private block(block: Block, around: Around): Reading {
    return this.remembered(block, around, () => {
      const children = new Map<Part, Reading>();
      for (const child of block.children) {
        const reading = this.part(child, around);
        if (reading !== null) children.set(child, reading);
      }
      return children.size === 0 ? {} : { children };
    });
  }

  private part(part: Part, around: Around): Reading | null {
    if (around.given === null && !isOfInterest(part, this.options.knowledge)) {
      this.budget -= part.breaks;
      return null;
    }
    if (part.type === 'block') return this.block(part, around);
    return part.type === 'section' ? this.section(part, around) : this.line(part, around);
  }

  private line(line: Line, around: Around): Reading | null {
    if (line.kind === 'blank' || line.kind === 'comment' || this.stopped) return null;
    if (bringsMore(line)) return this.remembered(line, around, () => this.lineAnew(line, around));
    // other lines are sooner read again than remembered, and leave mostly nothing but what they told
    const before = this.budget;
    const done = this.lineAnew(line, around);
    const reading = completed(done, { scope: around.scope, trace: null, cost: before - this.budget });
    return reading.carries || reading.statement !== null ? reading : null;
  }

  private lineAnew(line: Line, around: Around): Partial<Reading> & Done {
    const limit = this.spend(line, around);
    if (this.stopped) return { troubles: limit };
    const { statement, changed, settled, troubles } = this.statement(line, around);
    if (statement === null || line.kind !== 'directive') return { statement: changed ? statement : null, troubles };
    const done = runDirective(this, this.state, statement, { line, around, settled });
    return { ...done, statement: changed ? statement : null, troubles: [...troubles, ...(done.troubles ?? [])] };
  }

  private section(section: Section, around: Around): Reading {
    return this.remembered(section, around, () => {
      const limit = this.spend(section.open, around);
      const { statement, changed, settled, troubles } = this.statement(section.open, around);
      const certainty = this.condition(section, settled ? statement : null);
      const macro = certainty === 'template' ? this.macroOf(section, statement, around) : null;
      const done = { certainty, macro, statement: changed ? statement : null, troubles: [...limit, ...troubles] };
      if (certainty === 'inactive' || certainty === 'template') return done;
      const inside = { ...around, scope: this.options.scopes.inside(around.scope, section, certainty) };
      const body = this.part(section.body, inside);
      return body === null ? done : { ...done, children: new Map<Part, Reading>([[section.body, body]]) };
    });
  }

  /** What a section's own condition comes to, given its opening line; null for one that depends on something unknown. */
  private condition(section: Section, statement: Statement | null): Certainty {
    const { knowledge } = this.options;
    const tag = knownTag(section.tag, knowledge);
    if (tag === 'macro' || isForeign(tag, knowledge)) return 'template';
    if (!isConditional(tag)) return 'active';
    return statement === null || this.stopped ? 'unknown' : conditionOf(tag, statement, answersFrom(this.state, this.options));
  }

  /** Takes note of the macro that a section defines. */
  private macroOf(section: Section, statement: Statement | null, { file, scope, given }: Around): MacroText | null {
    const isMacro = knownTag(section.tag, this.options.knowledge) === 'macro';
    const macro = isMacro && statement !== null && !this.stopped ? macroIn(section, statement, file, given ?? []) : null;
    if (macro === null) {
      // a parameter or a variable stands for the section's name: what it holds is not looked into
      if (!isMacro && statement?.name !== statementOf(section.open)?.name) tellUnread(this.state);
      return null;
    }
    this.state.tell('any macro', true);
    this.state.tell(`macro:${macro.name.toLowerCase()}`, scope.certainty === 'active' ? macro : UNKNOWN);
    return macro;
  }

  /** A line with parameters and variables put in. */
  private statement(line: Line, { given }: Around): Read {
    if (given === null && !mayHoldVariables(line)) return { statement: statementOf(line), changed: false, settled: true, troubles: [] };
    const written = cook(line);
    const filled = (given ?? []).reduce(withParameters, written);
    const { cooked, missing, settled } = withVariables(filled, (name) => variable(this.state, name));
    this.budget -= cooked.text.length > LINE_LIMIT ? LINE_BUDGET : cooked.text.length >> TEXT_SHIFT;
    if (this.isExhausted) return { statement: null, changed: false, settled: false, troubles: [] };
    const troubles = missing.map((name): Trouble => ({ kind: 'undefined-variable', subject: name, ...spanOf(line, `\${${name}}`) }));
    return { statement: statementOf(line, cooked), changed: cooked !== written, settled, troubles };
  }

  /** Counts a line that is read. Where there have been too many reading ends, which is said on the line if it is no macro's. */
  private spend(line: Line, { given }: Around): readonly Trouble[] {
    this.budget -= Math.max(line.breaks, 1) * (given === null ? 1 : MACRO_WEIGHT);
    if (this.budget >= 0 || this.stopped) return [];
    this.stop();
    tellUnread(this.state);
    return given === null ? [{ kind: 'reading-limit', subject: '', ...spanOf(line) }] : [];
  }

  /** A reading of a part that was made before and holds here, or one made now. */
  private remembered(part: Part, around: Around, work: () => Partial<Reading> & Done): Reading {
    const known = around.given === null && !this.stopped ? (this.read.get(part) ?? []) : [];
    const found = known.find((reading) => this.holds(reading, around));
    if (found !== undefined) {
      this.state.repeat(found.trace!);
      this.budget -= found.cost;
      return found;
    }
    const before = this.budget;
    const { result, trace } = this.state.recorded(work);
    const reading = completed(result, { scope: around.scope, trace, cost: before - this.budget });
    if (around.given === null && !this.stopped && trace !== null) this.read.set(part, [reading, ...known.slice(0, KEPT - 1)]);
    return reading;
  }

  /** Whether a reading that was made before would be made again here. */
  private holds({ scope, height, cost, trace }: Reading, around: Around): boolean {
    return scope === around.scope && around.within.length + height <= DEPTH_LIMIT + 1 && cost <= this.budget && trace !== null && this.state.agrees(trace);
  }
}

/** A line as it was read. */
interface Read {
  readonly statement: Statement | null;
  readonly changed: boolean;
  /** Whether all its variables are known. */
  readonly settled: boolean;
  readonly troubles: readonly Trouble[];
}
