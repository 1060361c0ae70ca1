/** Offers of files and folders while a path is being typed. */
import type { CompletionItem } from './item.ts';

/** One entry of a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly folder: boolean;
}

/** The part of a file system that completion needs. Unreadable or missing folders give an empty list. */
export interface Folders {
  /** The entries of a folder named relative to where httpd starts from, or absolutely; an empty name is that place itself. At most `limit` of them. */
  list(documentUri: string, folder: string, limit: number): Promise<readonly FolderEntry[]>;
}

const LIMIT = 500;

/** A path as far as it is written. */
export interface WrittenPath {
  /** What stands before the cursor. */
  readonly text: string;
  /** Whether it stands in quotes; without them a name with blanks cannot be written. */
  readonly quoted: boolean;
  /** Whether a slash follows already. */
  readonly goesOn: boolean;
}

/** The entries of the folder that a half-written path points into; they replace its last part. */
export async function pathOffers(
  documentUri: string,
  { text, quoted, goesOn }: WrittenPath,
  foldersOnly: boolean,
  folders: Folders,
): Promise<CompletionItem[]> {
  const base = text === '' ? '/' : '';
  const entries = await folders.list(documentUri, base + text.slice(0, text.lastIndexOf('/') + 1), LIMIT);
  const shown = entries.filter(({ folder, name }) => (folder || !foldersOnly) && (quoted || !/\s/.test(name)));
  return shown.map(({ folder, name }) => ({
    label: base + (folder ? `${name}/` : name),
    kind: folder ? 'folder' : 'file',
    insert: base + (folder && !goesOn ? `${name}/` : name),
    sort: `${folder ? '0' : '1'}${name}`,
    ...(folder && { again: true }),
  }));
}
