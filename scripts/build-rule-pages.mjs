// Writes docs/rules: a page for each finding's code, from what the rules say of themselves, and an index; and the codes into
// package.json, for whoever writes the setting apacheWsgiTls.rules. With --check nothing is written: what is stale is named
// and the exit status is 1.
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

const manifestFile = path.join(root, 'package.json');

/** package.json as it should be: the setting knows the codes that there are. */
function manifestWith(catalog) {
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  manifest.contributes.configuration.properties['apacheWsgiTls.rules'].propertyNames.enum = catalog.map(({ code }) => code);
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The pages as they should be, by file name. */
function pages({ catalog, checkExample }) {
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

const rules = await loadRules();
const wanted = pages(rules);
const manifest = manifestWith(rules.catalog);
const isManifestStale = readFileSync(manifestFile, 'utf8') !== manifest;
mkdirSync(folder, { recursive: true });
const superfluous = readdirSync(folder).filter((name) => !wanted.has(name));
const stale = [...wanted.keys()].filter((name) => read(name) !== wanted.get(name));
if (process.argv.includes('--check')) {
  for (const name of [...stale, ...superfluous]) console.error(`docs/rules/${name} is stale: run npm run rule-pages`);
  if (isManifestStale) console.error('package.json does not list all codes: run npm run rule-pages');
  process.exitCode = stale.length + superfluous.length === 0 && !isManifestStale ? 0 : 1;
} else {
  for (const name of stale) writeFileSync(path.join(folder, name), wanted.get(name));
  for (const name of superfluous) rmSync(path.join(folder, name));
  if (isManifestStale) writeFileSync(manifestFile, manifest);
  console.log(`docs/rules: ${wanted.size} pages, ${stale.length} written, ${superfluous.length} removed`);
}
