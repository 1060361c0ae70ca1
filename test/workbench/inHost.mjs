// Runs tests inside a real VS Code through @vscode/test-electron.
// VS Code is $VSCODE_EXECUTABLE, else the embedded workbench, else (where that is not to be had) a downloaded desktop build.
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { ensureWorkbench } from '../../scripts/workbench/install.mjs';
import { launcher, platformSupported, root } from '../../scripts/workbench/paths.mjs';

async function executable() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (!platformSupported()) return undefined; // runTests() downloads one
  await ensureWorkbench();
  return launcher;
}

/**
 * Opens a folder in VS Code and runs the module `tests` there, `env` being added to its environment; what VS Code writes goes below `scratch`.
 * Throws where the tests fail.
 */
export async function runInHost({ scratch, workspace, tests, env }) {
  await runTests({
    vscodeExecutablePath: await executable(),
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    extensionTestsEnv: env,
    launchArgs: [workspace, '--disable-extensions', `--user-data-dir=${path.join(scratch, 'data')}`, `--extensions-dir=${path.join(scratch, 'extensions')}`],
  });
}
