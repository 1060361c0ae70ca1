/** All fixes of a document that may be applied unseen, made round after round until there are none, and given as one set of edits. */
import { changeDocument, type Document } from '../document.ts';
import { offsetAt, positionAt } from '../syntax/tree.ts';
import { Draft, type Replacement } from '../text/draft.ts';
import type { TextEdit } from '../text/range.ts';
import type { Diagnostic, DocumentFix, FileEdits } from './diagnostics.ts';

/** What fixing asks of its surroundings. */
export interface FixSources {
  /** Another file as it is now, for fixes that change several; null for one that is not to be changed. */
  document(uri: string): Document | null;
  /** The findings of a document, while the files in `drafts` (by URI) read as there. */
  diagnose(document: Document, drafts: ReadonlyMap<string, Document>): readonly Diagnostic[];
}

/** How often fixes may uncover further ones. */
const ROUNDS = 10;

/** A file being changed. */
interface Changing {
  readonly original: Document;
  document: Document;
  readonly draft: Draft;
}

/** The edits that make all safe fixes of a document, by file; empty for none. Where two overlap the first is made, the other when it is still found. */
export function fixAll(document: Document, sources: FixSources): FileEdits[] {
  const files = new Map<string, Changing>();
  const fileOf = (uri: string): Changing | null => {
    const original = uri === document.uri ? document : sources.document(uri);
    const found = files.get(uri) ?? (original === null ? null : { original, document: original, draft: new Draft(original.tree.root.width) });
    if (found !== null) files.set(uri, found);
    return found;
  };
  for (let round = 0; round < ROUNDS; round++) {
    const drafts = new Map([...files].map(([uri, file]) => [uri, file.document]));
    const diagnostics = sources.diagnose(drafts.get(document.uri) ?? document, drafts);
    const chosen = chosenEdits(document.uri, diagnostics, fileOf);
    if (chosen.size === 0) break;
    for (const [file, edits] of chosen) apply(file, edits);
  }
  return [...files].map(([uri, file]) => ({ uri, edits: editsOf(file) })).filter(({ edits }) => edits.length > 0);
}

/** The edits of this round: of each finding the first safe fix that touches nothing that another one changes. */
function chosenEdits(uri: string, diagnostics: readonly Diagnostic[], fileOf: (uri: string) => Changing | null): Map<Changing, Replacement[]> {
  const chosen = new Map<Changing, Replacement[]>();
  for (const { fixes } of diagnostics) {
    const fix = fixes.find(({ safe }) => safe);
    const wanted = fix === undefined ? null : replacementsOf(uri, fix, fileOf);
    if (wanted === null || wanted.some(({ file, edits }) => edits.some((edit) => meets(edit, chosen.get(file) ?? [])))) continue;
    for (const { file, edits } of wanted) chosen.set(file, [...(chosen.get(file) ?? []), ...edits]);
  }
  return chosen;
}

/** A fix as replacements by file; null when one of its files cannot be changed. */
function replacementsOf(uri: string, fix: DocumentFix, fileOf: (uri: string) => Changing | null): { file: Changing; edits: Replacement[] }[] | null {
  const wanted: { file: Changing; edits: Replacement[] }[] = [];
  for (const part of [{ uri, edits: fix.edits }, ...fix.elsewhere]) {
    const file = fileOf(part.uri);
    if (file === null) return null;
    wanted.push({ file, edits: part.edits.map((edit) => replacementOf(edit, file.document)) });
  }
  return wanted;
}

function replacementOf({ range, newText }: TextEdit, { tree }: Document): Replacement {
  return { start: offsetAt(tree, range.start), end: offsetAt(tree, range.end), text: newText };
}

/** Whether an edit overlaps with others, or begins where one of them does, so that their order would matter. */
function meets(edit: Replacement, others: readonly Replacement[]): boolean {
  return others.some((other) => edit.start === other.start || (edit.start < other.end && other.start < edit.end));
}

function apply(file: Changing, edits: readonly Replacement[]): void {
  const { tree } = file.document;
  const backwards = [...edits].sort((one, other) => other.start - one.start);
  const changes = backwards.map(({ start, end, text }) => ({ range: { start: positionAt(tree, start), end: positionAt(tree, end) }, text }));
  file.document = changeDocument(file.document, file.document.version + 1, changes);
  file.draft.apply(edits);
}

function editsOf({ original: { tree }, draft }: Changing): TextEdit[] {
  return draft.edits().map(({ start, end, text }) => ({ range: { start: positionAt(tree, start), end: positionAt(tree, end) }, newText: text }));
}
