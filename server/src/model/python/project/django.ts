/** Django's projects without a `wsgi.py`: their settings modules. */
import { settingsNamedIn } from '../django.ts';
import { allStatements } from '../statements.ts';
import { PLAIN, type Weighed } from './candidate.ts';
import type { Modules, ProjectModule } from './modules.ts';
import { isAside } from './ranking.ts';

/** Names that only settings have. */
const TELLING = new Set(['ROOT_URLCONF', 'INSTALLED_APPS', 'WSGI_APPLICATION']);
const LIVE = /^(?:prod(?:uction)?|live|deploy(?:ment)?)$/;
/** Settings that others are made from, and those for tests. */
const PARTS = /^(?:base|common|defaults?|tests?|testing|ci)$/;

/** The settings that a server could run a project with; those for the live site first. */
export function djangoSettingsOf(modules: Modules, folder: string): Weighed[] {
  const named = new Set(modules.all.flatMap((module) => settingsNamedIn(allStatements(module.text)).map((name) => modules.find(name, module))));
  const telling = modules.all.filter(({ bindings }) => bindings.bound.some(({ name }) => TELLING.has(name)));
  const known = new Set([...telling, ...[...named].filter((module) => module !== null)]);
  const derived = modules.all.filter((module) => module.bindings.stars.some((star) => known.has(modules.find(star, module)!)));
  const all = [...new Set([...known, ...derived])].filter(({ path }) => !isAside(path.slice(folder.length + 1)));
  const whole = all.filter(({ name }) => !PARTS.test(lastOf(name)));
  return (whole.length > 0 ? whole : all).map((module) => weighed(module, named.has(module)));
}

function weighed({ name, path, root }: ProjectModule, isNamed: boolean): Weighed {
  const rank = LIVE.test(lastOf(name)) ? 0 : lastOf(name) === 'settings' ? 1 : isNamed ? 2 : 3;
  const row = 0;
  return {
    candidate: { ...PLAIN, id: name, framework: 'django', gateway: 'wsgi', kind: 'settings', module: name, settings: name, path, row, root },
    origin: name,
    rank,
  };
}

function lastOf(name: string): string {
  return name.split('.').at(-1)!;
}
