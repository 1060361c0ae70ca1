/** Starts processes that issue certificates: bundled once, then each with a job of its own. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { build } from 'esbuild';
import type { Job } from './issuer.ts';

/** What a process said in the end: how many milliseconds it took, and the writing alone, or why it did not work. */
export type Result = { readonly took: number; readonly wrote: number } | { readonly name: string; readonly message: string };

/** How a process is started besides as the user with all rights. */
export interface Circumstances {
  readonly env?: NodeJS.ProcessEnv;
  /** What to run before Node, such as a program that changes rights. */
  readonly through?: readonly string[];
}

/** A process that waits for its beginning. */
export interface Issuer {
  readonly begin: () => void;
  /** Ends the process with everything that it started, at once. */
  readonly kill: () => void;
  /** What it said, or `null` where it was killed first. */
  readonly result: Promise<Result | null>;
}

/** Writes the program that issues to a folder and gives its path. */
export async function bundled(folder: string): Promise<string> {
  const outfile = path.join(folder, 'issuer.cjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'issuer.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  return outfile;
}

/** Starts a process with a job and waits until it is ready for it. */
export async function issuer(program: string, job: Job, { env = process.env, through = [] }: Circumstances = {}): Promise<Issuer> {
  const [command = process.execPath, ...args] = [...through, process.execPath, program, JSON.stringify(job)];
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  child.stdin.on('error', () => undefined);
  const lines: string[] = [];
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line));
  const gone = new Promise((resolve) => child.once('close', resolve));
  await Promise.race([gone, new Promise((resolve) => reader.once('line', resolve))]);
  return { begin: () => child.stdin.write('\n'), kill: () => endGroup(child), result: gone.then(() => JSON.parse(lines[1] ?? 'null')) };
}

function endGroup({ pid }: ChildProcessByStdio<Writable, Readable, null>): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
