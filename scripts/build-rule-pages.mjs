// Writes docs/rules: a page for each finding's code, from what the rules say of themselves, and an index.
// With --check nothing is written: stale pages are named and the exit status is 1.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { indexPage, rulePage } from './rule-pages/page.mjs';

const root = path.join(import.meta.dirname, '..');
const folder = path.join(root, 'docs/rules');

async function loadRules() {
  const temporary = mkdtempSync(path.join(tmpdir(), 'apacheconf-pages-'));
  try {
    const outfile = path.join(temporary, 'rules.mjs');
    await build({
      absWorkingDir: root,
      entryPoints: ['scripts/rule-pages/examples.ts'],
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      outfile,
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The pages as they should be, by file name. */
async function pages() {
  const { catalog, checkExample } = await loadRules();
  const messagesOf = ({ code, page }) => checkExample(page, page.bad).diagnostics.filter((found) => found.code === code);
  const entries = catalog.map((rule) => [`${rule.code}.md`, rulePage(rule, new Set(messagesOf(rule).map(({ message }) => message)))]);
  return new Map([['README.md', indexPage(catalog)], ...entries]);
}

function read(name) {
  try {
    return readFileSync(path.join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
}

const wanted = await pages();
mkdirSync(folder, { recursive: true });
const superfluous = readdirSync(folder).filter((name) => !wanted.has(name));
const stale = [...wanted.keys()].filter((name) => read(name) !== wanted.get(name));
if (process.argv.includes('--check')) {
  for (const name of [...stale, ...superfluous]) console.error(`docs/rules/${name} is stale: run npm run rule-pages`);
  process.exitCode = stale.length + superfluous.length === 0 ? 0 : 1;
} else {
  for (const name of stale) writeFileSync(path.join(folder, name), wanted.get(name));
  for (const name of superfluous) rmSync(path.join(folder, name));
  console.log(`docs/rules: ${wanted.size} pages, ${stale.length} written, ${superfluous.length} removed`);
}
