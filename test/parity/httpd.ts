/** The real httpd's verdict on a configuration that lies on the disk. */
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { findApache } from '../kit/apache.ts';
import { FOREGROUND, watched } from '../kit/start.ts';
import { ENVVARS, MAIN } from './tree.ts';

/** Whether httpd refuses a configuration, and what it said; null where it crashed, or could not be asked. */
export interface HttpdVerdict {
  readonly refuses: boolean | null;
  readonly words: string;
}

/** Sources envvars as Debian's scripts do, then becomes httpd with no other environment. */
function command(root: string, ...options: readonly string[]): [file: string, args: string[]] {
  return ['/bin/sh', ['-c', `. ./${ENVVARS} && exec "$0" -f "$@"`, findApache()!.binary, join(root, MAIN), ...options]];
}

/** Asks httpd about the configuration below `root` with `-t`. */
export function httpdSays(root: string): Promise<HttpdVerdict> {
  return new Promise((resolve) => {
    execFile(...command(root, '-t'), { cwd: root, env: {}, timeout: 60_000 }, (error, stdout, stderr) => {
      const words = `${stdout}${stderr}`.replaceAll(root, '');
      resolve({ refuses: error === null ? false : typeof error.code === 'number' && error.code < 128 ? true : null, words });
    });
  });
}

/** What hinders a start that has nothing to do with the configuration: an address that is taken, or not there. */
const ELSEWHERE = /make_sock|could not bind/;

let turn: Promise<unknown> = Promise.resolve();

/** Starts httpd with the configuration below `root`: what it refuses only then. One at a time, since they share ports. */
export function httpdStarts(root: string): Promise<HttpdVerdict> {
  const mine = turn.then(() => start(root));
  turn = mine.catch(() => undefined);
  return mine;
}

async function start(root: string): Promise<HttpdVerdict> {
  const pid = `PidFile ${root}/run/pid`;
  const { started, printed } = await watched(spawn(...command(root, '-X', '-c', pid), { ...FOREGROUND, cwd: root, env: {} }), join(root, 'run'));
  const words = printed.replaceAll(root, '');
  return { refuses: ELSEWHERE.test(words) ? null : !started, words: `at start: ${words}` };
}
