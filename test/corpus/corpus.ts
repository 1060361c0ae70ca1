// The corpus of real configurations with httpd's verdicts, where it lies beside the project.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One line that httpd refuses, and why. */
export interface OracleError {
  readonly line: number;
  readonly start_line: number;
  readonly class: string;
  readonly sub?: string;
  readonly message: string;
}

/** httpd's verdict on one file. */
export interface Verdict {
  readonly file: string;
  readonly errors: readonly OracleError[];
  readonly neutralised: readonly { readonly line: number }[];
}

/** A clean file with one seeded mistake. */
export interface Mutant {
  readonly file: string;
  readonly base: string;
  readonly kind: string;
  readonly line: number;
  readonly httpd_line: number;
  readonly start_line: number;
  readonly message: string;
}

/** A mistake of the same kinds that httpd takes. */
export interface Accepted {
  readonly base: string;
  readonly kind: string;
  readonly line: number;
  readonly recipe: { readonly op: 'replace' | 'insert' | 'delete'; readonly line: number; readonly new?: string };
}

const folder = path.join(import.meta.dirname, '../../../shared/corpus');

/** Whether the corpus is there. */
export const corpusIsThere = existsSync(path.join(folder, 'oracle.json'));

/** A JSON file of the corpus. */
export function corpusJson<T>(name: string): T {
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as T;
}

/** A text of the corpus: `files/…` or `mutants/…`. */
export function corpusText(name: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(path.join(folder, name)));
}

/** The text of a file with an accepted change applied. */
export function acceptedText({ base, recipe }: Accepted): string {
  const lines = corpusText(`files/${base}`).split('\n');
  if (lines.at(-1) === '') lines.pop();
  const at = recipe.line - 1;
  if (recipe.op === 'delete') lines.splice(at, 1);
  else lines.splice(at, recipe.op === 'replace' ? 1 : 0, recipe.new!);
  return `${lines.join('\n')}\n`;
}
