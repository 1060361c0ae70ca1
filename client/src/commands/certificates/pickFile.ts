/** The question for a file: one of those that are known, or another that the person looks for. */
import * as vscode from 'vscode';
import { CertificateProblem } from '../../certificates/problem.ts';
import { type Choice, pick, type Step } from '../steps.ts';

/** Endings of files by what they are called. */
type Filters = Readonly<Record<string, string[]>>;

/** What is asked. */
export interface FileQuestion {
  readonly placeholder: string;
  /** Paths with what is said of them. */
  readonly known: readonly Choice<string>[];
  /** What “Browse…” looks for, such as “another certificate”. */
  readonly another: string;
  /** What “Browse…” shows; certificates where nothing is said. */
  readonly filters?: Filters;
  readonly keep: (file: string) => void;
}

const FILTERS: Filters = { Certificates: ['pem', 'crt', 'cer', 'der'], 'All files': ['*'] };

/** What private keys are looked for by. */
export const KEY_FILTERS: Filters = { 'Private keys': ['key', 'pem', 'der'], 'All files': ['*'] };

/** A step that picks a file; it is asked again where the dialog was closed without one. */
export function pickFile({ placeholder, known, another, filters = FILTERS, keep }: FileQuestion): Step {
  return async (place) => {
    const answer: { value: string | null } = { value: null };
    const choices: Choice<string | null>[] = [...known, { label: 'Browse…', description: another, value: null }];
    for (;;) {
      const outcome = await pick({ placeholder, choices, keep: (value) => Object.assign(answer, { value }) })(place);
      if (outcome !== 'answered') return outcome;
      const file = answer.value ?? (await browse(place.title, filters));
      if (file === undefined) continue;
      keep(file);
      return 'answered';
    }
  };
}

async function browse(title: string, filters: Filters): Promise<string | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ title, openLabel: 'Choose', canSelectMany: false, filters })) ?? [];
  return file === undefined ? undefined : localPath(file);
}

/** The path of a file on the machine that the extension runs on; refuses what is none. */
export function localPath(uri: vscode.Uri): string {
  if (uri.scheme === 'file') return uri.fsPath;
  throw new CertificateProblem(`${uri.path} is no file on this machine (${uri.scheme}), so it cannot be read here. Save a copy of it to a folder first.`);
}
