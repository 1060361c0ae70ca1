// Checks the YAML files of server/src/knowledge and compiles them to two generated modules: the facts (read at
// start) and the long texts (parsed when the first one is asked for).
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileKnowledge } from './knowledge/compile.mjs';

const root = path.join(import.meta.dirname, '../server/src/knowledge');
const out = path.join(root, 'generated');

/** JSON in ASCII, so that the engine keeps the texts with one byte a character. */
function asModule(value) {
  const ascii = JSON.stringify(value).replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `export default () => ${JSON.stringify(ascii)};\n`;
}

const { facts, docs, problems } = compileKnowledge(root);
mkdirSync(out, { recursive: true });
writeFileSync(path.join(out, 'facts.ts'), asModule(facts));
writeFileSync(path.join(out, 'docs.ts'), asModule(docs));
const { directives, modules, thirdParty } = facts;
console.log(
  `knowledge: ${directives.length} directives of ${modules.length} modules, ${thirdParty.length} of third parties, ${Object.keys(docs).length} with full docs`,
);
if (problems.length > 0) {
  console.error(`${problems.join('\n')}\nknowledge: ${problems.length} problems`);
  process.exitCode = 1;
}
