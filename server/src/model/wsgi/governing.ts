/**
 * Which per-directory sections govern a script, and which of them has the last word: `<Directory>` from the shortest path
 * to the longest, then its regular expressions, `<Files>`, `<Location>`, `<If>` (manual: sections; server/request.c).
 */
import { argumentsOf, type Entry } from '../configuration/entry.ts';
import { baseOf, expressionMatches, folderOf, isBelow, isOpen, isPattern, patternMatches, tidyPath } from './paths.ts';

/** A script and the URL that leads to it. */
export interface Place {
  /** The mount's URL path; null where a regular expression gives it. */
  readonly url: string | null;
  /** The script, or a folder of scripts. */
  readonly path: string;
  readonly isFolder: boolean;
}

/** Whether a section has a say: for all of the place, for none of it, or for a part that only a request tells. */
export type Governs = 'yes' | 'no' | 'perhaps';

type Judge = (section: Entry, place: Place) => Governs;

/** Whether all of these sections, one inside the other, govern a place. */
export function governs(sections: readonly Entry[], place: Place): Governs {
  let answer: Governs = 'yes';
  for (const section of sections) {
    const judged = (JUDGES[section.name] ?? unsure)(section, place);
    if (judged === 'no') return 'no';
    if (judged === 'perhaps' || section.scope.certainty !== 'active') answer = 'perhaps';
  }
  return answer;
}

/** The weight of a setting in these sections: of two that govern, the greater one counts, and of equal ones the later. */
export function weight(sections: readonly Entry[]): number {
  const innermost = sections.at(-1);
  if (innermost === undefined) return 0;
  const depth = innermost.name === 'directory' ? Math.min(pathOf(innermost).split('/').length, 900) : 0;
  return (KINDS[innermost.name] ?? 6) * 1000 + depth;
}

const KINDS: Readonly<Record<string, number>> = { directory: 1, directorymatch: 2, files: 3, filesmatch: 3, location: 4, locationmatch: 4 };

const JUDGES: Readonly<Record<string, Judge>> = {
  directory: (section, place) => (isExpression(section) ? byExpression(section, place.path, place.isFolder) : byFolder(section, place)),
  directorymatch: (section, place) => byExpression(section, place.path, place.isFolder),
  files: (section, place) => (isExpression(section) ? byExpression(section, baseOf(place.path), place.isFolder) : byFileName(section, place)),
  filesmatch: (section, place) => byExpression(section, baseOf(place.path), place.isFolder),
  location: (section, place) => (isExpression(section) ? unsure() : byUrl(section, place)),
  proxy: () => 'no',
  proxymatch: () => 'no',
};

function unsure(): Governs {
  return 'perhaps';
}

/** `<Directory ~ "…">` is `<DirectoryMatch>` in another dress. */
function isExpression(section: Entry): boolean {
  return argumentsOf(section)[0] === '~';
}

function pathOf(section: Entry): string {
  return tidyPath(argumentsOf(section)[0] ?? '');
}

function byFolder(section: Entry, { path, isFolder }: Place): Governs {
  const wanted = pathOf(section);
  if (isOpen(wanted)) return 'perhaps';
  const folder = isFolder ? tidyPath(path) : folderOf(path);
  if (!isPattern(wanted)) return isBelow(folder, wanted) ? 'yes' : isFolder && isBelow(wanted, folder) ? 'perhaps' : 'no';
  const depth = wanted.split('/').length;
  const parts = folder.split('/');
  if (parts.length < depth) return isFolder ? 'perhaps' : 'no';
  return answer(patternMatches(wanted, parts.slice(0, depth).join('/')));
}

function byFileName(section: Entry, { path, isFolder }: Place): Governs {
  const [name = ''] = argumentsOf(section);
  return isFolder || isOpen(name) ? 'perhaps' : answer(patternMatches(name, baseOf(path)));
}

function byUrl(section: Entry, { url }: Place): Governs {
  const wanted = pathOf(section);
  if (url === null || isOpen(wanted) || isPattern(wanted)) return 'perhaps';
  const mounted = tidyPath(url);
  return isBelow(mounted, wanted) ? 'yes' : isBelow(wanted, mounted) ? 'perhaps' : 'no';
}

function byExpression(section: Entry, text: string, isFolder: boolean): Governs {
  const source = argumentsOf(section).find((word) => word !== '~') ?? '';
  const matches = expressionMatches(source, text);
  return matches === false && !isFolder ? 'no' : matches === true ? 'yes' : 'perhaps';
}

function answer(matches: boolean | null): Governs {
  return matches === null ? 'perhaps' : matches ? 'yes' : 'no';
}
