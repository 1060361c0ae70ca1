/** What the directives do that httpd runs while it reads (EXEC_ON_READ; server/core.c, mod_so.c, mod_macro.c). */
import type { Line } from '../../syntax/line.ts';
import type { Statement } from '../../syntax/statement.ts';
import type { Word } from '../../syntax/words.ts';
import { DEPTH_LIMIT, filesOf, reasonOf } from './include.ts';
import { environmentVariable, hasMacros, macroOf, serverRootOf, sourceOf, statOf, variable } from './keys.ts';
import { load } from './modules.ts';
import { absolutePath } from './paths.ts';
import type { Around, Done, Reader } from './reader.ts';
import type { FileReading, Trouble, TroubleKind } from './reading.ts';
import { type State, UNKNOWN } from './state.ts';

/** The line that is run. */
export interface Running {
  readonly line: Line;
  readonly around: Around;
}

type Run = (reader: Reader, state: State, statement: Statement, running: Running) => Done;

const RUNS: Readonly<Record<string, Run>> = {
  define: (_, state, statement, running) => define(state, statement, running),
  undefine: (_, state, statement, running) => undefine(state, statement, running),
  loadmodule: (reader, state, statement, running) => loadModule(reader, state, statement, running),
  serverroot: (_, state, statement) => serverRoot(state, statement),
  include: (reader, state, statement, running) => include(reader, state, statement, running, false),
  includeoptional: (reader, state, statement, running) => include(reader, state, statement, running, true),
  use,
  undefmacro: (_, state, statement) => undefMacro(state, statement),
};

/** Runs a directive if it is one that runs while httpd reads. */
export function runDirective(reader: Reader, state: State, statement: Statement, running: Running): Done {
  const name = statement.name.toLowerCase();
  return Object.hasOwn(RUNS, name) ? RUNS[name]!(reader, state, statement, running) : {};
}

function isCertain({ around }: Running): boolean {
  return around.scope.certainty === 'active';
}

function define(state: State, { arguments: words }: Statement, running: Running): Done {
  const [name, value] = words.map((word) => word.value);
  if (name === undefined || name.includes(':')) return {};
  state.tell(`define:${name}`, isCertain(running) ? true : UNKNOWN);
  if (value !== undefined) state.tell(`variable:${name}`, isCertain(running) && !value.includes('${') ? value : UNKNOWN);
  return {};
}

function undefine(state: State, { arguments: words }: Statement, running: Running): Done {
  const name = words[0]?.value;
  if (name === undefined) return {};
  state.tell(`define:${name}`, isCertain(running) ? false : UNKNOWN);
  if (variable(state, name) !== UNKNOWN) state.tell(`variable:${name}`, isCertain(running) ? environmentVariable(state, name) : UNKNOWN);
  return {};
}

function loadModule(reader: Reader, state: State, { arguments: words }: Statement, running: Running): Done {
  const [identifier, path] = words;
  if (identifier === undefined || path === undefined) return {};
  load(state, identifier.value, path.value, isCertain(running), reader.options.knowledge);
  const file = absolutePath(path.value, serverRootOf(state));
  if (file === null || !reader.options.looksForFiles(state) || /^[A-Za-z]:/.test(file)) return {};
  if (statOf(state, file) !== 'missing') return {};
  return {
    troubles: [
      trouble('module-file-missing', file, path, `Cannot load ${path.value} into server: ${file}: cannot open shared object file: No such file or directory`),
    ],
  };
}

function serverRoot(state: State, { arguments: words }: Statement): Done {
  const path = words[0]?.value;
  if (path === undefined || path.includes('${')) return {};
  state.tell('server root', path.replace(/(?<=.)[\\/]+$/, ''));
  state.tell('server root named', true);
  return {};
}

function trouble(kind: TroubleKind, subject: string, { start, end }: Pick<Word, 'start' | 'end'>, httpd?: string): Trouble {
  return { kind, subject, start, end, ...(httpd !== undefined && { httpd }) };
}

function include(reader: Reader, state: State, statement: Statement, { around }: Running, optional: boolean): Done {
  const [word] = statement.arguments;
  if (word === undefined || !reader.options.followsIncludes) return {};
  const path = absolutePath(word.value, serverRootOf(state));
  if (path === null) return {};
  if (around.depth >= DEPTH_LIMIT) {
    reader.stop();
    return { troubles: [trouble('include-recursion', path, word, `Exceeded maximum include depth of ${DEPTH_LIMIT}, There appears to be a recursion.`)] };
  }
  const found = filesOf(state, reader.options.placeOf(path, state), optional);
  if ('refusal' in found)
    return {
      troubles: [
        trouble(found.absence === 'denied' || found.absence === 'not-regular' ? 'include-unreadable' : 'include-not-found', path, word, found.refusal),
      ],
    };
  return readAll(reader, state, found.paths, word, around);
}

function readAll(reader: Reader, state: State, paths: readonly string[], word: Word, around: Around): Done {
  const included: FileReading[] = [];
  const troubles: Trouble[] = [];
  for (const path of paths) {
    if (reader.isStopped) break;
    const source = sourceOf(state, path);
    if ('tree' in source) included.push(reader.file(source.tree, { ...around, file: source.file, depth: around.depth + 1 }));
    else if (source.absence === 'too-large' || source.absence === 'binary') troubles.push(trouble('include-limit', path, word));
    else {
      const kind = source.absence === 'missing' ? 'include-not-found' : 'include-unreadable';
      troubles.push(trouble(kind, path, word, `Could not open configuration file ${path}: ${reasonOf(source.absence)}`));
    }
  }
  return { included, troubles };
}

function use(reader: Reader, state: State, statement: Statement, { line, around }: Running): Done {
  const [nameWord, ...words] = statement.arguments;
  if (nameWord === undefined) return {};
  const name = nameWord.value.toLowerCase();
  const macro = macroOf(state, name);
  if (macro === UNKNOWN) return {};
  if (macro === undefined)
    return { troubles: [trouble('macro-undefined', nameWord.value, nameWord, hasMacros(state) ? `macro '${name}' undefined` : 'no macro defined before Use')] };
  if (around.macros.includes(name)) {
    return { troubles: [trouble('macro-recursion', nameWord.value, nameWord, `recursive use of macro '${name}' is invalid`)] };
  }
  if (words.length !== macro.parameters.length) {
    const httpd = `used with ${words.length} arguments instead of ${macro.parameters.length}`;
    return { troubles: [trouble('macro-arguments', nameWord.value, nameWord, httpd)] };
  }
  const parameters = macro.parameters.map((parameter, index) => [parameter, words[index]!.value] as const);
  const at = { file: around.file, line };
  const inside: Around = { ...around, file: macro.file, parameters, uses: [...around.uses, at], macros: [...around.macros, name] };
  const body = reader.block(macro.section.body, inside);
  return { use: { macro, parameters, scope: around.scope, body, at } };
}

function undefMacro(state: State, { arguments: words }: Statement): Done {
  const [word] = words;
  if (word === undefined) return {};
  const name = word.value.toLowerCase();
  if (macroOf(state, name) === undefined) {
    const words = hasMacros(state) ? `cannot remove undefined macro '${name}'` : 'no macro defined before UndefMacro';
    return { troubles: [trouble('macro-undefined', word.value, word, words)] };
  }
  if (macroOf(state, name) !== UNKNOWN) state.tell(`macro:${name}`, undefined);
  return {};
}
