/** Spelling: which known name a word most resembles. Distance counts insertions, deletions, replacements and swaps of neighbours. */

/** The nearest of `names` to `word` (both lower case); null when none is close enough to be a likely slip. */
export function nearestName(word: string, names: Iterable<string>): string | null {
  const limit = slips(word.length);
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const name of names) {
    if (Math.abs(name.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word, name, bestDistance - 1);
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** How many slips a word of this length may hold and still be taken for a known one. */
function slips(length: number): number {
  if (length < 4) return 0;
  if (length < 7) return 1;
  return length < 16 ? 2 : 3;
}

/** The distance of two words, or `limit + 1` when it is greater than `limit`. */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let value = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        value = Math.min(value, beforeLast[column - 2]! + 1);
      }
      current.push(value);
      smallest = Math.min(smallest, value);
    }
    if (smallest > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length]!, limit === Number.POSITIVE_INFINITY ? last[b.length]! : limit + 1);
}
