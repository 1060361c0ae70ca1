/**
 * What a configuration comes to once it is read: the lines that the real httpd holds (`-D DUMP_CONFIG`) beside those
 * that we hold, for one and the same tree of files on the disk.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Tree } from '../../scripts/rule-pages/memoryDisk.ts';
import type { Entry } from '../../server/src/model/configuration/entry.ts';
import type { Target } from '../../server/src/model/target.ts';
import { nodeDisk } from '../../server/src/platform/node/disk.ts';
import { linesOf } from '../../server/src/syntax/tree.ts';
import { findApache, inTemporaryFolder } from './apache.ts';
import { type Found, Site } from './configuration.ts';
import { writeTree } from './realTree.ts';

/** The file that httpd is started with; others of a tree lie beside it or elsewhere below `/srv`. */
export const MAIN = '/srv/httpd.conf';

/** The httpd that is asked. */
const INSTALLED: Target = { httpd: '2.4.71', modWsgi: '4.9.4', platform: 'debian', stated: { httpd: true, modWsgi: true }, modules: null };

/** Modules that the first lines of each main configuration load: `info` writes what httpd holds, `env` has a directive that takes any words. */
const LOADED = ['mpm_event', 'authz_core', 'authz_host', 'dir', 'info', 'macro', 'env', 'alias'];

/** Directives that httpd runs while it reads and then drops. */
const RUN_AND_DROPPED = /^(?:include|includeoptional|define|undefine|use|undefmacro|loadmodule|loadfile|serverroot|defaultruntimedir)$/;

/** A reading of a whole configuration. */
export interface Held {
  /** `file:line <section or directive with its arguments>`, indented by depth, names in lower case; lines of macros have no number; `?` stands before what is perhaps not read. */
  readonly lines: readonly string[];
  /** Where reading ends for good, as `file:line`; null where it comes to the end. */
  readonly refusedAt: string | null;
  /** What was said meanwhile. */
  readonly words: string;
}

/** Both readings of one tree. */
export interface BothHeld {
  readonly httpd: Held;
  readonly ours: Held;
  readonly found: readonly Found[];
}

/** Has httpd and us read a tree, whose main file is put behind the lines that every configuration needs. */
export function bothRead(tree: Tree): Promise<BothHeld> {
  return inTemporaryFolder(async (folder) => {
    await writeTree(folder, { ...tree, '/srv/run/': '', [MAIN]: `${opening()}${tree[MAIN] ?? ''}` });
    const httpd = await readByHttpd(folder, tree['/srv/envvars'] !== undefined);
    return { httpd, ...readByUs(folder) };
  });
}

function opening(): string {
  const modules = LOADED.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
  return `${['ServerRoot /srv/', 'ServerName localhost', 'DefaultRuntimeDir run', 'PidFile run/pid', 'ErrorLog /dev/null', 'Listen 127.0.0.1:8999', ...modules].join('\n')}\n`;
}

async function readByHttpd(folder: string, hasEnvvars: boolean): Promise<Held> {
  const script = `${hasEnvvars ? '. ./envvars && ' : ''}exec "$0" -f "$1" -t -D DUMP_CONFIG`;
  const { stdout, stderr } = await run('/bin/sh', ['-c', script, findApache()!.binary, join(folder, MAIN)], join(folder, '/srv'));
  const strip = (text: string) => text.replaceAll(folder, '');
  return { lines: dumpedLines(strip(stdout)), refusedAt: refusedAt(strip(stderr)), words: strip(stderr) };
}

function run(program: string, args: readonly string[], cwd: string): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env: {}, timeout: 30_000, maxBuffer: 16 << 20 }, (_, stdout, stderr) => resolve({ stdout, stderr }));
  });
}

/** The lines of a dump, each with its file and number. */
function dumpedLines(dump: string): string[] {
  const lines: string[] = [];
  let file = '';
  let number = '';
  for (const line of dump.split('\n')) {
    const [, named] = /^\s*# In file: (.*)$/.exec(line) ?? [];
    const [, counted] = /^\s*#\s+(\d+):$/.exec(line) ?? [];
    const [, blanks = '', text = ''] = /^( *)(.*)$/.exec(line) ?? [];
    if (named !== undefined) file = named;
    else if (counted !== undefined) number = counted;
    else if (text !== '' && !text.startsWith('</')) lines.push(`${blanks}${placeIn(file, number)} ${inLowerCase(text)}`);
  }
  return lines;
}

const MACRO = /^macro '[^']*' \(defined on line (\d+) of "([^"]*)"\)/;

/** `file:line`; for a line of a macro its file alone, since httpd counts from the macro's beginning and leaves continued lines out. */
function placeIn(file: string, number: string): string {
  const macro = MACRO.exec(file);
  return macro === null ? `${file}:${number}` : `${macro[2]}:macro`;
}

function inLowerCase(text: string): string {
  return text.replace(/^\S+/, (name) => name.toLowerCase());
}

/** The innermost place that httpd's refusal names. */
function refusedAt(stderr: string): string | null {
  const [, line, where] = [...stderr.matchAll(/Syntax error on line (\d+) of (macro '[^']*' \(defined on line \d+ of "[^"]*"\)|[^:\n]*:)/g)].at(-1) ?? [];
  if (line === undefined || where === undefined) return /Syntax OK/.test(stderr) ? null : 'somewhere';
  const macro = MACRO.exec(where);
  return macro === null ? `${where}${line}` : `${macro[2]}:${Number(macro[1]) + Number(line)}`;
}

function readByUs(folder: string): Pick<BothHeld, 'ours' | 'found'> {
  const site = new Site({}, { root: join(folder, MAIN), target: INSTALLED, disk: nodeDisk });
  const configuration = site.configuration();
  const numbers = new Map(configuration.files.flatMap(({ tree }) => [...linesOf(tree.root)].map(({ line, row }) => [line, row + breaksInside(line.text) + 1])));
  const strip = (text: string) => text.replaceAll(folder, '');
  const write = (entry: Entry, depth: number): string[] => {
    const { name, section, statement, file, line, uses } = entry;
    if (RUN_AND_DROPPED.test(name)) return [];
    const sure = entry.scope.certainty === 'active' ? '' : '? ';
    const text = `${sure}${section ? `<${name} ${statement.rest}>` : `${name} ${statement.rest}`}`;
    const place = `${file.path}:${uses.length > 0 ? 'macro' : numbers.get(line)}`;
    return [`${'  '.repeat(depth)}${strip(`${place} ${text}`)}`, ...entry.children.flatMap((child) => write(child, depth + 1))];
  };
  const found = site.findings().map((one) => ({ ...one, file: strip(one.file), message: strip(one.message) }));
  const errors = found.filter(({ severity }) => severity === 'error');
  return {
    ours: {
      lines: configuration.entries.flatMap((entry) => write(entry, 0)),
      refusedAt: errors.length === 0 ? null : errors.map(({ file, line }) => `${file}:${line}`).join(' '),
      words: found.map(({ file, line, severity, code, message }) => `${file}:${line} ${severity} ${code} ${message}`).join('\n'),
    },
    found,
  };
}

function breaksInside(text: string): number {
  return text.replace(/\r?\n$/, '').split('\n').length - 1;
}
