/** The directives of one server, by name: the main server's or a virtual host's own, and those in the sections below it. */
import { type Entry, everyEntry } from '../configuration/entry.ts';

/** Directives by lower-case name, each list in file order. */
export class Directives {
  private readonly byName = new Map<string, Entry[]>();
  /** What stands in sections that hold for some paths only (`<Directory>`, `<Location>`, `<If>`, ...). */
  readonly below: readonly Entry[];

  constructor(entries: readonly Entry[]) {
    const below: Entry[] = [];
    for (const entry of entries) {
      if (!entry.section) this.add(entry);
      else if (entry.name !== 'virtualhost') below.push(...directivesIn(entry));
    }
    this.below = below;
  }

  /** All of a name. */
  all(name: string): readonly Entry[] {
    return this.byName.get(name) ?? [];
  }

  /** The one that counts where a later one replaces an earlier one. */
  last(name: string): Entry | undefined {
    return this.byName.get(name)?.at(-1);
  }

  /** Whether any of these names is there, directly or in a section. */
  holds(...names: readonly string[]): boolean {
    return names.some((name) => this.byName.has(name)) || this.below.some((entry) => names.includes(entry.name));
  }

  private add(entry: Entry): void {
    const known = this.byName.get(entry.name);
    if (known === undefined) this.byName.set(entry.name, [entry]);
    else known.push(entry);
  }
}

const inSections = new WeakMap<Entry, readonly Entry[]>();

/** The directives of a section and of those in it; asked twice it gives the same list. */
function directivesIn(section: Entry): readonly Entry[] {
  const known = inSections.get(section);
  if (known !== undefined) return known;
  const found = [...everyEntry(section.children)].filter((entry) => !entry.section);
  inSections.set(section, found);
  return found;
}

const ofHost = new WeakMap<Entry, Directives>();

/** The directives of a `<VirtualHost>` entry; asked twice it gives the same object. */
export function directivesOf(host: Entry): Directives {
  const known = ofHost.get(host) ?? new Directives(host.children);
  ofHost.set(host, known);
  return known;
}
