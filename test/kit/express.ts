/** A real mod_wsgi-express, where it is installed; Debian’s packages lack it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { cameUp, endGroup, FOREGROUND, printedBy } from './start.ts';

/** The program, or undefined where it is not installed. */
export function findExpress(): string | undefined {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'mod_wsgi-express'))
    .find((file) => existsSync(file));
}

/** Runs mod_wsgi-express with these arguments, and ends it when the work is done; `folder` is a temporary one for its files. */
export async function whileExpress<T>(folder: string, args: readonly string[], work: () => Promise<T>): Promise<T> {
  const run = path.join(folder, 'run');
  await mkdir(run, { recursive: true });
  const places = ['--server-root', path.join(folder, 'root'), '--pid-file', path.join(run, 'pid')];
  const child = spawn(findExpress()!, [...args, ...places], { ...FOREGROUND, cwd: folder });
  const printed = printedBy(child);
  const exited = once(child, 'exit');
  try {
    if (!(await cameUp(child, run))) throw new Error(`mod_wsgi-express ended: ${await printed}`);
    return await work();
  } finally {
    child.kill();
    await exited;
    endGroup(child);
    await printed;
  }
}
