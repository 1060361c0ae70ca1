/** Paths and patterns as httpd compares them (server/util.c; APR's fnmatch). */

/** A path with forward slashes, single ones, and none at its end; the root stays `/`. */
export function tidyPath(path: string): string {
  const slashed = path.replaceAll('\\', '/').replace(/\/{2,}/g, '/');
  return slashed.length > 1 ? slashed.replace(/\/$/, '') : slashed;
}

/** Whether a path begins at a root: `/srv`, `C:/srv`. */
export function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[\\/])/.test(path);
}

/** Whether a path is one of Windows: with a drive letter. */
export function isWindowsPath(path: string): boolean {
  return /^[A-Za-z]:[\\/]/.test(path);
}

/** The folder that a path stands in, tidied. */
export function folderOf(path: string): string {
  const tidy = tidyPath(path);
  const slash = tidy.lastIndexOf('/');
  return slash <= 0 ? '/' : tidy.slice(0, slash);
}

/** The last part of a path. */
export function baseOf(path: string): string {
  const tidy = tidyPath(path);
  return tidy.slice(tidy.lastIndexOf('/') + 1);
}

/** A path below a folder. */
export function joinPath(folder: string, name: string): string {
  return tidyPath(`${folder}/${name}`);
}

/** Whether a path is a folder or lies below it; both tidied. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

/** Whether a word has a variable in it that only httpd knows. */
export function hasVariable(word: string): boolean {
  return word.includes('${');
}

/** Whether a path is not for a reader to know: it has a variable or the mark of some template in it. */
export function isOpen(path: string): boolean {
  return /[$%]\{|\{\{|[{@<%]\s*\w[^/]*[}@>%]/.test(path);
}

/** Whether a text has signs of a shell pattern. */
export function isPattern(text: string): boolean {
  return /[*?[]/.test(text);
}

/** Whether a shell pattern matches a text; its wildcards do not match slashes. Null for a pattern that cannot be read. */
export function patternMatches(pattern: string, text: string): boolean | null {
  const source = pattern.replace(/\[!|[.+^${}()|\\]|\*|\?/g, (sign) => (sign === '[!' ? '[^' : sign === '*' ? '[^/]*' : sign === '?' ? '[^/]' : `\\${sign}`));
  return expressionMatches(`^${source}$`, text);
}

/** Whether a regular expression matches somewhere in a text; null for one that cannot be read here. */
export function expressionMatches(source: string, text: string): boolean | null {
  try {
    return new RegExp(source).test(text);
  } catch {
    return null;
  }
}
