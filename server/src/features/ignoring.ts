/** The edit that silences a finding on its line: a comment above, or one more code in the comment that stands there already. */
import type { Document } from '../document.ts';
import { documentNotes } from '../rules/documentNotes.ts';
import { breakOf } from '../syntax/line.ts';
import { lineAt, offsetAt } from '../syntax/tree.ts';
import type { TextEdit } from '../text/range.ts';
import type { Diagnostic } from './diagnostics.ts';
import { rangeIn } from './place.ts';
import { suppressionsIn } from './suppression.ts';

/** The edit; null for findings that belong to no line, or to one that a comment above would not leave as it is. */
export function ignoringEdit({ tree }: Document, { code, range }: Pick<Diagnostic, 'code' | 'range'>): TextEdit | null {
  const place = lineAt(tree, offsetAt(tree, range.start));
  if (place === null || place.line.text.startsWith('\uFEFF') || documentNotes.some((note) => note.code === code)) return null;
  const above = suppressionsIn(tree).all.findLast(({ target, verb }) => target === place.row && verb.text === 'ignore');
  if (above !== undefined) {
    const last = above.codes.at(-1);
    const at = (last ?? above.verb).end;
    return { range: rangeIn(above, at, at), newText: last === undefined ? ` ${code}` : `, ${code}` };
  }
  const indent = /^[ \t]*/.exec(place.line.text)![0];
  return { range: rangeIn(place, 0, 0), newText: `${indent}# apacheconf: ignore ${code}${breakOf(lineAt(tree, 0)!.line)}` };
}
