/** Versions as people write them (`2.4.71`, `6.0`): read, compared. A missing part counts as 0. */

/** Compares two versions: negative when `a` is older, positive when newer, 0 when alike. */
export function compareVersions(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  for (let at = 0; at < 3; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a text is a version: one to three numbers separated by dots. */
export function isVersion(text: string): boolean {
  return /^\d+(?:\.\d+){0,2}$/.test(text);
}

const read = new Map<string, readonly number[]>();

/** The numbers of a version, read once: there are few versions and many comparisons. */
function partsOf(version: string): readonly number[] {
  const known = read.get(version);
  if (known) return known;
  const parts = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  if (read.size < 500) read.set(version, parts);
  return parts;
}
