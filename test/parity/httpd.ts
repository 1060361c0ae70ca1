/** The real httpd's verdict on a configuration that lies on the disk. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { findApache } from '../kit/apache.ts';
import { ENVVARS, MAIN } from './tree.ts';

/** Whether httpd takes a configuration (`-t`), and what it said; null where it crashed. */
export interface HttpdVerdict {
  readonly refuses: boolean | null;
  readonly words: string;
}

/** Sources envvars as Debian's scripts do, then becomes httpd. */
const SCRIPT = `. ./${ENVVARS} && exec "$0" -t -f "$1"`;

/** Asks httpd about the configuration below `root`, with no other environment than that of envvars. */
export function httpdSays(root: string): Promise<HttpdVerdict> {
  const { binary } = findApache()!;
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', SCRIPT, binary, join(root, MAIN)], { cwd: root, env: {}, timeout: 60_000 }, (error, stdout, stderr) => {
      const words = `${stdout}${stderr}`.replaceAll(root, '');
      resolve({ refuses: error === null ? false : typeof error.code === 'number' && error.code < 128 ? true : null, words });
    });
  });
}
