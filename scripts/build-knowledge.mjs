// Checks the YAML files of server/src/knowledge and compiles them to two generated modules: the facts (read at
// start) and the long texts (parsed when the first one is asked for).
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { compileDirective } from './knowledge/directive.mjs';
import { isContext } from './knowledge/vocabulary.mjs';

const root = path.join(import.meta.dirname, '../server/src/knowledge');
const problems = [];

function readYaml(file) {
  const text = readFileSync(path.join(root, file), 'utf8');
  try {
    return parse(text) ?? {};
  } catch (error) {
    problems.push(`${file}: ${error.message}`);
    return {};
  }
}

function yamlFiles(folder) {
  return readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function moduleRecord(data, file) {
  for (const key of ['module', 'status', 'manual']) {
    if (data[key] === undefined) problems.push(`${file}: ${key} is missing`);
  }
  return {
    name: data.module,
    identifier: data.identifier ?? null,
    source: data.source ?? null,
    status: data.status,
    ...(data.since && { since: data.since }),
    ...(data.platform && { platform: data.platform }),
  };
}

function thirdParty(data, modules, directives) {
  for (const entry of data.modules ?? []) {
    modules.push({
      name: entry.module,
      identifier: entry.identifier,
      source: entry.source,
      status: 'Third party',
      package: entry.package,
    });
    for (const [section, groups] of [
      [false, entry.directives],
      [true, entry.sections],
    ]) {
      for (const [key, names] of Object.entries(groups ?? {})) {
        const contexts = key.split(' ');
        for (const context of contexts) if (!isContext(context)) problems.push(`third-party.yaml: context ${context}`);
        for (const name of names) directives.push({ name, module: entry.module, section, contexts });
      }
    }
  }
  return (data.known ?? []).map(({ identifier, source }) => ({ identifier: identifier ?? null, source: source ?? null }));
}

function variables() {
  const found = [];
  for (const file of yamlFiles('variables')) {
    const data = readYaml(file);
    for (const [name, fact] of Object.entries(data.variables ?? {})) {
      if (!fact?.text) problems.push(`${file}: ${name} has no text`);
      found.push({ name, scope: data.scope, ...fact });
    }
  }
  return found;
}

function main() {
  const modules = [];
  const directives = [];
  const docs = {};
  for (const file of yamlFiles('modules')) {
    const data = readYaml(file);
    modules.push(moduleRecord(data, file));
    for (const [key, entry] of Object.entries(data.directives ?? {})) {
      const report = (text) => problems.push(`${file}: ${key}: ${text}`);
      const { docs: text, ...facts } = compileDirective(key, entry, data, report);
      directives.push(facts);
      if (text) docs[`${facts.section ? '<' : ''}${facts.name} ${facts.module}`] = text;
    }
  }
  const third = [];
  const known = thirdParty(readYaml('third-party.yaml'), modules, third);
  const removed = Object.entries(readYaml('removed.yaml')).map(([name, fact]) => ({ name, ...fact }));
  const facts = { modules, directives, thirdParty: third, knownModules: known, removed, variables: variables() };
  const out = path.join(root, 'generated');
  mkdirSync(out, { recursive: true });
  const ascii = (text) => text.replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  // in ASCII, so that the engine keeps the texts with one byte a character
  const asModule = (value) => `export default () => ${JSON.stringify(ascii(JSON.stringify(value)))};\n`;
  writeFileSync(path.join(out, 'facts.ts'), asModule(facts));
  writeFileSync(path.join(out, 'docs.ts'), asModule(docs));
  console.log(`knowledge: ${directives.length} directives of ${modules.length} modules, ${third.length} of third parties, ${Object.keys(docs).length} with full docs`);
  if (problems.length > 0) {
    console.error(`${problems.join('\n')}\nknowledge: ${problems.length} problems`);
    process.exitCode = 1;
  }
}

main();
