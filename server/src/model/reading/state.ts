/**
 * What is known at a line while a configuration is read: names that were Defined, modules that were loaded, macros, files.
 * Everything is a key with a value. Questions and changes are written down, so that what was read once can be used again
 * wherever the same questions have the same answers.
 */

/** An answer that nobody can know: a name that is defined in a branch that may not be read, a variable of the environment. */
export const UNKNOWN = Symbol('unknown');

/** Answers to questions that no line of the configuration has settled yet. Asked twice, it gives the same value. */
export type Beginning = (key: string) => unknown;

/** What was asked and what was changed while a part of the configuration was read. */
export interface Trace {
  /** Keys that were asked before the part itself had set them, with their answers. */
  readonly asked: ReadonlyMap<string, unknown>;
  readonly told: readonly (readonly [string, unknown])[];
}

/** How much of one part is written down at most; a part that asks or tells more is read anew each time, the parts in it are not. */
const TRACE_LIMIT = 2_000;

interface Frame {
  readonly asked: Map<string, unknown>;
  readonly told: [string, unknown][];
  readonly own: Set<string>;
  /** Whether it asked or told more than is written down. */
  full: boolean;
}

/** Traces are kept by the hundred thousand, most of them short. */
const NOTHING_ASKED: Trace['asked'] = new Map();
const NOTHING_TOLD: Trace['told'] = [];

function traceOf({ asked, told, full }: Frame): Trace | null {
  return full ? null : { asked: asked.size === 0 ? NOTHING_ASKED : asked, told: told.length === 0 ? NOTHING_TOLD : told };
}

/** The state of one reading. */
export class State {
  private readonly values = new Map<string, unknown>();
  private readonly frames: Frame[] = [];
  private readonly beginning: Beginning;

  constructor(beginning: Beginning) {
    this.beginning = beginning;
  }

  /** The value of a key at this line. */
  ask(key: string): unknown {
    const value = this.peek(key);
    const frame = this.frames.at(-1);
    if (frame !== undefined && !frame.full && !frame.own.has(key)) frame.asked.set(key, value);
    return value;
  }

  /** Sets a key from this line on. */
  tell(key: string, value: unknown): void {
    this.values.set(key, value);
    const frame = this.frames.at(-1);
    if (frame === undefined || frame.full) return;
    frame.told.push([key, value]);
    frame.own.add(key);
  }

  /** Does some work and gives what it asked and told; null for more than is written down. */
  recorded<T>(work: () => T): { readonly result: T; readonly trace: Trace | null } {
    const frame: Frame = { asked: new Map(), told: [], own: new Set(), full: false };
    this.frames.push(frame);
    const result = work();
    this.frames.pop();
    this.merge(frame);
    return { result, trace: traceOf(frame) };
  }

  /** Whether a part that was read before would be read the same way here. */
  agrees({ asked }: Trace): boolean {
    for (const [key, value] of asked) if (this.peek(key) !== value) return false;
    return true;
  }

  /** Does again what a part did when it was read. */
  repeat(trace: Trace): void {
    for (const [key, value] of trace.told) this.values.set(key, value);
    this.merge(trace);
  }

  /** Everything that was told under keys that begin with `prefix`, without the prefix. */
  *toldUnder(prefix: string): Generator<[string, unknown]> {
    for (const [key, value] of this.values) if (key.startsWith(prefix)) yield [key.slice(prefix.length), value];
  }

  private peek(key: string): unknown {
    return this.values.has(key) ? this.values.get(key) : this.beginning(key);
  }

  private merge({ asked, told, full = false }: Trace & Partial<Pick<Frame, 'full'>>): void {
    const outer = this.frames.at(-1);
    if (outer === undefined || outer.full) return;
    outer.full = full || asked.size + told.length + outer.asked.size + outer.told.length > TRACE_LIMIT;
    if (outer.full) return;
    for (const [key, value] of asked) if (!outer.own.has(key)) outer.asked.set(key, value);
    for (const change of told) {
      outer.told.push(change as [string, unknown]);
      outer.own.add(change[0]);
    }
  }
}
