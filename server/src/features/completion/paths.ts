/** Offers of files and folders while a path is being typed. */
import type { CompletionItem } from './item.ts';

/** One entry of a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly folder: boolean;
}

/** The part of a file system that completion needs. Unreadable or missing folders give an empty list. */
export interface Folders {
  /** The entries of a folder named relative to the document, or absolutely. At most `limit` of them. */
  list(documentUri: string, folder: string, limit: number): Promise<readonly FolderEntry[]>;
}

const LIMIT = 500;

/** The entries of the folder that a half-written path points into; they replace what follows its last slash. */
export async function pathOffers(documentUri: string, written: string, foldersOnly: boolean, folders: Folders): Promise<CompletionItem[]> {
  const slash = written.lastIndexOf('/');
  if (slash === -1 && written !== '') return [];
  const entries = await folders.list(documentUri, slash === -1 ? '/' : written.slice(0, slash + 1), LIMIT);
  const base = slash === -1 ? '/' : '';
  return entries.filter((entry) => entry.folder || !foldersOnly).map((entry) => ({
    label: base + (entry.folder ? `${entry.name}/` : entry.name),
    kind: entry.folder ? 'folder' : 'file',
    insert: base + (entry.folder ? `${entry.name}/` : entry.name),
    sort: `${entry.folder ? '0' : '1'}${entry.name}`,
    ...(entry.folder && { again: true }),
  }));
}
