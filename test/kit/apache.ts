/**
 * The real Apache as a judge of tests: which modules this machine has, what `-t` says about a text, which directives
 * exist. Nothing is started and nothing listens beyond the loopback address; every temporary folder is removed.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Debian's folder of `<module>.load` files: the list of what is installed. */
const MODULES_FOLDER = '/etc/apache2/mods-available';

/** How httpd spreads its work over processes and threads. */
export type ProcessModel = 'event' | 'worker' | 'prefork';

/** Modules exclude each other: one process model is loaded, and the CGI module that goes with it. What each leaves out. */
const LEFT_OUT: Readonly<Record<ProcessModel, readonly string[]>> = {
  event: ['mpm_prefork', 'mpm_worker', 'cgi'],
  worker: ['mpm_prefork', 'mpm_event', 'cgi'],
  prefork: ['mpm_event', 'mpm_worker', 'cgid'],
};

/** A usable Apache. */
export interface Apache {
  /** The program, with its full path. */
  readonly binary: string;
  /** LoadModule lines for all installed modules, each after those it depends on. */
  readonly modulesConf: string;
}

/** What `-t` said. */
export interface ConfigTest {
  readonly ok: boolean;
  /** Everything it printed, the temporary file's name replaced by `FILE`. */
  readonly stderr: string;
}

/** One entry of `apache2 -L`. */
export interface ListedDirective {
  /** The name without the `<` of a section. */
  readonly name: string;
  readonly section: boolean;
  /** The source file that declares it, such as `mod_ssl.c`. */
  readonly source: string;
  readonly help: string;
  /** Where it is allowed, in Apache's words. */
  readonly allowed: string;
}

interface LoadFile {
  readonly depends: readonly string[];
  readonly lines: readonly string[];
}

let found: Apache | null | undefined;

/** Apache and its modules, or null where either is missing. Looked up once. */
export function findApache(): Apache | null {
  found ??= lookUp() ?? null;
  return found;
}

/** Whether to run the tests that ask Apache: wherever it is there, and in continuous integration in any case, where they fail without it. */
export function apacheIsAsked(): boolean {
  return findApache() !== null || process.env.CI === 'true';
}

function lookUp(): Apache | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].filter((folder) => folder !== '');
  const binary = folders.map((folder) => join(folder, 'apache2')).find((path) => existsSync(path));
  if (binary === undefined || !existsSync(MODULES_FOLDER)) return undefined;
  return { binary, modulesConf: modulesConf('event') };
}

function modulesConf(model: ProcessModel): string {
  const files = loadFiles();
  return loadLines(files, [...files.keys()], LEFT_OUT[model]).join('\n');
}

/** The installed modules that go with a process model, by Debian's short names (`ssl`, `mpm_event`). */
export function moduleNames(model: ProcessModel): string[] {
  return [...loadFiles().keys()].filter((name) => !LEFT_OUT[model].includes(name));
}

/** LoadModule lines for modules by their short names, each after those that it depends on. */
export function linesThatLoad(names: readonly string[], model: ProcessModel): string[] {
  return loadLines(loadFiles(), names, LEFT_OUT[model]);
}

let read: ReadonlyMap<string, LoadFile> | undefined;

function loadFiles(): ReadonlyMap<string, LoadFile> {
  read ??= readLoadFiles(MODULES_FOLDER);
  return read;
}

function readLoadFiles(folder: string): Map<string, LoadFile> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.load'))
    .sort();
  return new Map(
    names.map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const depends = [...text.matchAll(/^# Depends:(.*)$/gm)].flatMap((match) => (match[1] ?? '').trim().split(/\s+/));
      const lines = [...text.matchAll(/^\s*(LoadModule\s.*\S)\s*$/gm)].map((match) => match[1] ?? '');
      return [name.slice(0, -'.load'.length), { depends, lines }];
    }),
  );
}

