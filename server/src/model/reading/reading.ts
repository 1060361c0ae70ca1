/** What came of reading a part of a configuration: which branches are read, what is included, what was put in, what went wrong. */
import type { Block } from '../../syntax/block.ts';
import type { Line } from '../../syntax/line.ts';
import type { Section } from '../../syntax/section.ts';
import type { Statement } from '../../syntax/statement.ts';
import type { Tree } from '../../syntax/tree.ts';
import type { Certainty } from '../conditions.ts';
import type { Origin, SourceFile } from '../configuration/entry.ts';
import type { Scope } from '../scope.ts';
import type { MacroText } from './macros.ts';
import type { Trace } from './state.ts';

/** A part of a tree. */
export type Part = Block | Section | Line;

/** What can go wrong while httpd reads; each is explained by a rule. */
export type TroubleKind =
  | 'include-not-found'
  | 'include-unreadable'
  | 'include-recursion'
  | 'include-limit'
  | 'reading-limit'
  | 'undefined-variable'
  | 'macro-undefined'
  | 'macro-arguments'
  | 'macro-recursion'
  | 'macro-redefined'
  | 'module-file-missing';

/** Something that went wrong on a line. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** What it is about: a path, a variable, a macro. */
  readonly subject: string;
  /** httpd's words where it refuses. */
  readonly httpd?: string;
  /** Offsets in the line's text. */
  readonly start: number;
  readonly end: number;
}

/** Where a text stands in a line; the whole line for one that it does not hold as such. */
export function spanOf(line: Line, text?: string): { start: number; end: number } {
  const at = text === undefined ? -1 : line.text.indexOf(text);
  return at === -1 ? { start: 0, end: line.text.trimEnd().length } : { start: at, end: at + text!.length };
}

/** The reading of one part in one scope. Parts that can do nothing while httpd reads have none. */
export interface Reading {
  readonly scope: Scope;
  /** Null where too much was asked or told to be read again by it. */
  readonly trace: Trace | null;
  /** Readings of what is in it, by part. */
  readonly children: ReadonlyMap<Part, Reading>;
  /** For sections: how certain their own condition makes what stands inside. */
  readonly certainty: Certainty;
  /** The line, or a section's opening line, with other text put in; null where it counts as written. */
  readonly statement: Statement | null;
  /** The files that a line includes. */
  readonly included: readonly FileReading[];
  /** The macro that a line uses. */
  readonly use: UseReading | null;
  /** The macro that a section defines. */
  readonly macro: MacroText | null;
  readonly troubles: readonly Trouble[];
  /** How many files deep it includes. */
  readonly height: number;
  /** How much reading it is, in lines; a line of a macro counts for several. */
  readonly cost: number;
  /** Whether it or anything in it includes files, defines or uses macros or has troubles. */
  readonly carries: boolean;
}

/** One reading of a file. The same file may be read several times. */
export interface FileReading {
  readonly file: SourceFile;
  readonly tree: Tree;
  readonly scope: Scope;
  /** Null where nothing in the file can do or ask anything. */
  readonly reading: Reading | null;
}

/** The text of a macro with its parameters put in. */
export interface UseReading {
  readonly macro: MacroText;
  readonly scope: Scope;
  readonly body: Reading;
  readonly at: Origin;
}

/** What a line or a section did besides asking and telling. */
export interface Done {
  readonly macro?: MacroText | null;
  readonly included?: readonly FileReading[];
  readonly use?: UseReading;
  readonly troubles?: readonly Trouble[];
}

const NO_CHILDREN: Reading['children'] = new Map();
const NO_FILES: Reading['included'] = [];
const NO_TROUBLES: Reading['troubles'] = [];

/** A reading from what the line, section or block did. */
export function completed(made: Partial<Reading> & Done, { scope, trace, cost }: Pick<Reading, 'scope' | 'trace' | 'cost'>): Reading {
  const children = made.children ?? NO_CHILDREN;
  const included = made.included ?? NO_FILES;
  let height = 0;
  const macro = made.macro ?? null;
  let carries = included.length > 0 || made.use !== undefined || macro !== null || (made.troubles?.length ?? 0) > 0;
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
    macro,
    troubles: made.troubles === undefined || made.troubles.length === 0 ? NO_TROUBLES : made.troubles,
    height,
    cost,
    carries,
  };
}
