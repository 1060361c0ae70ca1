/**
 * Other programs, started so that nobody's files decide what runs: found by our own look at PATH and never in the workspace,
 * given their arguments as a list, without a shell, in a private folder, with little of our environment, and ended when they
 * take too long, say too much or are no longer wanted.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Host } from './host.ts';
import { CertificateProblem, cancelled, codeOf, stopIfCancelled } from './problem.ts';

/** A program as messages call it and where it is. */
export interface Program {
  readonly name: string;
  readonly file: string;
}

/** How a program is run. */
export interface Run {
  readonly args: readonly string[];
  /** A private folder to run in. */
  readonly folder: string;
  /** Variables besides those that every program gets. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a program said. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** A program ran to its end and failed; what it said may be the answer that was asked for. */
export class ProgramFailure extends CertificateProblem {
  readonly output: Output;

  constructor(message: string, output: Output) {
    super(message);
    this.output = output;
  }
}

const OUTPUT_LIMIT = 1024 * 1024;
const TIMEOUT = 120_000;
/** What programs get of our environment: where they are at home and which language is spoken, no settings of others. */
const PASSED = ['HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'SYSTEMROOT', 'USERPROFILE', 'LOCALAPPDATA', 'APPDATA'];

/**
 * Looks for a program: where the settings say, else on PATH, else in the further folders given. `null` where it is in none;
 * rejects where the settings name something that must not or cannot be run.
 */
export async function findProgram(name: string, host: Host, further: readonly string[] = []): Promise<Program | null> {
  if (!host.trusted) {
    throw new CertificateProblem(
      `${name} is not started because this workspace is not trusted. Trust the workspace, or choose what needs no other program, such as the built-in maker.`,
    );
  }
  const configured = host.programs?.[name];
  if (configured !== undefined && configured !== '') return { name, file: await configuredProgram(name, configured, host) };
  const file = host.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of [...searchPath(host), ...further]) {
    const found = await runnable(path.join(folder, file), host);
    if (found !== null) return { name, file: found };
  }
  return null;
}

async function configuredProgram(name: string, file: string, host: Host): Promise<string> {
  const found = path.isAbsolute(file) ? await runnable(file, host) : null;
  if (found !== null) return found;
  throw new CertificateProblem(
    `The settings name ${file} as ${name}, which cannot be used: it must be an absolute path to a program outside the workspace. Correct the setting, or clear it to have ${name} looked for.`,
  );
}

/** The folders of PATH that may be trusted to mean the same wherever we stand. */
function searchPath(host: Host): readonly string[] {
  const value = host.env.PATH ?? host.env.Path ?? '';
  const folders = value.split(host.platform === 'win32' ? ';' : ':').map((folder) => folder.replace(/^"(.*)"$/, '$1'));
  return folders.filter((folder) => path.isAbsolute(folder) && !host.workspace.some((workspace) => isWithin(folder, workspace)));
}

/** The file as it is to be started, or `null` where it is no program, or one of the workspace. */
async function runnable(file: string, host: Host): Promise<string | null> {
  try {
    const real = await realpath(file);
    const workspaces = await Promise.all(host.workspace.map((folder) => realpath(folder).catch(() => folder)));
    if ([file, real].some((one) => [...host.workspace, ...workspaces].some((folder) => isWithin(one, folder)))) return null;
    if (!(await stat(real)).isFile()) return null;
    await access(real, constants.X_OK);
    return file;
  } catch {
    return null;
  }
}

function isWithin(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way === '' || (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
}

/** Runs a program to its end. Rejects where it fails, hangs, floods us or is cancelled; it is gone then, and what it started too. */
export async function runProgram(program: Program, run: Run, host: Host): Promise<Output> {
  stopIfCancelled(host.signal);
  const child = start(program, run, host);
  return await new Promise<Output>((resolve, reject) => {
    const settled = new AbortController();
    const fail = (problem: CertificateProblem) => {
      settled.abort();
      end(child);
      reject(problem);
    };
    const texts = collected(child, () => fail(new CertificateProblem(`${program.name} wrote without end and was stopped. ${check(program)}`)));
    limit(program, host, fail, settled.signal);
    child.once('error', (error) => fail(new CertificateProblem(`${program.name} could not be started (${codeOf(error) ?? error.message}). ${check(program)}`)));
    child.once('close', (code, signal) => {
      if (code !== 0) fail(new ProgramFailure(failure(program, code === null ? `was ended by ${signal}` : `ended with status ${code}`, texts), texts));
      settled.abort();
      resolve(texts);
    });
  });
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

function start({ file }: Program, { args, folder, env = {} }: Run, host: Host): Child {
  return spawn(file, args, {
    cwd: folder,
    env: { ...environment(host), ...env },
    shell: false,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
}

/** What the child says, as it says it. */
function collected(child: Child, tooMuch: () => void): Output {
  const texts = { stdout: '', stderr: '' };
  let size = 0;
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      size += text.length;
      if (size > OUTPUT_LIMIT) tooMuch();
      else texts[stream] += text;
    });
  }
  return texts;
}

/** Ends the call when it takes too long or is cancelled, unless it was settled before. */
function limit({ name, file }: Program, host: Host, fail: (problem: CertificateProblem) => void, settled: AbortSignal): void {
  const longest = host.timeout ?? TIMEOUT;
  const late = () => fail(new CertificateProblem(`${name} gave no answer within ${longest / 1000} s and was stopped. ${check({ name, file })}`));
  const timer = setTimeout(late, longest);
  settled.addEventListener('abort', () => clearTimeout(timer));
  host.signal?.addEventListener('abort', () => fail(cancelled()), { signal: settled });
}

/** Ends the child with all that it started: they are a group of their own where there are groups. */
function end(child: Child): void {
  child.stdout.destroy();
  child.stderr.destroy();
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function environment(host: Host): Record<string, string> {
  const passed = PASSED.flatMap((name) => (host.env[name] === undefined ? [] : [[name, host.env[name]] as const]));
  return { ...Object.fromEntries(passed), PATH: searchPath(host).join(host.platform === 'win32' ? ';' : ':') };
}

function check({ name, file }: Program): string {
  return `Check that ${file} is the real ${name}, or choose another maker.`;
}

function failure(program: Program, what: string, { stdout, stderr }: Output): string {
  const said = (stderr.trim() || stdout.trim()).split(/\r?\n/).slice(-5).join('\n').slice(-1000);
  return `${program.name} ${what}${said === '' ? ' and gave no reason.' : `:\n${said}`}\n${check(program)}`;
}
