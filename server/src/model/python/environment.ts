/** Virtual environments: the `pyvenv.cfg` in their root, and paths that point beside the root. */

/** What a `pyvenv.cfg` says. */
export interface Environment {
  /** The folder of the Python that it was made with; null where it is not named. */
  readonly home: string | null;
  /** Its Python as `3.11`; null where it is not named. */
  readonly version: string | null;
}

/** Reads a `pyvenv.cfg` (PEP 405; `version_info` is what virtualenv writes). */
export function environmentIn(text: string): Environment {
  const values = new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const equals = line.indexOf('=');
      return equals === -1 ? [] : [[line.slice(0, equals).trim().toLowerCase(), line.slice(equals + 1).trim()] as const];
    }),
  );
  const version = values.get('version') ?? values.get('version_info') ?? '';
  return { home: values.get('home') ?? null, version: /^\d+\.\d+/.exec(version)?.[0] ?? null };
}

/** What a path inside an environment leads to, and the environment's root. */
export interface Inside {
  readonly part: 'python' | 'bin' | 'lib' | 'site-packages';
  readonly root: string;
}

/** Parts below a root, the longest first. */
const PARTS: readonly (readonly [Inside['part'], RegExp])[] = [
  ['site-packages', /^(.+)\/(?:lib|lib64|Lib)(?:\/python\d+(?:\.\d+)*t?)?\/(?:site|dist)-packages$/],
  ['lib', /^(.+)\/(?:lib|lib64)\/python\d+(?:\.\d+)*t?$/],
  ['lib', /^(.+\/(?:\.?venv|env|virtualenv)[^/]*)\/lib(?:64)?$/],
  ['python', /^(.+)\/(?:bin|Scripts)\/(?:python[\d.]*(?:\.exe)?|activate(?:_this\.py)?)$/],
  ['bin', /^(.+)\/(?:bin|Scripts)$/],
];

/** What a tidy path is, if it points into an environment rather than at its root; null where it may be a root. */
export function insideEnvironment(path: string): Inside | null {
  for (const [part, pattern] of PARTS) {
    const root = pattern.exec(path)?.[1];
    if (root !== undefined) return { part, root };
  }
  return null;
}

/** Whether a root is that of the system's own Python and no environment. */
export function isSystemRoot(root: string): boolean {
  return /^(?:\/usr|\/usr\/local|\/)$/.test(root);
}

/** The version of Python in a module's file name: `mod_wsgi-py310.cpython-310-x86_64-linux-gnu.so`, `mod_wsgi.so-3.11`; null where it has none. */
export function pythonOfModule(file: string): string | null {
  const [, major, minor] = /(?:-py|cpython-|cp)(3)(\d{1,2})(?!\d)/.exec(file) ?? /\.so-(3)\.(\d{1,2})$/.exec(file) ?? [];
  return major === undefined ? null : `${major}.${minor}`;
}
