/** The directives of one server, by name: the main server's or a virtual host's own, and those in the sections below it. */
import { ByName } from '../configuration/byName.ts';
import { type Entry, everyEntry } from '../configuration/entry.ts';
import { Note } from '../note.ts';

/** Directives by lower-case name, each list in file order. */
export class Directives {
  /** What stands in sections that hold for some paths only (`<Directory>`, `<Location>`, `<If>`, ...). */
  readonly below: readonly Entry[];
  private readonly own: ByName<Entry>;
  private readonly inSections: ByName<Entry>;

  constructor(entries: readonly Entry[]) {
    this.below = entries.filter(({ section, name }) => section && name !== 'virtualhost').flatMap(directivesIn);
    this.own = new ByName(
      entries.filter(({ section }) => !section),
      nameOf,
    );
    this.inSections = new ByName(this.below, nameOf);
  }

  /** All of a name. */
  all(name: string): readonly Entry[] {
    return this.own.all(name);
  }

  /** All of a name in sections. */
  allBelow(name: string): readonly Entry[] {
    return this.inSections.all(name);
  }

  /** All of a name, in sections or not. */
  everywhere(name: string): readonly Entry[] {
    return joined(this.all(name), this.allBelow(name));
  }

  /** The one that counts where a later one replaces an earlier one. */
  last(name: string): Entry | undefined {
    return this.own.last(name);
  }

  /** Whether any of these names is there, directly or in a section. */
  holds(...names: readonly string[]): boolean {
    return names.some((name) => this.own.has(name) || this.inSections.has(name));
  }
}

/** Two lists as one; where one is empty, the other itself. */
export function joined(one: readonly Entry[], other: readonly Entry[]): readonly Entry[] {
  if (one.length === 0) return other;
  return other.length === 0 ? one : [...one, ...other];
}

function nameOf({ name }: Entry): string {
  return name;
}

const inSections = new Note<Entry, readonly Entry[]>();

/** The directives of a section and of those in it; asked twice it gives the same list. */
function directivesIn(section: Entry): readonly Entry[] {
  const known = inSections.get(section);
  if (known !== undefined) return known;
  const found = [...everyEntry(section.children)].filter((entry) => !entry.section);
  inSections.set(section, found);
  return found;
}

const ofHost = new Note<Entry, Directives>();

/** The directives of a `<VirtualHost>` entry; asked twice it gives the same object. */
export function directivesOf(host: Entry): Directives {
  const known = ofHost.get(host) ?? new Directives(host.children);
  ofHost.set(host, known);
  return known;
}
