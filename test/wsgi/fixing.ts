// Applies quick fixes to whole trees of files.
import type { DocumentFix, FileEdits } from '../../server/src/features/diagnostics.ts';
import { changeDocument, openDocument, textOf } from '../../server/src/ide.ts';
import type { Found, Tree } from '../kit/configuration.ts';

/** The text after edits, whose places are those of the old text. */
export function edited(text: string, edits: FileEdits['edits']): string {
  const backwards = [...edits].sort((a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character);
  const changes = backwards.map(({ range, newText }) => ({ range, text: newText }));
  return textOf(changeDocument(openDocument('file:///a.conf', 0, text), 1, changes));
}

/** The tree after a fix of a finding in `file`. */
export function fixedTree(tree: Tree, file: string, fix: DocumentFix): Tree {
  const others = fix.elsewhere.map(({ uri, edits }) => [uri.replace('file://', ''), edits] as const);
  const changed = [[file, fix.edits] as const, ...others].map(([path, edits]) => [path, edited(tree[path] ?? '', edits)] as const);
  return { ...tree, ...Object.fromEntries(changed) };
}

/** The fix of a finding by its title; throws where there is none. */
export function fixNamed(found: readonly Found[], code: string, title: string): { readonly file: string; readonly fix: DocumentFix } {
  const candidates = found.filter((one) => one.code === code).flatMap(({ file, fixes }) => fixes.map((fix) => ({ file, fix })));
  const chosen = candidates.find(({ fix }) => fix.title === title);
  if (chosen === undefined) throw new Error(`no “${title}” among ${candidates.map(({ fix }) => fix.title).join(', ')}`);
  return chosen;
}
