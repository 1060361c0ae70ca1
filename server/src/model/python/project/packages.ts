/** The packages that a project asks for, and what they ask of the server. */
import type { Disk } from '../../disk.ts';
import { joinPath } from '../../wsgi/paths.ts';
import { NEED_MAIN_INTERPRETER, projectRequirementsIn, READ_AUTHORIZATION, requirementsIn } from '../requirements.ts';

/** What keeps a project's packages. */
export type PackageManager = 'poetry' | 'pipenv' | 'uv' | 'pdm' | 'pip';

/** What a project's requirements say. */
export interface ProjectPackages {
  /** Null where nothing names the packages. */
  readonly manager: PackageManager | null;
  /** Packages that only work in Python's main interpreter. */
  readonly mainInterpreter: readonly string[];
  /** Packages that read the Authorization header. */
  readonly authorization: readonly string[];
}

const BYTES = 256 * 1024;

/** Files that tell the manager, in the order in which they are believed. */
const MANAGERS: readonly (readonly [file: string, manager: PackageManager])[] = [
  ['poetry.lock', 'poetry'],
  ['Pipfile', 'pipenv'],
  ['uv.lock', 'uv'],
  ['pdm.lock', 'pdm'],
  ['requirements.txt', 'pip'],
];

/** Reads the requirements in a project's folder. */
export function packagesOf(disk: Disk, folder: string): ProjectPackages {
  const text = (name: string) => {
    const read = disk.read(joinPath(folder, name), BYTES);
    return 'text' in read ? read.text : '';
  };
  const project = text('pyproject.toml');
  const names = new Set([...requirementsIn(text('requirements.txt')), ...projectRequirementsIn(project), ...pipfileNames(text('Pipfile'))]);
  const locked = MANAGERS.find(([file]) => disk.stat(joinPath(folder, file)).kind === 'file')?.[1];
  const manager = locked ?? (/^\[tool\.poetry\b/m.test(project) ? 'poetry' : project === '' ? null : 'pip');
  const among = (set: ReadonlySet<string>) => [...names].filter((name) => set.has(name));
  return { manager, mainInterpreter: among(NEED_MAIN_INTERPRETER), authorization: among(READ_AUTHORIZATION) };
}

function pipfileNames(text: string): string[] {
  const table = /^\[packages\]\s*\n((?:(?!\[).*\n?)*)/m.exec(text)?.[1] ?? '';
  return requirementsIn([...table.matchAll(/^["']?([\w.-]+)["']?\s*=/gm)].map((match) => match[1]).join('\n'));
}
