/** `<Macro>` and `Use` (mod_macro.c; measured with httpd 2.4.71). */
import type { Section } from '../../syntax/section.ts';
import type { Statement } from '../../syntax/statement.ts';
import type { SourceFile } from '../configuration/entry.ts';

/** A macro as it was defined. */
export interface MacroText {
  /** As it is written at its definition. */
  readonly name: string;
  /** With their signs, in order: `$host`, `%port`. */
  readonly parameters: readonly string[];
  readonly section: Section;
  readonly file: SourceFile;
}

const made = new WeakMap<Section, MacroText>();

/** The macro that a `<Macro>` section defines; null for one without a name. */
export function macroIn(section: Section, statement: Statement, file: SourceFile): MacroText | null {
  const [name, ...parameters] = statement.arguments.map(({ value }) => value);
  if (name === undefined || name === '') return null;
  const known = made.get(section);
  if (known !== undefined && known.file.path === file.path) return known;
  const macro: MacroText = { name, parameters, section, file };
  made.set(section, macro);
  return macro;
}
