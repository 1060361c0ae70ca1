/** Runs the built checker, `node dist/check.js`, in a folder of its own. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inTemporaryFolder } from './apache.ts';

const root = path.join(import.meta.dirname, '../..');
const program = path.join(root, 'dist/check.js');

/** How a run ended. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One finding as `--format json` prints it. */
export interface JsonFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly url: string;
}

/** A folder of files in which the checker is run. */
export class Place {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  async write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(this.path(name)), { recursive: true });
      await writeFile(this.path(name), content);
    }
  }

  /** Runs the checker with the folder as working directory; `engine` are options of Node. */
  async check(args: readonly string[], engine: readonly string[] = []): Promise<Run> {
    await built();
    return execute(process.execPath, [...engine, program, ...args], this.folder);
  }

  /** The findings of a run with `--format json`, by file and line. */
  async findings(args: readonly string[], engine: readonly string[] = []): Promise<JsonFinding[]> {
    const { stdout } = await this.check(['--format', 'json', ...args], engine);
    return JSON.parse(stdout).findings;
  }
}

/** Gives `work` a fresh folder with these files and removes it afterwards. */
export function inPlace<T>(files: Readonly<Record<string, string | Uint8Array>>, work: (place: Place) => Promise<T>): Promise<T> {
  return inTemporaryFolder(async (folder) => {
    const place = new Place(folder);
    await place.write(files);
    return work(place);
  });
}

let building: Promise<unknown> | undefined;

/** The checker is there: built now, if nobody has built it. */
export async function built(): Promise<void> {
  if (existsSync(program)) return;
  building ??= promisify(execFile)(process.execPath, [path.join(root, 'scripts/build.mjs')]);
  await building;
}

/** Runs a program in a folder to its end, whatever its exit status. */
export function execute(file: string, args: readonly string[], cwd: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { cwd, timeout: 120_000, killSignal: 'SIGKILL', maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
