/**
 * The list of certificates: files of the workspace and of the configuration, each once wherever its links stand, with the state that somebody has to
 * know of. Files without a certificate are left out, and collections of authorities count as one.
 */
import path from 'node:path';
import type { Content, Examined, JudgedUse } from './examined.ts';

/** What matters most about an entry, the worst first. */
export const STATES = [
  ...(['missing', 'damaged', 'otherKey', 'expired', 'future', 'uncovered', 'faulty', 'expiring'] as const),
  ...(['unreadable', 'elsewhere', 'valid', 'locked', 'request', 'collection'] as const),
] as const;

/** What matters most about an entry. */
export type EntryState = (typeof STATES)[number];

/** One file, or one collection of authorities. */
export interface Entry {
  /** Where its links lead; stays the same while it is listed. */
  readonly id: string;
  /** The path to show: as the configuration names it, else as it was found. */
  readonly path: string;
  readonly state: EntryState;
  /** What the certificate is called; the file's name where none can be seen. */
  readonly title: string;
  readonly content: Content | null;
  /** Why nothing can be told of the file. */
  readonly message: string | null;
  readonly uses: readonly JudgedUse[];
  /** How many authorities a collection has. */
  readonly authorities: number;
}

/** What the list is made of. */
export interface Sources {
  /** Files found in the workspace. */
  readonly found: readonly Examined[];
  /** Files that the configuration names, with the lines. */
  readonly named: readonly { readonly file: Examined; readonly use: JudgedUse }[];
  /** Folders of the workspace: what is named there and is not there is missing, whichever machine the configuration is for. */
  readonly folders: readonly string[];
}

/** A file with more authorities than that and nothing else is a collection, as is a folder with more files of one each. */
const COLLECTION = 10;
/** How the protocol counts warnings; errors come before them. */
const WARNING = 2;

/** The list, what needs attention first, then what ends first. */
export function inventoryOf({ found, named, folders }: Sources): readonly Entry[] {
  const files = new Map<string, { readonly file: Examined; readonly uses: JudgedUse[] }>();
  for (const { file, use } of named) {
    const known = files.get(file.real);
    if (known === undefined) files.set(file.real, { file, uses: [use] });
    else known.uses.push(use);
  }
  for (const file of found) if (!files.has(file.real) && isListed(file)) files.set(file.real, { file, uses: [] });
  return gathered([...files.values()].map(({ file, uses }) => entryOf(file, uses, folders))).sort(byAttention);
}

/** Whether a file that no line names is worth a place: those that hold no certificate, or that nobody may read, are not. */
function isListed({ content, trouble }: Examined): boolean {
  return content !== null || trouble?.kind === 'damaged';
}

function entryOf(file: Examined, uses: readonly JudgedUse[], folders: readonly string[]): Entry {
  const { content, trouble, real } = file;
  const authorities = content !== null && isCollection(content) ? content.certificates.length : 0;
  const name = path.basename(file.path);
  const [first] = [...(content?.certificates ?? []), ...(content?.requests ?? [])];
  return {
    id: real,
    path: file.path,
    state: authorities > 0 ? 'collection' : stateOf(file, uses, folders),
    title: authorities > 0 ? name : (first?.title ?? name),
    content,
    message: trouble?.message ?? null,
    uses,
    authorities,
  };
}

function isCollection({ certificates }: Content): boolean {
  return certificates.length > COLLECTION && certificates.every(({ isAuthority }) => isAuthority);
}

function stateOf({ path: file, content, trouble }: Examined, uses: readonly JudgedUse[], folders: readonly string[]): EntryState {
  if (trouble?.kind === 'missing')
    return says(uses, 'missing-tls-file') || folders.some((folder) => file.startsWith(`${folder}${path.sep}`)) ? 'missing' : 'elsewhere';
  if (trouble?.kind === 'damaged') return 'damaged';
  if (content === null) return 'unreadable';
  const [facts] = content.certificates;
  if (facts === undefined) return content.requests.length > 0 ? 'request' : 'locked';
  if (says(uses, 'key-mismatch') || uses.some(({ keyFits }) => keyFits === false)) return 'otherKey';
  if (facts.state === 'expired' || facts.state === 'future') return facts.state;
  if (says(uses, 'uncovered-name') || uses.some(({ uncovered }) => uncovered.length > 0)) return 'uncovered';
  return uses.some(isFaulty) ? 'faulty' : facts.state;
}

/** Whether something else is wrong with a line or its key: an error or a warning. That time runs out is a state of its own. */
function isFaulty({ findings }: JudgedUse): boolean {
  return findings.some(({ code, severity }) => severity !== undefined && severity <= WARNING && code !== 'expiring-certificate');
}

function says(uses: readonly JudgedUse[], code: string): boolean {
  return uses.some(({ findings }) => findings.some((finding) => finding.code === code));
}

/** Files of one authority each, as systems keep theirs, as one entry for their folder. */
function gathered(entries: readonly Entry[]): Entry[] {
  const folders = new Map<string, Entry[]>();
  for (const entry of entries.filter(isLoneAuthority)) {
    const folder = path.dirname(entry.path);
    folders.set(folder, [...(folders.get(folder) ?? []), entry]);
  }
  const large = [...folders].filter(([, files]) => files.length > COLLECTION);
  const inside = new Set(large.flatMap(([, files]) => files));
  const collections = large.map(
    ([folder, files]): Entry => ({
      ...{ id: folder, path: folder, state: 'collection', title: path.basename(folder) },
      ...{ content: null, message: null, uses: [], authorities: files.length },
    }),
  );
  return [...entries.filter((entry) => !inside.has(entry)), ...collections];
}

function isLoneAuthority({ content, uses }: Entry): boolean {
  const certificates = content?.certificates ?? [];
  return uses.length === 0 && certificates.length === 1 && certificates[0]!.isAuthority;
}

function byAttention(one: Entry, other: Entry): number {
  const end = ({ content }: Entry) => content?.certificates[0]?.validTo ?? Number.POSITIVE_INFINITY;
  const ends = end(one) === end(other) ? 0 : end(one) - end(other);
  return STATES.indexOf(one.state) - STATES.indexOf(other.state) || ends || one.title.localeCompare(other.title) || one.path.localeCompare(other.path);
}

/** The names that a certificate lacks for those who use it. */
export function lackedNames({ uses }: Pick<Entry, 'uses'>): readonly string[] {
  return [...new Set(uses.flatMap(({ uncovered }) => uncovered))];
}
