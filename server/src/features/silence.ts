/** What comments for us do to findings: those they name are left out, and a comment that names none gets a remark. */
import type { Finding, Fix } from '../model/finding.ts';
import type { Placed } from '../rules/analyze.ts';
import { catalog } from '../rules/catalog.ts';
import { nearestCode } from '../rules/levels.ts';
import { unusedSuppression } from '../rules/unusedSuppression.ts';
import type { Tree } from '../syntax/tree.ts';
import { type Suppression, type Suppressions, suppressionsIn, type WrittenWord } from './suppression.ts';

/** Whether findings of a code would have been found on a line (by its row), or in the whole file for null. */
export type Judges = (code: string, row: number | null) => boolean;

/** Findings after the comments had their say. */
export interface Silenced {
  readonly left: readonly Placed<Finding>[];
  /** What is to be said of the comments themselves. */
  readonly remarks: readonly Placed<Finding>[];
  /** Whether a code is silenced in the whole file. */
  readonly hides: (code: string) => boolean;
}

/** Leaves out the findings that the comments of the document silence. */
export function silence(tree: Tree, found: readonly Placed<Finding>[], judges: Judges): Silenced {
  const suppressions = suppressionsIn(tree);
  if (suppressions.all.length === 0) return { left: found, remarks: [], hides: () => false };
  const aims = aimsOf(suppressions);
  const used = new Set<WrittenWord>();
  const hides = (code: string, row: number | null): boolean => {
    const words = [...(row === null ? [] : (aims.get(keyOf(code, row)) ?? [])), ...(aims.get(keyOf(code, null)) ?? [])];
    for (const word of words) used.add(word);
    return words.length > 0;
  };
  const left = found.filter(({ what, row }) => !hides(what.code, row));
  if (hides(unusedSuppression.code, null)) return { left, remarks: [], hides: (code) => hides(code, null) };
  const remarks = suppressions.all.flatMap((suppression) => remarksOn(suppression, suppressions, used, judges));
  return { left, remarks, hides: (code) => hides(code, null) };
}

/** The codes that are named, by what they are named for. */
function aimsOf(suppressions: Suppressions): Map<string, WrittenWord[]> {
  const aims = new Map<string, WrittenWord[]>();
  for (const suppression of suppressions.all) {
    const row = rowOf(suppression, suppressions);
    if (row === undefined) continue;
    for (const word of suppression.codes) {
      const key = keyOf(word.text, row);
      const others = aims.get(key);
      if (others === undefined) aims.set(key, [word]);
      else others.push(word);
    }
  }
  return aims;
}

function keyOf(code: string, row: number | null): string {
  return `${row ?? ''} ${code}`;
}

/** The row that a comment is about; null for the whole file, undefined where it is about nothing. */
function rowOf({ verb, row, target }: Suppression, { firstInk }: Suppressions): number | null | undefined {
  if (verb.text === 'ignore') return target ?? undefined;
  return verb.text === 'ignore-file' && (firstInk === null || row < firstInk) ? null : undefined;
}

function remarksOn(suppression: Suppression, all: Suppressions, used: ReadonlySet<WrittenWord>, judges: Judges): Placed<Finding>[] {
  const { verb, codes } = suppression;
  const row = rowOf(suppression, all);
  if (verb.text !== 'ignore' && verb.text !== 'ignore-file') return [misspeltVerb(suppression)];
  if (codes.length === 0) return [remark(suppression, verb, `Name the codes to ignore behind “${verb.text}”: without one this comment silences nothing.`)];
  if (verb.text === 'ignore-file' && row === undefined)
    return [
      remark(suppression, verb, 'ignore-file counts only above the first directive of a file. Move this comment there, or write ignore for the next line.'),
    ];
  return codes.flatMap((word) => {
    if (used.has(word)) return [];
    if (!catalog.some(({ code }) => code === word.text)) return [misspeltCode(suppression, word)];
    return row === undefined || judges(word.text, row) ? [unused(suppression, word)] : [];
  });
}

function misspeltVerb(suppression: Suppression): Placed<Finding> {
  const { verb } = suppression;
  const meant = verb.text.includes('f') ? 'ignore-file' : 'ignore';
  return remark(suppression, verb, `“${verb.text}” is not understood, so this comment silences nothing. Did you mean “${meant}”?`, [replacing(verb, meant)]);
}

function misspeltCode(suppression: Suppression, word: WrittenWord): Placed<Finding> {
  const near = nearestCode(word.text);
  const hint = near === null ? '' : ` Did you mean “${near}”?`;
  const fixes = [...(near === null ? [] : [replacing(word, near)]), removing(suppression, word)];
  return remark(suppression, word, `There is no finding “${word.text}”, so this silences nothing.${hint}`, fixes);
}

function unused(suppression: Suppression, word: WrittenWord): Placed<Finding> {
  const where = suppression.verb.text === 'ignore' ? 'on the next line' : 'in this file';
  const placed = remark(suppression, word, `“${word.text}” is not found ${where}, so this silences nothing. Remove it.`, [removing(suppression, word)]);
  return { ...placed, what: { ...placed.what, tag: 'unnecessary' } };
}

function remark({ line, offset, row }: Suppression, { start, end }: WrittenWord, message: string, fixes: readonly Fix[] = []): Placed<Finding> {
  const { code, severity } = unusedSuppression;
  return { what: { code, severity, message, start, end, fixes }, line, offset, row };
}

function replacing({ start, end }: WrittenWord, text: string): Fix {
  return { title: `Change to ${text}`, safe: false, edits: [{ start, end, text }] };
}

/** Takes a code out of a comment, the whole comment with the last one. */
function removing({ line, codes }: Suppression, word: WrittenWord): Fix {
  const index = codes.indexOf(word);
  const next = codes[index + 1];
  const before = codes[index - 1];
  if (next === undefined && before === undefined) return { title: 'Remove this comment', safe: false, edits: [{ start: 0, end: line.width, text: '' }] };
  const edit = next === undefined ? { start: before!.end, end: word.end, text: '' } : { start: word.start, end: next.start, text: '' };
  return { title: `Remove ${word.text} from this comment`, safe: false, edits: [edit] };
}
