/**
 * Which files an Include or IncludeOptional stands for, and in which order (server/util.c, ap_dir_fnmatch and
 * ap_dir_nofnmatch; core.c, include_config; measured with httpd 2.4.71).
 */
import type { Absence } from '../disk.ts';
import { listOf, statOf } from './keys.ts';
import type { State } from './state.ts';
import { isPattern, matches } from './wildcard.ts';

/** Deepest chain of includes (AP_MAX_INCLUDE_DEPTH). */
export const DEPTH_LIMIT = 128;

/** Deepest folder that httpd follows in an included folder (measured with 2.4.71). */
const FOLDER_DEPTH = 128;
/** Most files of one line that are followed, and most folders that are looked into for them: links may multiply both. */
const LIMIT = 20_000;

/** The files that a path stands for. */
export interface Included {
  readonly paths: readonly string[];
  /** Whether there are more than are followed. */
  readonly more: boolean;
  /** Why httpd looks for no more files and refuses the line, in its words; null where it does not. */
  readonly refused: Refused | null;
}

const REASONS: Readonly<Record<Absence, string>> = {
  missing: 'No such file or directory',
  denied: 'Permission denied',
  'not-regular': 'Bad file descriptor',
  'too-large': 'File too large',
  loop: 'Too many levels of symbolic links',
};

/** The system's words for what hinders reading a path. */
export function reasonOf(state: State, path: string, absence: Absence): string {
  return absence === 'missing' && isInFile(state, path) ? 'Not a directory' : REASONS[absence];
}

/** Whether a path leads through a file as if that were a folder. */
function isInFile(state: State, path: string): boolean {
  const kind = statOf(state, path);
  if (kind === 'file') return true;
  const parent = path.replace(/\/[^/]*$/, '');
  return kind === 'missing' && parent !== '' && parent !== path && isInFile(state, parent);
}

/** Ends a search. httpd reads each file as it finds it, so those that were found before count. */
export class Refused extends Error {
  readonly absence: Absence | 'no-match';
  constructor(words: string, absence: Absence | 'no-match') {
    super(words);
    this.absence = absence;
  }
}

/** Finds the files of an absolute path, which may hold wildcards. */
export function filesOf(state: State, path: string, optional: boolean): Included {
  const found: Found = { paths: [], folders: 0, more: false };
  const search: Search = { state, optional, found, depth: 0 };
  let refused: Refused | null = null;
  try {
    if (isPattern(path)) byPattern(search, '', path.replace(/^\/+/, ''));
    else plain(search, path);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused = error;
  }
  return { paths: found.paths, more: found.more, refused };
}

interface Found {
  readonly paths: string[];
  /** How many folders were looked into. */
  folders: number;
  /** Whether the search has ended because there is too much. */
  more: boolean;
}

interface Search {
  readonly state: State;
  readonly optional: boolean;
  readonly found: Found;
  readonly depth: number;
}

/** A path without wildcards: a file, or a folder with all that is in it. A slash at the end is for folders only. */
function plain(search: Search, written: string): void {
  const path = written.replace(/(?<=.)\/$/, '');
  const kind = statOf(search.state, path);
  if (kind === 'folder') folder({ ...search, depth: search.depth + 1 }, path);
  else if (!search.optional || (path === written && kind !== 'missing' && kind !== 'loop')) add(search, written);
}

function folder(search: Search, path: string): void {
  if (search.depth > FOLDER_DEPTH) {
    throw new Refused(
      `Include/IncludeOptional: Directory '${path}' exceeds the maximum include directory nesting level of ${FOLDER_DEPTH}. You have probably a recursion somewhere.`,
      'loop',
    );
  }
  for (const { name } of entries(search, path, false)) plain(search, `${path}/${name}`);
}

/** A path with wildcards, part by part below `base`. */
function byPattern(search: Search, base: string, rest: string): void {
  const slash = rest.indexOf('/');
  const part = slash === -1 ? rest : rest.slice(0, slash);
  const behind = slash === -1 ? null : rest.slice(slash + 1);
  if (!isPattern(part)) {
    const path = `${base}/${part}`;
    if (behind === null) plain(search, path);
    else byPattern(search, path, behind);
    return;
  }
  const list = entries(search, base === '' ? '/' : base, search.optional);
  const fitting = list.filter(({ name, folder: isFolder }) => matches(part, name) && (behind === null || isFolder));
  if (fitting.length === 0 && !search.optional && !search.found.more) {
    throw new Refused(`Include/IncludeOptional: No matches for the wildcard '${part}' in '${base}', failing`, 'no-match');
  }
  for (const { name } of fitting) {
    if (behind === null) plain(search, `${base}/${name}`);
    else byPattern(search, `${base}/${name}`, behind);
  }
}

function entries(search: Search, path: string, forgiving: boolean): readonly { readonly name: string; readonly folder: boolean }[] {
  const { found } = search;
  found.folders++;
  found.more ||= found.folders > LIMIT;
  if (found.more) return [];
  const list = listOf(search.state, path);
  if ('entries' in list) return list.entries;
  const reason = reasonOf(search.state, path, list.absence);
  if (forgiving && reason === REASONS.missing) return [];
  throw new Refused(`Include/IncludeOptional: Could not open directory ${path}: ${reason}`, list.absence);
}

function add({ found }: Search, path: string): void {
  found.more ||= found.paths.length >= LIMIT;
  if (!found.more) found.paths.push(path);
}
