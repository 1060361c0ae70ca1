/** The search for files of the made-up editor. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Files below a folder whose names end as the pattern does, such as `*.{pem,crt}` after `**` and a slash; not those in folders whose names the other pattern lists. */
export function filesBelow(folder: string, pattern: string, exclude = ''): readonly string[] {
  const excluded = /\{([^{}]*)\}/.exec(exclude)?.[1]?.split(',') ?? [];
  const [, listed = ''] = /\*\.\{?([^{}*]*)\}?$/.exec(pattern) ?? [];
  const ends = listed.split(',').map((end) => `.${end}`);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const isExcluded = (parent: string) =>
    path
      .relative(folder, parent)
      .split(path.sep)
      .some((part) => excluded.includes(part));
  const files = entries.filter((entry) => entry.isFile() && ends.includes(path.extname(entry.name)) && !isExcluded(entry.parentPath));
  return files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
}
