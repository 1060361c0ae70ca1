// Opens the desktop VS Code, in a profile of its own, with the extension under development.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { onPath } from './browser.mjs';
import { platformSupported, root } from './paths.mjs';

const onWindows = process.platform === 'win32';

/**
 * The `code` command to use, or undefined where the embedded workbench is the better choice: without a display, inside
 * a remote terminal and on WSL, where `code` drives an editor on another machine. Throws where there is neither: nothing
 * is downloaded on the quiet.
 */
export async function findDesktop() {
  if (process.platform === 'linux') {
    const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI, WSL_DISTRO_NAME } = process.env;
    if (VSCODE_IPC_HOOK_CLI || WSL_DISTRO_NAME || !(DISPLAY || WAYLAND_DISPLAY)) return undefined;
  }
  const installed = onPath(onWindows ? 'code.cmd' : 'code');
  if (installed || platformSupported()) return installed;
  throw new Error('VS Code is not here: install it and put its `code` command on the PATH (the embedded workbench runs on Linux only).');
}

/** Opens a window on a folder, with files of it. `ended` settles when it is closed; `stop()` closes it. */
export function openDesktop(command, profile, [folder, ...files]) {
  const args = [
    ...['--new-window', '--wait', '--disable-workspace-trust', '--disable-telemetry', '--disable-updates'],
    ...['--skip-welcome', '--skip-release-notes', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    `--user-data-dir=${profile.data}`,
    `--extensions-dir=${profile.extensions}`,
    `--extensionDevelopmentPath=${root}`,
    folder,
    ...files,
  ];
  const quote = (word) => (onWindows ? `"${word}"` : word); // a .cmd file needs the shell
  const child = spawn(quote(command), args.map(quote), { stdio: 'inherit', shell: onWindows });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const stop = async () => {
    stopWindow(profile);
    child.kill();
    await ended.catch(() => {});
  };
  return { ended, stop };
}

/** The window is no child of the command's: VS Code leaves its process id in the profile. */
function stopWindow(profile) {
  try {
    process.kill(Number(fs.readFileSync(path.join(profile.data, 'code.lock'), 'utf8')));
  } catch {
    // not started yet, or gone
  }
}
