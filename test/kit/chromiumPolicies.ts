/** Chromium with policies of its own, as Debian's package reads them from `/etc/chromium`: what a person would be asked is settled. Linux alone. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromiumProgram } from './chromium.ts';

/** Where Chromium looks; the folder is there once the package is. */
const FOLDER = '/etc/chromium';

/** Writes a program below a home folder that starts Chromium with these policies, which nobody else gets to see; gives its path. */
export async function chromiumWithPolicies(home: string, policies: object): Promise<string> {
  const [folder, program] = [path.join(home, 'etc'), path.join(home, 'chromium')];
  await mkdir(path.join(folder, 'policies/managed'), { recursive: true });
  await writeFile(path.join(folder, 'policies/managed/all.json'), JSON.stringify(policies));
  const rights = process.getuid?.() === 0 ? '' : '--user --map-root-user ';
  const starts = `mount --bind '${folder}' ${FOLDER} && exec '${chromiumProgram()}' "$@"`;
  await writeFile(program, `#!/bin/sh\nexec unshare --mount ${rights}/bin/sh -c "${starts.replaceAll(/["$]/g, '\\$&')}" chromium "$@"\n`, { mode: 0o755 });
  return program;
}
