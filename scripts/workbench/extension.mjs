// Builds and packages the extension of this repository, for installing it into a profile.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/** Runs one of the repository's scripts to its end, its output shown. `signal` ends it early. */
export function runScript(name, { signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'scripts', name)], { cwd: root, stdio: 'inherit', signal });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`scripts/${name} failed (${code})`));
    });
  });
}

/** Makes the .vsix and gives its path. */
export async function packageExtension(options) {
  await runScript('package.mjs', options);
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return path.join(root, `${name}-${version}.vsix`);
}
