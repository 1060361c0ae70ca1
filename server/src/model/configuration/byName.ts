/** Finding things by name. Short lists are searched, long ones indexed: most virtual hosts are short, and there may be thousands. */

/** Longest list that is searched. */
const SHORT = 32;
const NONE: readonly never[] = [];

/** Things in their order, by name. */
export class ByName<T> {
  readonly items: readonly T[];
  private readonly nameOf: (item: T) => string;
  private index: ReadonlyMap<string, readonly T[]> | null = null;

  constructor(items: readonly T[], nameOf: (item: T) => string) {
    this.items = items;
    this.nameOf = nameOf;
  }

  /** All of a name. */
  all(name: string): readonly T[] {
    if (this.items.length > SHORT) return this.indexed().get(name) ?? NONE;
    let found: T[] | null = null;
    for (const item of this.items) {
      if (this.nameOf(item) !== name) continue;
      if (found === null) found = [item];
      else found.push(item);
    }
    return found ?? NONE;
  }

  /** The last one of a name. */
  last(name: string): T | undefined {
    return this.all(name).at(-1);
  }

  /** Whether there is one. */
  has(name: string): boolean {
    return this.all(name).length > 0;
  }

  private indexed(): ReadonlyMap<string, readonly T[]> {
    this.index ??= grouped(this.items, this.nameOf);
    return this.index;
  }
}

/** Things with equal names together, in their order. */
export function grouped<T>(items: Iterable<T>, nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
