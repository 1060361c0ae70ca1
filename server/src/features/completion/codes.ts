/** Offers of codes in a comment that silences findings. */
import { catalog } from '../../rules/catalog.ts';
import { type Place, rangeIn } from '../place.ts';
import { readSuppression, VERBS } from '../suppression.ts';
import type { CompletionList } from './item.ts';

/** The codes that are not named yet; null where the cursor does not stand behind `# apacheconf: ignore`. */
export function codesHere(place: Place): CompletionList | null {
  const { line, column } = place;
  const read = readSuppression(line);
  if (read === null || column <= read.verb.end || !VERBS.some((verb) => verb === read.verb.text)) return null;
  if (/\s--(?:\s|$)/.test(line.text.slice(0, column))) return null;
  const here = read.codes.find(({ start, end }) => start <= column && column <= end);
  const given = new Set(read.codes.filter((code) => code !== here).map(({ text }) => text));
  const offered = catalog.filter(({ code }) => !given.has(code));
  return {
    range: rangeIn(place, here?.start ?? column, here?.end ?? column),
    items: offered.map(({ code, page }) => ({ label: code, kind: 'value', insert: code, detail: page.title })),
  };
}
