// From nothing to the padlock: in a real VS Code the commands make every site of the table from nothing but an application, then the real
// servers serve what was made and Chromium opens it. Ends with the table. Usage: node test/fromNothing/run.mjs
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/workbench/paths.mjs';
import { runInHost } from '../workbench/inHost.mjs';

const here = import.meta.dirname;
const results = path.join(root, 'test-results/sites.json');
const report = path.join(root, 'test-results/sites-vitest.json');

/** Has the sites made in a folder; gives the environment in which the tests find them. */
async function makeSites(scratch) {
  const [workspace, home, made] = ['workspace', 'home', 'made.json'].map((name) => path.join(scratch, name));
  for (const folder of [workspace, home]) fs.mkdirSync(folder);
  // the authorities and the browser of this machine are not the tests' to touch
  const env = { MADE_SITES: made, HOME: home, XDG_DATA_HOME: path.join(scratch, 'authorities') };
  await runInHost({ scratch, workspace, tests: path.join(here, 'inHost/index.cjs'), env });
  for (const command of JSON.parse(fs.readFileSync(made, 'utf8')).trust) {
    const { status, stderr } = spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: home } });
    if (status !== 0) throw new Error(`${command}\n${stderr}`);
  }
  return { MADE_SITES: made, TRUSTING_HOME: home };
}

let serving;

/** Serves the sites and opens them; gives whether all went well. */
async function serveSites(env) {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const options = ['--root', root, '--config', path.join(here, 'vitest.config.mts'), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  serving = spawn(process.execPath, [vitest, 'run', ...options], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  const [code] = await once(serving, 'exit');
  return code === 0;
}

/** The table: a line for each test, and the counts for `npm test`. */
function conclude() {
  if (!fs.existsSync(report)) throw new Error('vitest left no report');
  const tests = JSON.parse(fs.readFileSync(report, 'utf8')).testResults.flatMap(({ assertionResults }) => assertionResults);
  const lines = tests.map(({ ancestorTitles: [row], title, status, duration = 0 }) => {
    const verdict = status === 'pending' || status === 'skipped' ? 'not installed' : status;
    return `${row.padEnd(42)} ${title.padEnd(58)} ${verdict.padEnd(14)} ${(duration / 1000).toFixed(1)} s`;
  });
  console.log(`\n${lines.join('\n')}\n`);
  const count = (status) => tests.filter((test) => test.status === status).length;
  const [passed, failed] = ['passed', 'failed'].map(count);
  fs.writeFileSync(results, JSON.stringify({ passed, failed, skipped: tests.length - passed - failed }));
}

// runTests() ends VS Code on Ctrl+C alone; whatever ends, the folder is taken away
process.on('SIGINT', () => serving?.kill());
for (const signal of ['SIGTERM', 'SIGHUP']) process.once(signal, () => process.emit('SIGINT'));

for (const file of [results, report]) fs.rmSync(file, { force: true });
fs.mkdirSync(path.dirname(results), { recursive: true });
const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'sites-')));
// daemons run as another account, which has to get in
fs.chmodSync(scratch, 0o755);
try {
  const isWell = await serveSites(await makeSites(scratch));
  conclude();
  process.exitCode = isWell ? 0 : 1;
} catch (error) {
  console.error(`The sites were not made or served: ${error.message}`);
  process.exitCode = 1;
} finally {
  fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
