/** What the directives do that httpd runs while it reads (EXEC_ON_READ; server/core.c, mod_so.c, mod_macro.c). */
import type { Line } from '../../syntax/line.ts';
import type { Statement } from '../../syntax/statement.ts';
import type { Word } from '../../syntax/words.ts';
import type { SourceFile } from '../configuration/entry.ts';
import type { Absence } from '../disk.ts';
import { DEPTH_LIMIT, filesOf, reasonOf } from './include.ts';
import { firstServerRoot, hasMacros, macroOf, serverRootOf, sourceOf, statOf, tellUnread, variableKey } from './keys.ts';
import { load } from './modules.ts';
import { joinedPath } from './paths.ts';
import type { Around, Reader } from './reader.ts';
import type { Done, FileReading, Trouble, TroubleKind } from './reading.ts';
import { type State, UNKNOWN } from './state.ts';
import { withoutClosings } from './substitute.ts';

/** The line that is run. */
export interface Running {
  readonly line: Line;
  readonly around: Around;
  /** Whether all its variables are known. */
  readonly settled: boolean;
}

type Run = (reader: Reader, state: State, statement: Statement, running: Running) => Done;

const RUNS: Readonly<Record<string, Run>> = {
  define: (_, state, statement, running) => define(state, statement, running),
  undefine: (_, state, statement, running) => undefine(state, statement, running),
  loadmodule: loadModule,
  serverroot: (_, state, statement, running) => serverRoot(state, statement, running),
  include: (reader, state, statement, running) => include(reader, state, statement, running, false),
  includeoptional: (reader, state, statement, running) => include(reader, state, statement, running, true),
  use,
  undefmacro: (_, state, statement, running) => undefMacro(state, statement, running),
};

/** Runs a directive if it is one that runs while httpd reads. */
export function runDirective(reader: Reader, state: State, statement: Statement, running: Running): Done {
  const name = statement.name.toLowerCase();
  return Object.hasOwn(RUNS, name) ? RUNS[name]!(reader, state, statement, running) : {};
}

/** What a line tells, which is certain only if it is surely read as it stands. */
function told<T>(value: T, { around, settled }: Running): T | typeof UNKNOWN {
  return around.scope.certainty === 'active' && settled ? value : UNKNOWN;
}

function define(state: State, { arguments: words }: Statement, running: Running): Done {
  const [name, value = ''] = words.map((word) => word.value);
  if (name === undefined || name.includes(':')) return {};
  state.tell(`define:${name}`, told(true, { ...running, settled: true }));
  if (value !== '') state.tell(variableKey(name), told(value, running));
  return {};
}

function undefine(state: State, { arguments: words }: Statement, running: Running): Done {
  const name = words[0]?.value;
  if (name === undefined) return {};
  state.tell(`define:${name}`, told(false, running));
  state.tell(variableKey(name), told(undefined, running));
  return {};
}

function loadModule(reader: Reader, state: State, { arguments: words }: Statement, running: Running): Done {
  const [identifier, path] = words;
  if (identifier === undefined || path === undefined) return {};
  load(state, identifier.value, path.value, told(true, running) === true, reader.options.knowledge);
  const file = running.settled ? joinedPath(path.value, serverRootOf(state)) : null;
  if (file === null || !reader.options.looksForFiles(state) || /^[A-Za-z]:/.test(file)) return {};
  if (statOf(state, file) !== 'missing') return {};
  return {
    troubles: [
      trouble('module-file-missing', file, path, `Cannot load ${path.value} into server: ${file}: cannot open shared object file: No such file or directory`),
    ],
  };
}

function serverRoot(state: State, { arguments: words }: Statement, running: Running): Done {
  const path = words[0]?.value;
  if (path === undefined) return {};
  // a relative one starts where httpd is started
  const isAbsolute = joinedPath(path, null) !== null;
  const root = isAbsolute ? told(path.replace(/(?<=.)[\\/]+$/, ''), running) : UNKNOWN;
  state.tell('server root', root === UNKNOWN ? null : root);
  if (root !== UNKNOWN && firstServerRoot(state) === null) state.tell('first server root', root);
  return {};
}

function trouble(kind: TroubleKind, subject: string, { start, end }: Pick<Word, 'start' | 'end'>, httpd?: string): Trouble {
  return { kind, subject, start, end, ...(httpd !== undefined && { httpd }) };
}

function include(reader: Reader, state: State, statement: Statement, { around, settled }: Running, optional: boolean): Done {
  const [word] = statement.arguments;
  if (word === undefined || !reader.options.followsIncludes) return {};
  const path = settled ? joinedPath(word.value, serverRootOf(state)) : null;
  const place = path === null ? null : reader.options.placeOf(path, state);
  if (path === null || place === null) {
    tellUnread(state);
    return {};
  }
  if (around.within.length > DEPTH_LIMIT) {
    reader.stop();
    // where files are read inside of themselves the line that closes the circle is to blame, which is further out
    reader.inCircle = new Set(around.within).size < around.within.length;
    return reader.inCircle ? {} : { troubles: [tooDeep(path, word)] };
  }
  const { paths, more, refused } = filesOf(state, word.value.endsWith('/') ? `${place}/` : place, optional);
  if (more) tellUnread(state);
  const { included, troubles } = readAll(reader, state, paths, word, around);
  const own = [
    ...(closesCircle(reader, included, around) ? [tooDeep(path, word)] : []),
    ...(more ? [trouble('include-limit', path, word)] : []),
    ...(refused === null ? [] : [hindrance(reader, state, { path, absence: refused.absence, httpd: refused.message }, word)]),
  ];
  return { included, troubles: [...troubles, ...own] };
}

