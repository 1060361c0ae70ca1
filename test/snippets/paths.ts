/** Moves the absolute paths of a configuration below a temporary folder, so that Apache finds what the text names. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';

/** Absolute paths below the folders that snippets and examples use. */
const PATH = /(?<![\w:])\/(?:srv|etc|var)\/[\w./-]*\w/g;

/** Creates what the text names below `folder` and points the text there. */
export async function moveBelow(folder: string, text: string): Promise<string> {
  for (const path of new Set(text.match(PATH))) {
    const isFile = extname(path) !== '' && !path.endsWith('.d');
    await mkdir(`${folder}${isFile ? dirname(path) : path}`, { recursive: true });
    if (isFile) await writeFile(`${folder}${path}`, 'present\n');
  }
  return text.replace(PATH, (path) => `${folder}${path}`);
}
