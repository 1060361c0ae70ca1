/**
 * Sections about paths: what they are compared with, and the sections of a list of entries sorted so that those that
 * govern a place are found without looking at all of them.
 */
import { argumentsOf, type Entry } from '../configuration/entry.ts';
import { Note } from '../note.ts';
import { tidied } from './folders.ts';
import { isShellPattern, type Matcher, regularExpression, shellPattern } from './pattern.ts';

/** A section and what it is compared with. */
export interface Section {
  readonly entry: Entry;
  readonly matches: Matcher;
  /** For `<Directory>` and `<DirectoryMatch>`: how many slashes there are, which is how many names a path has. */
  readonly depth: number;
  /** Its place among the sections beside it. */
  readonly order: number;
}

/** The sections of one list of entries. */
export interface Index {
  /** `<Directory>` with a plain path, by the path. */
  readonly folders: ReadonlyMap<string, readonly Section[]>;
  readonly folderPatterns: readonly Section[];
  readonly folderExpressions: readonly Section[];
  readonly files: readonly Section[];
  readonly locations: readonly Section[];
  readonly conditions: readonly Entry[];
}

const indexed = new Note<readonly Entry[], Index>();
const OF_NOTHING: Index = { folders: new Map(), folderPatterns: [], folderExpressions: [], files: [], locations: [], conditions: [] };

/** Sorts the sections of a list; asked again about the same list it gives the same object. */
export function indexOf(entries: readonly Entry[]): Index {
  const known = indexed.get(entries);
  if (known !== undefined) return known;
  const sections = entries.filter(({ section, name }) => section && name !== 'virtualhost');
  if (sections.length === 0) return OF_NOTHING;
  const index = indexAnew(sections);
  indexed.set(entries, index);
  return index;
}

function indexAnew(sections: readonly Entry[]): Index {
  const kinds = sections.map(kindOf);
  const of = (kind: Kind) => sections.flatMap((entry, order) => (kinds[order] === kind ? [sectionOf(entry, order)] : []));
  const folders = new Map<string, Section[]>();
  for (const section of of('folder')) {
    const path = pathOf(section.entry);
    const same = folders.get(path);
    if (same === undefined) folders.set(path, [section]);
    else same.push(section);
  }
  return {
    folders,
    folderPatterns: of('folder-pattern'),
    folderExpressions: of('folder-expression'),
    files: of('file'),
    locations: of('location'),
    conditions: sections.filter((_, order) => kinds[order] === 'condition'),
  };
}

type Kind = 'folder' | 'folder-pattern' | 'folder-expression' | 'file' | 'location' | 'condition' | 'other';

const KINDS: Readonly<Record<string, Kind>> = {
  directorymatch: 'folder-expression',
  files: 'file',
  filesmatch: 'file',
  location: 'location',
  locationmatch: 'location',
  if: 'condition',
  elseif: 'condition',
  else: 'condition',
};

function kindOf(entry: Entry): Kind {
  if (entry.name !== 'directory') return KINDS[entry.name] ?? 'other';
  if (isExpression(entry)) return 'folder-expression';
  const path = pathOf(entry);
  return isOpen(entry, path) || isShellPattern(path) ? 'folder-pattern' : 'folder';
}

function sectionOf(entry: Entry, order: number): Section {
  const path = pathOf(entry);
  return { entry, matches: matcherOf(entry, path), depth: path === '/' ? 0 : path.split('/').length - 1, order };
}

/** Whether a section compares with a regular expression: `<DirectoryMatch>`, or `<Directory ~ …>`. */
export function isExpression(entry: Entry): boolean {
  return entry.name.endsWith('match') || argumentsOf(entry)[0] === '~';
}

/** What a section is about: a path, a file name, a URL path or a regular expression. Paths of folders are tidied. */
export function pathOf(entry: Entry): string {
  const words = argumentsOf(entry);
  const word = (words[0] === '~' ? words[1] : words[0]) ?? '';
  return entry.name === 'directory' && !isExpression(entry) ? tidied(word) : word;
}

/** Whether only httpd knows what is meant: it completes a relative path from the folder in which it was started. */
function isOpen(entry: Entry, path: string): boolean {
  return path.includes('${') || (entry.name === 'directory' && !isExpression(entry) && !/^(?:\/|[a-z]:)/.test(path));
}

function matcherOf(entry: Entry, path: string): Matcher {
  if (isOpen(entry, path)) return () => null;
  if (isExpression(entry)) return regularExpression(path);
  if (isShellPattern(path)) return shellPattern(path);
  if (entry.name !== 'location') return (text) => text === path;
  return (url) => url === path || url.startsWith(path.endsWith('/') ? path : `${path}/`);
}
