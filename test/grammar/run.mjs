/**
 * The tests of the highlighting: every assertion of the *.apacheconf.test files, and a few texts that must not bring the
 * engine down or to a halt. Writes test-results/grammar.json: {"passed": n, "failed": n}.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import common from 'vscode-tmgrammar-test/dist/common/index.js';
import unit from 'vscode-tmgrammar-test/dist/unit/index.js';
import { buildGrammar } from '../../scripts/build-grammar.mjs';
import { hardTexts } from './hard-texts.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const SCOPE = 'source.apacheconf';

/** How long one hard text may take, in ms. The slowest takes well below a second. */
const LIMIT = 5_000;

const grammarFile = join(root, 'syntaxes', 'apacheconf.tmLanguage.json');
const registry = common.createRegistry([{ scopeName: SCOPE, path: grammarFile, language: 'apacheconf' }]);

function describe({ line, start, end, missing, unexpected, actual }) {
  const wishes = [missing.length > 0 && `missing ${missing.join(' ')}`, unexpected.length > 0 && `unexpected ${unexpected.join(' ')}`];
  return `line ${line + 1}, columns ${start} to ${end}: ${wishes.filter(Boolean).join('; ')}; there is ${actual.join(' ')}`;
}

/** One *.test file: the number of its assertions and what is wrong. */
async function runFile(path) {
  const testCase = unit.parseGrammarTestCase(readFileSync(path, 'utf8'));
  const total = testCase.assertions.reduce((sum, { scopeAssertions }) => sum + scopeAssertions.length, 0);
  const failures = await unit.runGrammarTestCase(registry, testCase);
  return { name: basename(path), total, problems: failures.map(describe) };
}

/** Tokens cover each line from end to end, nothing is thrown, and it ends in time. */
async function runHardText({ name, text, last }) {
  const grammar = await registry.loadGrammar(SCOPE);
  const before = performance.now();
  const problems = [];
  let stack = null;
  let tokens = [];
  for (const [number, line] of text.split('\n').entries()) {
    ({ tokens, ruleStack: stack } = grammar.tokenizeLine(line, stack));
    if (tokens.at(-1).endIndex < line.length) problems.push(`line ${number + 1} is not covered to its end`);
  }
  const scopes = tokens.flatMap((token) => token.scopes);
  if (last !== undefined && !scopes.includes(last)) problems.push(`the last line lacks ${last}: ${scopes.join(' ')}`);
  const took = performance.now() - before;
  if (took > LIMIT) problems.push(`took ${Math.round(took)} ms`);
  return { name, total: 1, problems: problems.slice(0, 1) };
}

/** The committed grammar is what template and knowledge give today. */
function checkCurrent() {
  const current = readFileSync(grammarFile, 'utf8').replaceAll('\r\n', '\n') === buildGrammar();
  return { name: basename(grammarFile), total: 1, problems: current ? [] : ['out of date: run node scripts/build-grammar.mjs'] };
}

function testFiles() {
  return readdirSync(here)
    .filter((name) => name.endsWith('.apacheconf.test'))
    .sort()
    .map((name) => join(here, name));
}

function save(counts) {
  const folder = join(root, 'test-results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'grammar.json'), `${JSON.stringify(counts)}\n`);
}

async function main() {
  const counts = { passed: 0, failed: 0 };
  const add = ({ name, total, problems }) => {
    counts.passed += Math.max(0, total - problems.length);
    counts.failed += problems.length;
    for (const problem of problems) console.error(`${name}: ${problem}`);
  };
  add(checkCurrent());
  for (const path of testFiles()) add(await runFile(path));
  for (const text of hardTexts) add(await runHardText(text));
  save(counts);
  console.log(`highlighting: ${counts.passed} passed, ${counts.failed} failed`);
  if (counts.failed > 0) process.exitCode = 1;
}

await main();
