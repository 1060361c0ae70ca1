/** What can be done with something that was made: offered one after the other, until the person has enough. */
import path from 'node:path';
import * as vscode from 'vscode';
import { gitAdvice } from '../../certificates/gitignore.ts';
import { tell } from '../work.ts';
import { ignoreKey } from './ignoreKey.ts';
import { hostFor } from './machine.ts';

/** Something that can be done next. */
export interface Action extends vscode.QuickPickItem {
  readonly act: () => Thenable<unknown>;
}

/** What is offered. */
export interface Offer {
  readonly title: string;
  /** What was made, as a sentence. */
  readonly made: string;
  /** Asked anew after each action, which may leave less to do. */
  readonly actions: () => Promise<readonly Action[]>;
}

/** Offers the actions until the person has enough. An action that fails says why. */
export async function offerNext({ title, made, actions }: Offer): Promise<void> {
  for (;;) {
    const chosen = await vscode.window.showQuickPick(await actions(), { title, placeHolder: `What next? (Escape: nothing) ${made}` });
    if (chosen === undefined) return;
    await chosen.act().then(undefined, tell);
  }
}

/** The offer to keep a file with a private key out of the repository, where it could end up in one. */
export async function ignoreActions(file: string): Promise<readonly Action[]> {
  const advice = await gitAdvice(file, hostFor());
  if (advice.state !== 'untracked' || advice.line === null) return [];
  const detail = `${path.basename(file)} lies in a work tree of Git and is not ignored: it could end up in the repository.`;
  return [{ label: 'Add the Key to .gitignore', detail, act: () => ignoreKey(advice) }];
}

/** The offer to see what a certificate file holds. */
export function inspectAction(file: string): Action {
  const act = () => vscode.commands.executeCommand('apacheWsgiTls.inspectCertificate', { prefill: { path: file } });
  return { label: 'Inspect the Certificate', detail: file, act };
}
