/**
 * Writes what VS Code reads of snippets/ from the YAML files beside it: x.json from x.yaml, and x.code-snippets, which names its language itself
 * since VS Code does not bring it, from x.code-snippets.yaml. `{{SSLVerifyClient: require optional}}` becomes
 * `require,optional` once the knowledge is found to have these values for that directive.
 *   node scripts/build-snippets.mjs
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const folder = new URL('../snippets/', import.meta.url);
const modules = new URL('../server/src/knowledge/modules/', import.meta.url);

/** Every literal that the arguments of a directive name, those behind `then` included. */
function literalsOf(list = []) {
  return list.flatMap(({ type, values = type === 'flag' ? { on: null, off: null } : {} }) =>
    Object.entries(values).flatMap(([value, about]) => [value, ...literalsOf(about?.then)]),
  );
}

/** The literals of each directive, lower-case names. */
function readValues() {
  const known = new Map();
  for (const file of readdirSync(modules).filter((name) => name.endsWith('.yaml'))) {
    const { directives = {} } = parse(readFileSync(new URL(file, modules), 'utf8')) ?? {};
    for (const [name, { arguments: list }] of Object.entries(directives)) known.set(name, literalsOf(list));
  }
  return known;
}

function fill(text, known, title) {
  return text.replace(/\{\{(\w+): ([^}]+)\}\}/g, (_, directive, words) => {
    const values = words.split(' ');
    const strange = values.filter((value) => !known.get(directive)?.includes(value));
    if (strange.length > 0) throw new Error(`${title}: the knowledge has no value ${strange.join(', ')} for ${directive}`);
    return values.join(',');
  });
}

const OF_OTHERS = '.code-snippets.yaml';

function scopeOf(file) {
  return file.endsWith(OF_OTHERS) ? { scope: file.slice(0, -OF_OTHERS.length) } : {};
}

/** The text of the generated file for a YAML file of snippets. */
export function buildSnippets(file) {
  const known = readValues();
  const source = parse(readFileSync(new URL(file, folder), 'utf8'));
  const snippets = Object.entries(source).map(([title, { prefix, description, body }]) => {
    const lines = fill(body, known, title).replace(/\n$/, '').split('\n');
    return [title, { ...scopeOf(file), prefix, description, body: lines }];
  });
  return `${JSON.stringify(Object.fromEntries(snippets), null, 2)}\n`;
}

/** The YAML files, each with the file that is made of it. */
export function snippetFiles() {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.map((source) => ({ source, output: new URL(source.endsWith(OF_OTHERS) ? source.slice(0, -5) : source.replace(/yaml$/, 'json'), folder) }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { source, output } of snippetFiles()) writeFileSync(output, buildSnippets(source));
}
