// Runs the in-host tests of suite/ in a real VS Code.
// Usage: node test/workbench/run.mjs
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/workbench/paths.mjs';
import { runInHost } from './inHost.mjs';

const here = import.meta.dirname;
const results = path.join(root, 'test-results/workbench.json');

/** The tests edit files, so they get a copy; its real path, because VS Code reports real paths. */
function copyWorkspace(scratch) {
  const copy = path.join(fs.realpathSync(scratch), 'workspace');
  fs.cpSync(path.join(here, 'workspace'), copy, { recursive: true });
  return copy;
}

// runTests() ends VS Code on Ctrl+C alone
for (const signal of ['SIGTERM', 'SIGHUP']) process.once(signal, () => process.emit('SIGINT'));

fs.rmSync(results, { force: true });
fs.mkdirSync(path.dirname(results), { recursive: true });
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'workbench-tests-'));
try {
  const tests = path.join(here, 'suite/index.cjs');
  await runInHost({ scratch, workspace: copyWorkspace(scratch), tests, env: { TEST_RESULTS_FILE: results } });
} catch (error) {
  console.error(`The in-host tests failed: ${error.message}`);
  process.exitCode = 1;
} finally {
  fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
