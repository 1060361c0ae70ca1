/**
 * Writes syntaxes/apacheconf.tmLanguage.json: the hand-written template beside it, with {{names}} replaced by what the
 * knowledge files say (directives by the shape of their arguments, sections, values, option names).
 *   node scripts/build-grammar.mjs           write
 *   node scripts/build-grammar.mjs --check   exit 1 when the committed file is out of date
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = new URL('..', import.meta.url);
const template = new URL('syntaxes/apacheconf.tmLanguage.yaml', root);
const output = new URL('syntaxes/apacheconf.tmLanguage.json', root);
const knowledge = new URL('server/src/knowledge/', root);

function readYaml(file) {
  try {
    return parse(readFileSync(new URL(file, knowledge), 'utf8')) ?? {};
  } catch (error) {
    throw new Error(`${file}: ${error.message}`, { cause: error });
  }
}

/** The directives of httpd and mod_wsgi, as far as the grammar needs them. */
function readDirectives() {
  const files = readdirSync(new URL('modules/', knowledge))
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  return files.flatMap((file) =>
    Object.entries(readYaml(`modules/${file}`).directives ?? {}).map(([key, facts]) => ({
      name: key.replace(/^<|>$/g, ''),
      section: facts.section === true,
      arguments: facts.arguments ?? [],
    })),
  );
}

/** Directives of other packaged modules: names only. */
function readThirdParty() {
  const records = (groups, section) =>
    Object.values(groups ?? {})
      .flat()
      .map((name) => ({ name, section, arguments: [] }));
  const { modules } = readYaml('third-party.yaml');
  return (modules ?? []).flatMap(({ directives, sections }) => [...records(directives, false), ...records(sections, true)]);
}

/** Every argument of a signature, those behind `then` included. */
function* everyArgument(list) {
  for (const argument of list) {
    yield argument;
    for (const value of Object.values(argument.values ?? {})) {
      yield* everyArgument(value?.then ?? []);
    }
  }
}

const has = (directive, ...types) => [...everyArgument(directive.arguments)].some((argument) => types.includes(argument.type));

/** Which argument is a regular expression: 0 or 1 of those that must be there, else -1. */
function regexPosition(directive) {
  const index = directive.arguments.findIndex((argument) => argument.type === 'regex');
  if (index < 0) return -1;
  return directive.arguments.slice(0, index).filter((argument) => !argument.optional).length;
}

/** Literals of closed lists that are safe to colour: words of two letters or more. */
function valuesOf(directives) {
  const types = ['enum', 'keyword', 'flags'];
  const lists = directives
    .flatMap((directive) => [...everyArgument(directive.arguments)])
    .filter((argument) => types.includes(argument.type) && argument.brackets === undefined);
  return lists.flatMap((argument) => Object.keys(argument.values ?? {})).filter((value) => /^[A-Za-z][\w.-]+$/.test(value));
}

function optionNamesOf(directives) {
  return directives.flatMap((directive) => [...everyArgument(directive.arguments)]).flatMap((argument) => Object.keys(argument.options ?? {}));
}

/** What each {{name}} of the template stands for. */
function vocabulary(directives) {
  const names = (test) => directives.filter((directive) => !directive.section && test(directive)).map(({ name }) => name);
  const sections = directives.filter((directive) => directive.section).map(({ name }) => name);
  return {
    known: names(() => true),
    sections,
    regexSections: sections.filter((name) => name.endsWith('Match')),
    regexFirst: names((directive) => regexPosition(directive) === 0),
    regexSecond: names((directive) => regexPosition(directive) === 1),
    options: names((directive) => has(directive, 'options')),
    formats: names((directive) => has(directive, 'format')),
    words: names((directive) => has(directive, 'enum', 'keyword', 'flags')),
    values: valuesOf(directives),
    optionNames: optionNamesOf(directives),
  };
}

const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * One alternation over all names with shared beginnings written once, so that the engine looks at each letter only once.
 * Longer names are tried first; a name list that is empty matches nothing.
 */
export function alternation(names, { ignoreCase = true } = {}) {
  const words = [...new Set(names.map((name) => (ignoreCase ? name.toLowerCase() : name)))].sort();
  return words.length === 0 ? '(?!)' : branch(words);
}

function branch(words) {
  const rest = words.filter((word) => word !== '');
  const heads = [...new Set(rest.map((word) => word[0]))];
  const parts = heads.map((head) => stem(rest.filter((word) => word[0] === head)));
  if (rest.length < words.length) parts.push('');
  return parts.length === 1 ? parts[0] : `(?:${parts.join('|')})`;
}

function stem(words) {
  let length = 1;
  while (words.every((word) => word.length > length && word.startsWith(words[0].slice(0, length + 1)))) length += 1;
  const head = words[0].slice(0, length);
  return quoted(head) + branch(words.map((word) => word.slice(length)));
}

/** Fills the {{names}} in every string of the grammar. */
function fill(node, lists) {
  if (Array.isArray(node)) return node.map((child) => fill(child, lists));
  if (node !== null && typeof node === 'object') {
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, fill(child, lists)]));
  }
  if (typeof node !== 'string') return node;
  return node.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    if (!(name in lists)) throw new Error(`the grammar template asks for {{${name}}}, which nothing provides`);
    return lists[name];
  });
}

/** The text of the generated file. */
export function buildGrammar() {
  const words = vocabulary([...readDirectives(), ...readThirdParty()]);
  const lists = Object.fromEntries(Object.entries(words).map(([name, list]) => [name, alternation(list, { ignoreCase: name !== 'optionNames' })]));
  const grammar = fill(parse(readFileSync(template, 'utf8')), lists);
  const note = 'Generated by scripts/build-grammar.mjs from apacheconf.tmLanguage.yaml and the knowledge files. Do not edit.';
  return `${JSON.stringify({ information_for_contributors: [note], ...grammar }, null, 2)}\n`;
}

function main() {
  const text = buildGrammar();
  if (!process.argv.includes('--check')) {
    writeFileSync(output, text);
    return;
  }
  let current = '';
  try {
    current = readFileSync(output, 'utf8');
  } catch {
    // A missing file is as stale as a different one.
  }
  if (current.replace(/\r\n/g, '\n') !== text) {
    console.error('syntaxes/apacheconf.tmLanguage.json is out of date: run node scripts/build-grammar.mjs');
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