function tooDeep(path: string, word: Word): Trouble {
  return trouble('include-recursion', path, word, `Exceeded maximum include depth of ${DEPTH_LIMIT}, There appears to be a recursion.`);
}

/** Whether files went round in a circle until there were too many, and this is the innermost line that leads back. */
function closesCircle(reader: Reader, included: readonly FileReading[], { within }: Around): boolean {
  const last = included.at(-1)?.file.real;
  if (!reader.inCircle || last === undefined || !within.includes(last)) return false;
  reader.inCircle = false;
  return true;
}

/** Something that is not read, and what httpd would say. */
interface Unread {
  readonly path: string;
  readonly absence: Absence | 'binary' | 'no-match';
  readonly httpd: string;
}

/** What to say about it. Where httpd itself may read it what it holds is not known; else it is refused. */
function hindrance(reader: Reader, state: State, { path, absence, httpd }: Unread, word: Word): Trouble {
  const isThere = absence === 'denied' || absence === 'not-regular' || absence === 'loop';
  const isOdd = absence === 'too-large' || absence === 'binary' || path.includes(NOT_UTF8);
  const isRefused = !isOdd && absence !== 'denied' && (isThere || reader.options.looksForFiles(state));
  if (!isRefused) tellUnread(state);
  return trouble(isOdd ? 'include-limit' : isThere ? 'include-unreadable' : 'include-not-found', path, word, isRefused ? httpd : undefined);
}

/** Stands for what is no UTF-8: a name with it in cannot be looked for. */
const NOT_UTF8 = '\ufffd';

/** The one device that httpd takes for a file, an empty one. */
const EMPTY = '/dev/null';

function readAll(
  reader: Reader,
  state: State,
  paths: readonly string[],
  word: Word,
  around: Around,
): { readonly included: readonly FileReading[]; readonly troubles: readonly Trouble[] } {
  const included: FileReading[] = [];
  const troubles: Trouble[] = [];
  for (const path of paths) {
    if (reader.isStopped) break;
    const source = sourceOf(state, path);
    if ('tree' in source) included.push(reader.file(source.tree, inside(source.file, around)));
    else if (path !== EMPTY) {
      const httpd = `Could not open configuration file ${path}: ${source.absence === 'binary' ? '' : reasonOf(state, path, source.absence)}`;
      const met = hindrance(reader, state, { path, absence: source.absence, httpd }, word);
      // a wildcard may meet thousands of a kind
      if (!troubles.some(({ kind, httpd: words }) => kind === met.kind && (words === undefined) === (met.httpd === undefined))) troubles.push(met);
    }
  }
  return { included, troubles };
}

function inside(file: SourceFile, around: Around): Around {
  return { ...around, file, within: [...around.within, file.real], given: null, macros: [] };
}

function use(reader: Reader, state: State, statement: Statement, { line, around }: Running): Done {
  const [nameWord, ...words] = statement.arguments;
  if (nameWord === undefined) return {};
  const name = nameWord.value.toLowerCase();
  const macro = macroOf(state, name);
  if (macro === UNKNOWN) {
    tellUnread(state);
    return {};
  }
  if (macro === undefined)
    return { troubles: [trouble('macro-undefined', nameWord.value, nameWord, hasMacros(state) ? `macro '${name}' undefined` : 'no macro defined before Use')] };
  if (around.macros.includes(name)) {
    return { troubles: [trouble('macro-recursion', nameWord.value, nameWord, `recursive use of macro '${name}' is invalid`)] };
  }
  if (words.length !== macro.parameters.length) {
    const httpd = `used with ${words.length} arguments instead of ${macro.parameters.length}`;
    return { troubles: [trouble('macro-arguments', nameWord.value, nameWord, httpd)] };
  }
  const own = macro.parameters.map((parameter, index) => [parameter, withoutClosings(words[index]!.value)] as const);
  const within: Around = { ...around, file: macro.file, given: [...macro.given, own], macros: [...around.macros, name] };
  const body = reader.macro(macro, within);
  const troubles = reader.isExhausted && around.given === null ? [trouble('reading-limit', nameWord.value, nameWord)] : [];
  return { use: { macro, scope: around.scope, body, at: { file: around.file, line } }, troubles };
}

function undefMacro(state: State, { arguments: words }: Statement, running: Running): Done {
  const [word] = words;
  if (word === undefined) return {};
  const name = word.value.toLowerCase();
  if (macroOf(state, name) === undefined) {
    const words = hasMacros(state) ? `cannot remove undefined macro '${name}'` : 'no macro defined before UndefMacro';
    return { troubles: [trouble('macro-undefined', word.value, word, words)] };
  }
  if (macroOf(state, name) !== UNKNOWN) state.tell(`macro:${name}`, told(undefined, running));
  return {};
}
