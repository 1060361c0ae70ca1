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

interface Frame {
  readonly asked: Map<string, unknown>;
  readonly told: [string, unknown][];
  readonly own: Set<string>;
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
    if (frame !== undefined && !frame.own.has(key)) frame.asked.set(key, value);
    return value;
  }

  /** Sets a key from this line on. */
  tell(key: string, value: unknown): void {
    this.values.set(key, value);
    const frame = this.frames.at(-1);
    if (frame === undefined) return;
    frame.told.push([key, value]);
    frame.own.add(key);
  }

  /** Does some work and gives what it asked and told. */
  recorded<T>(work: () => T): { readonly result: T; readonly trace: Trace } {
    const frame: Frame = { asked: new Map(), told: [], own: new Set() };
    this.frames.push(frame);
    const result = work();
    this.frames.pop();
    this.merge(frame);
    return { result, trace: { asked: frame.asked, told: frame.told } };
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

  private merge({ asked, told }: Trace): void {
    const outer = this.frames.at(-1);
    if (outer === undefined) return;
    for (const [key, value] of asked) if (!outer.own.has(key)) outer.asked.set(key, value);
    for (const change of told) {
      outer.told.push(change as [string, unknown]);
      outer.own.add(change[0]);
    }
  }
}
