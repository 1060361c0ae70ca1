/** Programs for a PATH of the test's own: the real ones with a note of each call, and fakes that misbehave. */
import { accessSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where a program of this machine is. */
export function installed(name: string): string {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`${name} is not installed: node scripts/system-packages.mjs`);
  accessSync(found);
  return found;
}

/** A folder with the real programs, each call of which is noted in a log. */
export function spiedTools(folder: string, names: readonly string[]) {
  const log = path.join(folder, 'calls.log');
  for (const name of names) {
    fakeTool(folder, name, `printf '%s\\n' "${installed(name)} $*" >> '${log}'\nexec '${installed(name)}' "$@"`);
  }
  const calls = () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(0, -1) : []);
  return { folder, log, calls };
}

/** A program that is a shell script; gives its path. */
export function fakeTool(folder: string, name: string, script: string): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}
