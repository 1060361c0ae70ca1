/** Paths of folders as httpd compares them, once it has made them canonical (apr_filepath_merge). */

/** A path with single slashes, none at its end, `.` and `..` resolved. One with a drive letter is in lower case. */
export function tidied(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const joined = parts.join('/');
  if (/^[A-Za-z]:/.test(path)) return joined.toLowerCase();
  return path.startsWith('/') ? `/${joined}` : joined;
}

/** A tidy folder and all that it lies in, the root first; `/` is the root of drives too. */
export function ancestorsOf(folder: string): string[] {
  const slash = folder.startsWith('/') ? '/' : '';
  const parts = folder.split('/').filter((part) => part !== '');
  return ['/', ...parts.map((_, index) => slash + parts.slice(0, index + 1).join('/'))];
}

/** The folder that a tidy path lies in. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

/** The last name of a tidy path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a tidy path is a folder or lies in it. */
export function isIn(path: string, folder: string): boolean {
  return path === folder || folder === '/' || path.startsWith(`${folder}/`);
}
