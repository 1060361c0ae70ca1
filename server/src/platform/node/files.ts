/** Folders of the machine that the server runs on. */
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Entry, FileSystem } from '../../lsp/environment.ts';

/** The machine's file system; only `file:` URIs are looked at. */
export const nodeFiles: FileSystem = {
  async list(folderUri, limit) {
    const folder = pathOf(folderUri);
    if (folder === null) return [];
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      const shown: Entry[] = entries.map((entry) => ({ name: entry.name, folder: entry.isDirectory() }));
      return shown.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, limit);
    } catch {
      return [];
    }
  },
};

function pathOf(uri: string): string | null {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}