/** The LoadModule lines of modules, a module's dependencies before the module, no line twice. */
function loadLines(files: ReadonlyMap<string, LoadFile>, names: readonly string[], leftOut: readonly string[]): string[] {
  const lines = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const file = files.get(name);
    if (file === undefined || seen.has(name) || leftOut.includes(name)) return;
    seen.add(name);
    file.depends.forEach(visit);
    for (const line of file.lines) lines.add(line);
  };
  names.forEach(visit);
  return [...lines];
}

/** Gives `work` a fresh folder and removes it afterwards, whatever happens. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'apacheconf-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The lines every test configuration needs before the text under test. */
function preamble(modules: string, folder: string): string {
  return [
    'ServerName localhost',
    `DefaultRuntimeDir ${folder}/run`,
    `PidFile ${folder}/run/pid`,
    'ErrorLog /dev/null',
    'Listen 127.0.0.1:8999',
    modules,
    '',
  ].join('\n');
}

/** Runs Apache with a main file that loads all modules and then reads `text` as an included file. */
async function runWith(
  text: string,
  options: readonly string[],
  modules = findApache()?.modulesConf ?? '',
): Promise<{ code: number; stdout: string; stderr: string }> {
  const apache = findApache();
  if (apache === null) throw new Error('apache2 is not installed');
  return inTemporaryFolder(async (folder) => {
    await mkdir(join(folder, 'run'));
    const main = join(folder, 'main.conf');
    const tested = join(folder, 'tested.conf');
    await writeFile(tested, text);
    await writeFile(main, `${preamble(modules, folder)}Include ${tested}\n`);
    const result = await execute(apache.binary, ['-f', main, ...options]);
    return { ...result, stderr: result.stderr.replaceAll(tested, 'FILE') };
  });
}

function execute(binary: string, args: readonly string[], cwd?: string): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(binary, args, { cwd, timeout: 30_000, maxBuffer: 16 << 20 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** What `apache2 -t`, run in `cwd`, says about a main file with these lines behind the least that every configuration needs; `folder` is for its files. */
export async function configtestMain(folder: string, text: string, cwd = folder): Promise<ConfigTest> {
  const apache = findApache();
  if (apache === null) throw new Error('apache2 is not installed');
  await mkdir(join(folder, 'run'), { recursive: true });
  const main = join(folder, 'main.conf');
  await writeFile(main, `${preamble('', folder)}${text}`);
  const { code, stderr } = await execute(apache.binary, ['-f', main, '-t'], cwd);
  return { ok: code === 0, stderr };
}

/** What `apache2 -t` says about `text` at server level, with every installed module loaded. */
export async function configtest(text: string): Promise<ConfigTest> {
  const { code, stderr } = await runWith(text, ['-t']);
  return { ok: code === 0, stderr };
}

/** The logical lines of `text` as Apache has read them (`-D DUMP_CONFIG`), less those that it runs while reading. */
export async function linesRead(text: string): Promise<string[]> {
  const { code, stdout, stderr } = await runWith(text, ['-t', '-D', 'DUMP_CONFIG']);
  if (code !== 0) throw new Error(stderr);
  const [, tested = ''] = stdout.split(/^# In file: .*tested\.conf\n/m);
  return tested
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^#\s+\d+:$/.test(line));
}

/** Every directive of the installed modules that go with a process model, from `apache2 -L`. */
export async function directiveList(model: ProcessModel = 'event'): Promise<ListedDirective[]> {
  const { stdout } = await runWith('', ['-L'], modulesConf(model));
  return stdout.split(/\n(?=<?\w+ \(\w+\.c\)\n)/).flatMap(parseListed);
}

function parseListed(entry: string): ListedDirective[] {
  const [head = '', ...rest] = entry.split('\n').map((line) => line.trim());
  const match = /^(<?)(\S+) \((.+)\)$/.exec(head);
  if (match === null) return [];
  const details = rest.filter((line) => line !== '');
  const at = details.findIndex((line) => line.startsWith('Allowed in'));
  const [help, allowed] = at < 0 ? [details, []] : [details.slice(0, at), details.slice(at)];
  const named = { name: match[2] ?? '', section: match[1] === '<', source: match[3] ?? '' };
  return [{ ...named, help: help.join(' '), allowed: allowed.join(' ') }];
}
