/** Answers to the conditions of sections from what is known at a line. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Answers, Holds } from '../conditions.ts';
import { isDefined, type Presence, serverRootOf, statOf } from './keys.ts';
import { allModulesAreKnown, modulePresence, namedModulePresence } from './modules.ts';
import { joinedPath } from './paths.ts';
import type { ReaderOptions } from './reader.ts';
import { type State, UNKNOWN } from './state.ts';

/** The answers at this line. */
export function answersFrom(state: State, options: ReaderOptions): Answers {
  const { knowledge, target } = options;
  return {
    target,
    isDefined: (name) => holds(isDefined(state, name)),
    isLoaded: (name) => holds(namedModulePresence(state, name, knowledge)),
    hasFile: (path) => fileHolds(state, path, options),
    hasDirective: (name, section) => directiveHolds(state, name, section, knowledge),
  };
}

function holds(presence: Presence): Holds {
  return presence === UNKNOWN ? null : presence;
}

function fileHolds(state: State, path: string, { placeOf, looksForFiles }: ReaderOptions): Holds {
  const absolute = joinedPath(path, serverRootOf(state));
  const place = absolute === null ? null : placeOf(absolute, state);
  const kind = place === null ? undefined : statOf(state, place);
  if (kind === undefined || kind === 'denied' || kind === 'loop') return null;
  return kind !== 'missing' || (looksForFiles(state) ? false : null);
}

/** A directive is there if a module that brings it is loaded. */
function directiveHolds(state: State, name: string, section: boolean, knowledge: Knowledge): Holds {
  const directives = knowledge.find(name, section);
  const presences = directives.map(({ module }) => modulePresence(state, module, knowledge));
  if (presences.includes(true)) return true;
  if (directives.length === 0) return allModulesAreKnown(state) ? false : null;
  return presences.includes(UNKNOWN) || presences.includes('absent') ? null : false;
}
