/** What a WSGI script is made from. */
import { CertificateProblem } from '../certificates/problem.ts';
import type { ApplicationCandidate, ProjectApplications, ProjectEnvironment } from './application.ts';
import { option } from './httpd/words.ts';

/** What a script is made from. Paths are absolute. */
export interface ScriptPlan {
  readonly candidate: ApplicationCandidate;
  /** Where the script goes. */
  readonly target: string;
  /** The project's folder. */
  readonly project: string;
  /** The environment that the application runs in; null for the system's Python. */
  readonly environment: ProjectEnvironment | null;
  readonly packages: ProjectApplications['packages'];
  /** What a factory is given: literals, as they stand between the brackets of a call. */
  readonly values?: string | undefined;
  /** Puts an ASGI application behind WSGI. */
  readonly adapter?: 'a2wsgi' | undefined;
  /** Whether the script puts the project on Python's path itself: for a server whose configuration somebody else keeps. */
  readonly importPath?: 'configuration' | 'script' | undefined;
}

/** Names of frameworks as people write them, where it is not the package's with a capital. */
const FRAMEWORKS: Readonly<Record<string, string>> = {
  wsgi: 'WSGI',
  asgi: 'ASGI',
  fastapi: 'FastAPI',
  cherrypy: 'CherryPy',
  webpy: 'web.py',
  aiohttp: 'aiohttp',
  blacksheep: 'BlackSheep',
};

/** What people call a framework. */
export function frameworkName(framework: string): string {
  return FRAMEWORKS[framework] ?? framework.charAt(0).toUpperCase() + framework.slice(1);
}

/** Whether the script has to put the project on Python's path, since the configuration does not, or cannot. */
export function setsPath({ candidate: { root }, importPath }: Pick<ScriptPlan, 'candidate' | 'importPath'>): boolean {
  return importPath === 'script' || !fitsPythonPath(root);
}

/** Whether a path is one of Windows: with a drive, or on a share. */
export function isWindowsPath(path: string): boolean {
  return /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path);
}

/** Whether `python-path=`, a list of folders, can hold a folder. */
function fitsPythonPath(folder: string): boolean {
  return !(isWindowsPath(folder) ? /;/ : /:/).test(folder) && canBeSaid(() => option('python-path', folder));
}

/** Whether httpd's configuration can hold a text. */
export function canBeSaid(say: () => string): boolean {
  try {
    say();
    return true;
  } catch (error) {
    if (error instanceof CertificateProblem) return false;
    throw error;
  }
}
