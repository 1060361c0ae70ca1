/** Where a configuration goes: a question that is asked again where a file is there already. */
import path from 'node:path';
import * as vscode from 'vscode';
import { enter, type Step } from '../steps.ts';
import { isThere } from './likely.ts';

/** A step that asks for the file of a configuration. `usual` stands in the input at first; `keep` gets an absolute path. */
export function targetStep(usual: () => string, keep: (target: string) => void): Step {
  return async (place) => {
    const taken = new Set<string>();
    let entered = usual();
    for (;;) {
      const outcome = await enter({
        prompt: 'Where does the configuration go?',
        value: entered,
        problem: (text) => targetProblem(inWorkspace(text), taken),
        keep: (text) => {
          entered = text;
        },
      })(place);
      const target = inWorkspace(entered);
      const isTaken = outcome === 'answered' && (await isThere(vscode.Uri.file(target)));
      if (outcome === 'answered' && !isTaken) keep(target);
      if (!isTaken) return outcome;
      taken.add(target);
    }
  };
}

function targetProblem(target: string, taken: ReadonlySet<string>): string | null {
  if (taken.has(target)) return 'This file is there already, and stays as it is. Enter another name.';
  if (!path.isAbsolute(target)) return 'No folder is open. Enter an absolute path.';
  return target.endsWith('.conf') ? null : 'Enter the name of a file that ends in .conf, such as blog.conf.';
}

function inWorkspace(text: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return folder === undefined ? text.trim() : path.resolve(folder, text.trim());
}
