/** Paths as configurations write them. */

/** A path made absolute as httpd does it; null where that depends on something unknown, be it a variable. */
export function absolutePath(path: string, serverRoot: string | null): string | null {
  return path.includes('${') ? null : joinedPath(path, serverRoot);
}

/** The same for a path whose variables are all put in: what looks like one is part of it. */
export function joinedPath(path: string, serverRoot: string | null): string | null {
  if (path === '') return null;
  const whole = path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) ? path : serverRoot === null ? null : `${serverRoot}/${path}`;
  return whole === null ? null : normalized(/^[A-Za-z]:/.test(whole) ? whole.replaceAll('\\', '/') : whole);
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}
