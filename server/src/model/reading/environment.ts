/**
 * The environment that httpd is started with, as far as a script like Debian's `envvars` tells: plain assignments are
 * followed, and what only a shell can work out is not known.
 */
import { UNKNOWN } from './state.ts';

/** What a name stands for in the environment; undefined where it is surely not there. */
export type Environment = (name: string) => string | undefined | typeof UNKNOWN;

/** An environment of which nothing is known. */
export const UNKNOWN_ENVIRONMENT: Environment = () => UNKNOWN;

/** Names that are there whatever a script says, with values that it does not tell. */
const USUAL = /^(?:PATH|HOME|LANG|LANGUAGE|LC_[A-Z]+|TERM|USER|LOGNAME|SHELL|PWD|TMPDIR|TZ|HOSTNAME)$/;

const WORD = /(?<![^\s;&|])#.*$|(?:"(?:\\[\s\S]|[^"\\])*"|'[^']*'|`[^`]*`|\$\([^)]*\)|\$\{[^}]*\}|\\[\s\S]|[^\s;&|"'`\\])+|[;&|\n]/gm;
const ASSIGNMENT = /^([A-Za-z_]\w*)=([\s\S]*)$/;

type Value = string | typeof UNKNOWN;

interface Shell {
  readonly values: Map<string, Value>;
  readonly exported: Set<string>;
  /** Whether it runs other scripts, which may set anything. */
  runsOthers: boolean;
}

/**
 * The environment that a script leaves. `inherited`: names that httpd may have from whoever starts it, such as those that a
 * container gives to all its programs.
 */
export function environmentOf(script: string, inherited: ReadonlySet<string>): Environment {
  const shell: Shell = { values: new Map(), exported: new Set(), runsOthers: false };
  for (const words of commandsIn(script)) run(shell, words);
  return (name) => {
    if (shell.exported.has(name)) return shell.values.get(name) ?? UNKNOWN;
    return shell.runsOthers || USUAL.test(name) || inherited.has(name) ? UNKNOWN : undefined;
  };
}

/** The names of an environment as Linux shows that of a program: `NAME=value` with NUL signs between. */
export function namesOfEnvironment(text: string): Set<string> {
  return new Set(text.split('\0').map((one) => one.replace(/=.*$/s, '')));
}

/** The words of each simple command. Of `if` and its like only what stands inside is of interest. */
function* commandsIn(script: string): Generator<readonly string[]> {
  let words: string[] = [];
  for (const [word] of `${script.replaceAll(/\\\r?\n/g, '')}\n`.matchAll(WORD)) {
    if (word.startsWith('#')) continue;
    if (/^[;&|\n]$/.test(word)) {
      if (words.length > 0) yield words;
      words = [];
    } else if (words.length > 0 || !/^(?:then|else|do)$/.test(word)) words.push(word);
  }
}

function run(shell: Shell, words: readonly string[]): void {
  const [command, ...rest] = words;
  if (command === '.' || command === 'source' || command === 'eval') shell.runsOthers = true;
  else if (command === 'unset') for (const name of rest) shell.exported.delete(name);
  else if (command === 'export') for (const word of rest) shell.exported.add(assign(shell, word));
  else if (words.every((word) => ASSIGNMENT.test(word))) for (const word of words) assign(shell, word);
  else for (const [, name] of words.join(' ').matchAll(/\$\{(\w+):?=/g)) shell.values.set(name!, UNKNOWN);
}

/** Does an assignment, if it is one, and gives the name. */
function assign(shell: Shell, word: string): string {
  const [, name, written = ''] = ASSIGNMENT.exec(word) ?? [];
  if (name === undefined) return word;
  shell.values.set(name, meaningOf(written, shell.values));
  return name;
}

/** What a word stands for, quotes taken off. */
function meaningOf(word: string, values: ReadonlyMap<string, Value>): Value {
  let result = '';
  for (const [part] of word.matchAll(/"(?:\\[\s\S]|[^"\\])*"|'[^']*'|\$\{[^}]*\}|\\[\s\S]|[^"'\\$]+|[\s\S]/g)) {
    const plain = part.startsWith("'") ? part.slice(1, -1) : filled(part.startsWith('"') ? part.slice(1, -1) : part, values);
    if (plain === UNKNOWN) return UNKNOWN;
    result += plain;
  }
  return result;
}

function filled(text: string, values: ReadonlyMap<string, Value>): Value {
  let known = true;
  const result = text.replaceAll(
    /\\(["$`\\ ])|\$\{(\w+)(?::-([^}$`]*))?\}|\$(\w+)|[$`]/g,
    (_, escaped?: string, braced?: string, fallback?: string, bare?: string) => {
      if (escaped !== undefined) return escaped;
      const value = values.get(braced ?? bare ?? '');
      if (typeof value === 'string' && (value !== '' || fallback === undefined)) return value;
      if (value === UNKNOWN || fallback === undefined) known = false;
      return fallback ?? '';
    },
  );
  return known ? result : UNKNOWN;
}
