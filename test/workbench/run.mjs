// Runs the in-host tests of suite/ in a real VS Code through @vscode/test-electron.
// VS Code is $VSCODE_EXECUTABLE, else the embedded workbench, else (where that is not to be had) a downloaded desktop build.
// Usage: node test/workbench/run.mjs
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { ensureWorkbench } from '../../scripts/workbench/install.mjs';
import { launcher, platformSupported, root } from '../../scripts/workbench/paths.mjs';

const here = import.meta.dirname;
const results = path.join(root, 'test-results/workbench.json');

async function executable() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (!platformSupported()) return undefined; // runTests() downloads one
  await ensureWorkbench();
  return launcher;
}

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
  await runTests({
    vscodeExecutablePath: await executable(),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(here, 'suite/index.cjs'),
    extensionTestsEnv: { TEST_RESULTS_FILE: results },
    launchArgs: [
      copyWorkspace(scratch),
      '--disable-extensions',
      `--user-data-dir=${path.join(scratch, 'data')}`,
      `--extensions-dir=${path.join(scratch, 'extensions')}`,
    ],
  });
} catch (error) {
  console.error(`The in-host tests failed: ${error.message}`);
  process.exitCode = 1;
} finally {
  fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
