/** Finds the applications of a project: reads its files, follows its names, and tells which of them a server can call. */
import type { Disk } from '../../disk.ts';
import { Meanings } from '../meanings.ts';
import type { Candidate, Weighed } from './candidate.ts';
import { djangoSettingsOf } from './django.ts';
import { environmentsOf, type ProjectEnvironment } from './environments.ts';
import { Modules, type ProjectModule } from './modules.ts';
import { boundAs, namedIn } from './named.ts';
import { namelessIn, pasteIn } from './nameless.ts';
import { type ProjectPackages, packagesOf } from './packages.ts';
import { isAside } from './ranking.ts';
import { filesOf } from './walk.ts';

/** What is known of a project. */
export interface Applications {
  /** The likeliest first. The same application under several names is one. */
  readonly candidates: readonly Candidate[];
  readonly environments: readonly ProjectEnvironment[];
  readonly packages: ProjectPackages;
  /** Whether something was left out: files too large or unreadable, or too many of them. */
  readonly partial: boolean;
}

/** Finds the applications in a folder, a tidy path; with `wanted` only those of that name (`module:name`), be they likely or not. */
export function applicationsIn(disk: Disk, folder: string, wanted?: string): Applications {
  const files = filesOf(disk, folder);
  const modules = new Modules(disk, files);
  const meanings = new Meanings((name, from) => modules.find(name, from as ProjectModule));
  const named = modules.all.flatMap((module) => namedIn(module, meanings, folder));
  const all = [...named, ...modules.all.flatMap((module) => namelessIn(module, meanings, folder))];
  const usesPyramid = all.some(({ candidate: { framework } }) => framework === 'pyramid');
  const paste = usesPyramid ? pasteIn(disk, files.settings, modules.all, folder) : [];
  const settings = () => djangoSettingsOf(modules, folder);
  const wantedIn = (id: string) => {
    const found = [...all, ...paste, ...settings()].filter(({ candidate }) => candidate.id === id);
    return found.length > 0 ? inOrder(found).map(({ candidate }) => candidate) : [boundAs(id, modules.all, meanings)].filter((candidate) => candidate !== null);
  };
  const candidates = wanted === undefined ? inOrder(chosen(all, paste, settings, folder)).map(({ candidate }) => candidate) : wantedIn(wanted);
  return {
    candidates,
    environments: environmentsOf(disk, folder, [...new Set(candidates.map(({ root }) => root))]),
    packages: packagesOf(disk, folder),
    partial: files.partial,
  };
}

/** Those that somebody may mean: one of each origin, and none of tests and tools where there are others. */
function chosen(all: readonly Weighed[], paste: readonly Weighed[], settings: () => readonly Weighed[], folder: string): Weighed[] {
  const served = inOrder(all).filter(({ candidate }) => !isAside(candidate.path.slice(folder.length + 1)));
  const considered = served.length > 0 ? served : all;
  const hasDjango = considered.some(({ candidate }) => candidate.framework === 'django' && candidate.gateway === 'wsgi');
  const isDjangos = ({ candidate }: Weighed) => candidate.framework === 'django' && candidate.gateway === 'asgi';
  const django = hasDjango ? [] : settings();
  const others = django.length > 0 || hasDjango ? considered.filter((one) => !isDjangos(one)) : considered;
  const rest = paste.length > 0 ? others.filter(({ candidate }) => candidate.framework !== 'pyramid') : others;
  return firstOfEach([...inOrder(paste), ...django, ...rest]);
}

/** The likeliest of each origin; a factory gives way to what it has made, and to another one that gives it all that it asks for. */
function firstOfEach(all: readonly Weighed[]): Weighed[] {
  const importable = inOrder(all.filter(({ candidate }) => candidate.reach === 'import'));
  const isMade = ({ candidate, origin }: Weighed) => candidate.kind === 'instance' || (candidate.parameters.length === 0 && origin.includes('('));
  const made = new Set(importable.filter(isMade).map(({ origin }) => origin.replace(/\(.*$/s, '')));
  const seen = new Set<string>();
  const rest = all.filter(({ candidate }) => candidate.reach !== 'import');
  return [...importable, ...rest].filter(({ candidate, origin }) => {
    if (seen.has(origin) || (candidate.kind === 'factory' && made.has(origin))) return false;
    seen.add(origin);
    return true;
  });
}

function inOrder(all: readonly Weighed[]): Weighed[] {
  const byName = (one: Weighed, other: Weighed) => (one.candidate.id < other.candidate.id ? -1 : 1);
  return [...all].sort((one, other) => one.rank - other.rank || byName(one, other));
}
