/** One configuration on the disk as the real httpd has read it, and as our reader has: files and directives, in order. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { type Entry, everyEntry } from '../../server/src/model/configuration/entry.ts';
import type { FileReading } from '../../server/src/model/reading/reading.ts';
import { withoutClosings } from '../../server/src/model/reading/substitute.ts';
import { nodeDisk } from '../../server/src/platform/node/disk.ts';
import type { Line } from '../../server/src/syntax/line.ts';
import { linesOf } from '../../server/src/syntax/tree.ts';
import { findApache } from '../kit/apache.ts';
import { type Found, Site } from '../kit/configuration.ts';
import { INSTALLED } from '../parity/ours.ts';
import { MAIN } from '../parity/tree.ts';

/** What was read. Paths are relative to the root. */
export interface AsRead {
  /** What refuses it, in httpd's words; empty where nothing does. */
  readonly refusal: string;
  /** The path of each file, as often as it is read. */
  readonly files: readonly string[];
  /** `path:line text` of each directive and section that httpd keeps; `macro name: text` for lines of macros. Null where httpd refuses. */
  readonly lines: readonly string[] | null;
}

/** Asks httpd, with nothing but `environment` around it. */
export function httpdReads(root: string, environment: Readonly<Record<string, string>> = {}): Promise<AsRead> {
  const args = ['-t', '-f', join(root, MAIN), '-D', 'DUMP_CONFIG', '-D', 'DUMP_INCLUDES'];
  return new Promise((resolve, reject) => {
    execFile(findApache()!.binary, args, { env: environment, timeout: 60_000, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') return reject(error);
      const printed = stdout.replaceAll(`${root}/`, '');
      const refusal =
        error === null
          ? ''
          : stderr
              .replaceAll(/^\[.*\n/gm, '')
              .replaceAll('\\\\', '\\')
              .replaceAll(`${root}/`, '');
      resolve({ refusal, files: filesIn(printed), lines: error === null ? linesIn(printed) : null });
    });
  });
}

function filesIn(printed: string): string[] {
  return [...printed.matchAll(/^ +\((?:\d+|\*)\) (.*)$/gm)].map(([, path = '']) => path);
}

function linesIn(printed: string): string[] {
  const lines: string[] = [];
  let file = '';
  let number = '';
  for (const line of printed.split('\n')) {
    const trimmed = line.trim();
    const [, inFile] = /^# In file: (.*)$/.exec(trimmed) ?? [];
    const [, atNumber] = /^#\s+(\d+):$/.exec(trimmed) ?? [];
    if (inFile !== undefined) file = inFile;
    else if (atNumber !== undefined) number = atNumber;
    else if (file !== '' && trimmed !== '' && !trimmed.startsWith('</')) lines.push(placed(file, number, trimmed));
  }
  return lines;
}

/** A macro's own name for its file tells where it was defined and used, all in one. */
function placed(file: string, number: string, text: string): string {
  const [, macro] = /^macro '([^']*)'/.exec(file) ?? [];
  return macro === undefined ? `${file}:${number} ${text}` : `macro ${macro}: ${text}`;
}

/** What our reader makes of it. */
export function weRead(root: string): AsRead & { readonly findings: readonly Found[] } {
  const site = new Site({}, { root: join(root, MAIN), target: INSTALLED, disk: nodeDisk });
  const { entries, files, uses } = site.configuration();
  const findings = site.findings();
  const errors = findings.filter(({ severity }) => severity === 'error');
  const numbers = new Map<Line, number>();
  for (const { tree } of files) for (const { line, row } of linesOf(tree.root)) numbers.set(line, row + Math.max(line.breaks, 1));
  const macroNames = new Map(uses.map(({ macro, at }) => [at.line, macro.name.toLowerCase()]));
  const lines = [...everyEntry(entries)].filter(isKept).map((entry) => {
    const { rest } = entry.statement;
    const name = knowledge().find(entry.name, entry.section)[0]?.name ?? entry.statement.name;
    const written = entry.section ? `<${name}${rest === '' ? '' : ` ${rest}`}>` : `${name} ${rest}`.trim();
    const text = withoutClosings(written).replaceAll(`${root}/`, '');
    const use = entry.uses.at(-1);
    return use === undefined ? `${relative(entry.file.path, root)}:${numbers.get(entry.line)} ${text}` : `macro ${macroNames.get(use.line)}: ${text}`;
  });
  const refusal = errors.map(({ message }) => message.replaceAll(`${root}/`, '')).join('\n');
  return { refusal, findings, files: filesOf(files, root), lines: errors.length > 0 ? null : lines };
}

function filesOf(files: readonly FileReading[], root: string): string[] {
  return files.map(({ file }) => relative(file.path, root));
}

function relative(path: string, root: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

/** Whether httpd keeps a line once it has read it; others have done all that they do. */
function isKept({ name, section }: Entry): boolean {
  return knowledge().find(name, section)[0]?.onRead !== true;
}
