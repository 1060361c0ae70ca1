/** A whole configuration as the parity tests pass it round: files, links and folders below one root, and how it is laid on the disk. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Stands for the root's own path in the text of a file. */
export const ROOT = '@ROOT@';

/** The file that httpd is started with. */
export const MAIN = 'apache2.conf';

/** The shell file that sets the environment of httpd, as Debian has it. */
export const ENVVARS = 'envvars';

/** Everything below the root, by path relative to it. */
export interface ConfigurationTree {
  readonly files: ReadonlyMap<string, string>;
  /** Symbolic links and what they lead to, relative to the link's folder. */
  readonly links: ReadonlyMap<string, string>;
  readonly folders: readonly string[];
}

/** Lays a tree into an empty folder. */
export async function writeTree({ files, links, folders }: ConfigurationTree, root: string): Promise<void> {
  const parents = [...files.keys(), ...links.keys()].map((path) => dirname(path));
  for (const folder of new Set([...folders, ...parents])) await mkdir(join(root, folder), { recursive: true });
  for (const [path, text] of files) await writeFile(join(root, path), text.replaceAll(ROOT, root));
  for (const [path, target] of links) await symlink(target, join(root, path));
}

/** The tree for people: every file that is part of the configuration under a line with its name. */
export function printTree({ files, links }: ConfigurationTree): string {
  const shown = [...files].filter(([path, text]) => isConfiguration(path) && text !== '');
  const texts = shown.map(([path, text]) => `--- ${path}\n${text.replace(/\n?$/, '\n')}`);
  return `${texts.join('')}${[...links].map(([path, target]) => `--- ${path} -> ${target}\n`).join('')}`;
}

/** Whether a file of a tree is read as configuration (others are served, or are certificates). */
export function isConfiguration(path: string): boolean {
  return path === MAIN || path === ENVVARS || /\.(?:conf|load|inc)$/.test(path);
}
