/** The keys under which a reading asks and tells, and the types of their values. */
import type { Tree } from '../../syntax/tree.ts';
import type { SourceFile } from '../configuration/entry.ts';
import type { Absence, ListResult, Stat } from '../disk.ts';
import type { MacroText } from './macros.ts';
import { type State, UNKNOWN } from './state.ts';

/** What a file gives to a reading. */
export type Source = { readonly file: SourceFile; readonly tree: Tree } | { readonly absence: Absence | 'binary' };

/** Whether something is there: surely, not at all, perhaps; `absent` for what nobody has heard of, and that most likely is not there. */
export type Presence = boolean | 'absent' | typeof UNKNOWN;

/** Whether a name counts for `<IfDefine>`. */
export function isDefined(state: State, name: string): Presence {
  return unlessUnread(state, state.ask(`define:${name}`) as Presence, false);
}

/**
 * The text that `${name}` stands for; undefined where it surely stands for nothing. Defined names are found whatever their
 * case (they lie in a table of APR), names of the environment as they are written; a Define without a value leaves those be.
 */
export function variable(state: State, name: string): string | undefined | typeof UNKNOWN {
  const defined = state.ask(variableKey(name));
  return unlessUnread(state, (defined ?? state.ask(`environment:${name}`)) as string | undefined | typeof UNKNOWN, undefined);
}

/** The key of the value that a Define gives a name. */
export function variableKey(name: string): string {
  return `variable:${name.toLowerCase()}`;
}

/** Whether a line has loaded a module so far, by source name (`mod_ssl`), or by identifier for one that we do not know; undefined where none has. */
export function isLoaded(state: State, module: string): Presence | undefined {
  return state.ask(`module:${module}`) as Presence | undefined;
}

/** The macro of a name, in lower case. */
export function macroOf(state: State, name: string): MacroText | undefined | typeof UNKNOWN {
  return unlessUnread(state, state.ask(`macro:${name}`) as MacroText | undefined | typeof UNKNOWN, undefined);
}

/** Takes note that a part of the configuration is not known: what is not in sight may stand there. */
export function tellUnread(state: State): void {
  state.tell('unread', true);
}

/** Whether a part of the configuration is not known. */
export function isPartlyUnread(state: State): boolean {
  return state.ask('unread') === true;
}

/** An answer, unless it says that nothing is there and an unknown part of the configuration may hold it. */
export function unlessUnread<T>(state: State, answer: T, absence: T): T | typeof UNKNOWN {
  return answer === absence && isPartlyUnread(state) ? UNKNOWN : answer;
}

/** Whether a line above defines any macro, be it undone since. */
export function hasMacros(state: State): boolean {
  return state.ask('any macro') === true;
}

/** What relative paths start from; null where nobody can know. */
export function serverRootOf(state: State): string | null {
  return state.ask('server root') as string | null;
}

/** The ServerRoot that the first such line above names: where the configuration was meant to lie; null where none stands above. */
export function firstServerRoot(state: State): string | null {
  return (state.ask('first server root') as string | undefined) ?? null;
}

/** A file of the configuration. */
export function sourceOf(state: State, path: string): Source {
  return state.ask(`source:${path}`) as Source;
}

/** What a path leads to. */
export function statOf(state: State, path: string): Stat['kind'] {
  return state.ask(`stat:${path}`) as Stat['kind'];
}

/** The names in a folder. */
export function listOf(state: State, path: string): ListResult {
  return state.ask(`list:${path}`) as ListResult;
}
