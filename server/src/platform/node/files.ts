/** Files of the machine that the server runs on. */
import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
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

  async read(fileUri, maxBytes) {
    const file = pathOf(fileUri);
    return file === null ? null : readRegular(file, maxBytes);
  },
};

function pathOf(uri: string): string | null {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}

/** Reads a regular file through one handle, so that what is checked is what is read; pipes and devices are left alone. */
async function readRegular(file: string, maxBytes: number): Promise<string | null> {
  let handle: Awaited<ReturnType<typeof open>> | null = null;
  try {
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size > maxBytes) return null;
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await handle.readFile());
  } catch {
    return null;
  } finally {
    await handle?.close();
  }
}
