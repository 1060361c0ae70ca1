/** `<Macro>` and `Use` (mod_macro.c; measured with httpd 2.4.71). */
import type { Section } from '../../syntax/section.ts';
import type { Statement } from '../../syntax/statement.ts';
import type { SourceFile } from '../configuration/entry.ts';

/** Parameters with their signs, and what stands for each. */
export type Parameters = readonly (readonly [string, string])[];

/** A macro as it was defined. */
export interface MacroText {
  /** As it is written at its definition. */
  readonly name: string;
  /** With their signs, in order: `$host`, `%port`. */
  readonly parameters: readonly string[];
  readonly section: Section;
  readonly file: SourceFile;
  /** What stood for the parameters of the macros that it was defined in, outermost first; empty for most. */
  readonly given: readonly Parameters[];
}

const NOTHING_GIVEN: readonly Parameters[] = [];
const made = new WeakMap<Section, MacroText>();

/** The macro that a `<Macro>` section defines; null for one without a name. Asked twice for the same text it gives the same object. */
export function macroIn(section: Section, statement: Statement, file: SourceFile, given = NOTHING_GIVEN): MacroText | null {
  const [name, ...parameters] = statement.arguments.map(({ value }) => value);
  if (name === undefined || name === '') return null;
  const known = made.get(section);
  if (known !== undefined && given.length === 0 && known.file.path === file.path && known.name === name && isSame(known.parameters, parameters)) return known;
  const macro: MacroText = { name, parameters, section, file, given };
  if (given.length === 0) made.set(section, macro);
  return macro;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((parameter, index) => parameter === other[index]);
}
