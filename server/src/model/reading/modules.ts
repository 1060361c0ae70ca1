/** Which modules are loaded at a line: those compiled in, which depend on who built httpd, and those of LoadModule. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { isLoaded, isPartlyUnread, type Presence, unlessUnread } from './keys.ts';
import { type State, UNKNOWN } from './state.ts';

/** Who built the httpd that a configuration is for, as far as it shows in the paths that it names. */
export type Layout = 'debian' | 'rhel' | 'other';

const EVERYWHERE = ['core', 'mod_so', 'http_core'];

/** What is compiled in (`httpd -l` of the distribution's packages). */
const COMPILED_IN: Readonly<Record<Layout, readonly string[]>> = {
  debian: [...EVERYWHERE, 'mod_watchdog', 'mod_log_config', 'mod_logio', 'mod_version', 'mod_unixd'],
  rhel: EVERYWHERE,
  other: EVERYWHERE,
};

/** The layout that the path of a module's file tells of. */
export function layoutOf(path: string): Layout {
  if (path.startsWith('/usr/lib/apache2/modules/')) return 'debian';
  return /^(?:modules\/|\/usr\/lib64\/httpd\/modules\/|\/etc\/httpd\/modules\/)/.test(path) ? 'rhel' : 'other';
}

/** The name under which a module is kept: the source's name without its ending for one that we know. */
export function moduleKey(name: string, knowledge: Knowledge): string {
  return knowledge.module(name)?.name ?? name;
}

/** Whether a module counts as loaded at this line, by the knowledge's name, by identifier or by source file. */
export function modulePresence(state: State, name: string, knowledge: Knowledge): Presence {
  const key = moduleKey(name, knowledge);
  const told = isLoaded(state, key);
  if (told !== undefined) return told;
  const layout = (state.ask('layout') as Layout | undefined) ?? 'other';
  if (COMPILED_IN[layout].includes(key)) return true;
  const known = knowledge.module(name) !== undefined;
  if (known ? layout === 'other' : state.ask('unheard-of modules') !== undefined) return UNKNOWN;
  return unlessUnread(state, false, false);
}

/** Whether the name in an `<IfModule>` finds a module: an identifier or a source file, exactly as the module has it. */
export function namedModulePresence(state: State, name: string, knowledge: Knowledge): Presence {
  if (name === 'http_core.c' || name === 'http_module') return true;
  const isOurs = name === 'http_core' || knowledge.modules.some((module) => module.name === name);
  return isOurs && knowledge.module(name) === undefined ? false : modulePresence(state, name, knowledge);
}

/** Whether every module that is loaded so far is one that we know, and nobody else's build may have more. */
export function allModulesAreKnown(state: State): boolean {
  const layout = state.ask('layout') as Layout | undefined;
  return layout !== undefined && layout !== 'other' && state.ask('unheard-of modules') === undefined && !isPartlyUnread(state);
}

/** Takes note of a LoadModule line that httpd reads. */
export function load(state: State, identifier: string, path: string, certain: boolean, knowledge: Knowledge): void {
  const key = moduleKey(identifier, knowledge);
  if (state.ask('layout') === undefined) state.tell('layout', layoutOf(path));
  if (knowledge.module(identifier) === undefined && state.ask('unheard-of modules') === undefined) state.tell('unheard-of modules', true);
  if (isLoaded(state, key) !== true) state.tell(`module:${key}`, certain ? true : UNKNOWN);
}

/** The modules that are surely or perhaps loaded at the end; null where any module may be, since no LoadModule is in sight, the build is unknown or a part was not read. */
export function loadedModules(state: State): ReadonlySet<string> | null {
  const layout = state.ask('layout') as Layout | undefined;
  if (layout === undefined || layout === 'other' || isPartlyUnread(state)) return null;
  const told = [...state.toldUnder('module:')].filter(([, value]) => value !== false).map(([name]) => name);
  return told.length === 0 ? null : new Set([...COMPILED_IN[layout], ...told]);
}
