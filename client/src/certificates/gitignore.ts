/** Whether a private key could end up in a repository: it lies in a work tree of Git and is not ignored there. */
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Host } from './host.ts';
import { CertificateProblem } from './problem.ts';
import { findProgram, runProgram } from './processes.ts';

/** What Git makes of a file. */
export type GitState = 'outside' | 'ignored' | 'untracked' | 'tracked';

/** Advice about a file that belongs into no repository. */
export interface GitAdvice {
  readonly state: GitState;
  /** The `.gitignore` of the work tree; `null` where there is no work tree. */
  readonly ignoreFile: string | null;
  /** The line that would ignore the file; `null` where none is needed, or none can be written. */
  readonly line: string | null;
}

const OUTSIDE: GitAdvice = { state: 'outside', ignoreFile: null, line: null };
/** A repository may name a program that watches its files: it is not started. */
const HARMLESS = ['-c', 'core.fsmonitor=false'];
/** Characters that mean something in a pattern (gitignore(5)). */
const SPECIAL = /[\\*?[\]!# ]/g;

/** Asks Git about a file; `outside` where there is no work tree, or no Git to ask. */
export async function gitAdvice(file: string, host: Host): Promise<GitAdvice> {
  const git = await findProgram('git', host).catch(() => null);
  if (git === null) return OUTSIDE;
  const folder = await realpath(path.dirname(file)).catch(() => null);
  if (folder === null) return OUTSIDE;
  const name = path.basename(file);
  const ask = async (...args: readonly string[]): Promise<string | null> => {
    try {
      return (await runProgram(git, { args: [...HARMLESS, '--literal-pathspecs', ...args], folder }, host)).stdout;
    } catch (error) {
      if (error instanceof CertificateProblem) return null;
      throw error;
    }
  };
  const top = (await ask('rev-parse', '--show-toplevel'))?.replace(/\r?\n$/, '') ?? '';
  if (top === '') return OUTSIDE;
  const ignoreFile = path.join(top, '.gitignore');
  if (await ask('ls-files', '-z', '--', name)) return { state: 'tracked', ignoreFile, line: null };
  if (!(await ask('ls-files', '-z', '--others', '--exclude-standard', '--', name))) return { state: 'ignored', ignoreFile, line: null };
  return { state: 'untracked', ignoreFile, line: ignoreLine(path.relative(path.resolve(top), path.join(folder, name))) };
}

/** The line of a `.gitignore` at the top of a work tree that ignores one file; `null` for a name with a line break, which no line can hold. */
export function ignoreLine(relative: string): string | null {
  if (/[\r\n]/.test(relative)) return null;
  return `/${relative.split(path.sep).join('/').replaceAll(SPECIAL, '\\$&')}`;
}
