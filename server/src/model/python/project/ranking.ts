/** Which of a project's applications is the likeliest to be served. */
import { baseOf } from '../../wsgi/paths.ts';

/** Files that are run by people and tools, not by a server. */
const TOOLS = /^(?:manage|setup|conftest|noxfile|fabfile|tasks|celery|celery_app|celery_worker|__main__)$/;
const TESTS = /(?:^|\/)(?:tests?|testing|examples?|docs?|samples?|benchmarks?)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/;

/** What an application is judged by. */
export interface Ranked {
  readonly path: string;
  readonly name: string;
  readonly isFactory: boolean;
  /** Whether the file has it from another one. */
  readonly isImported: boolean;
}

/** Whether a file is there for tests or as an example. Takes its path below the project's folder. */
export function isAside(relative: string): boolean {
  return TESTS.test(relative) || TOOLS.test(baseOf(relative).replace(/\.py$/, ''));
}

/** The place of an application among others; the lowest is the likeliest. `folder` is that of the project. */
export function rankOf({ path, name, isFactory, isImported }: Ranked, folder: string): number {
  const relative = path.slice(folder.length + 1);
  const file = baseOf(path).replace(/\.py$/, '');
  const isEntry = /^(?:wsgi|.*_wsgi|passenger_wsgi)$/.test(file);
  const byFile = isEntry ? 0 : /^(?:__init__|app|application|main|server|run|index|web|site)$/.test(file) ? 3 : 6;
  const names = ['application', 'app', 'server', 'wsgi_app', 'api', 'create_app', 'make_app', 'main'];
  const byName = names.includes(name) ? names.indexOf(name) : 10;
  const again = isImported && !isEntry && name !== 'application' ? 12 : 0;
  return (isAside(relative) ? 1000 : 0) + (isFactory ? 20 : 0) + byFile + byName + again + relative.split('/').length;
}
