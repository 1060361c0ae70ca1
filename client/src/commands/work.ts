/**
 * How commands that make something are run. Such a command takes one of:
 * - its options, from a keybinding, a task or a test: it asks nothing, gives what it made, and rejects with the message that a person would see;
 * - `{ prefill }`, from a quick fix or a keybinding: it asks, with these answers filled in;
 * - a file, or several, from the Explorer, or nothing, from the command palette: it asks.
 */
import * as vscode from 'vscode';
import { CertificateProblem } from '../certificates/problem.ts';

/** Whether a person answered questions, or options came without one: then there is nobody to look at what comes of them. */
export type Manner = 'asked' | 'given';

/** What the work is told and tells: the person may cancel it, and sees its steps. */
export interface Work {
  readonly manner: Manner;
  readonly signal: AbortSignal;
  readonly progress: (step: string) => void;
}

/** A command that makes something. */
export interface MakingCommand<Options extends object, Result> {
  /** The command's identifier. */
  readonly id: string;
  /** What the progress is headed by. */
  readonly title: string;
  /** Asks the person for what is needed; `undefined` when the person gave up. `selected` are all files of the Explorer that it was run on. */
  ask(subject: vscode.Uri | undefined, prefill: Partial<Options>, selected: readonly vscode.Uri[]): Promise<Options | undefined>;
  /** Makes it. Rejects with a `CertificateProblem` in words for the person. */
  make(options: Options, work: Work): Promise<Result>;
  /** Shows the person what was made, and offers what comes next. Not called where nobody was asked. */
  show(result: Result, options: Options): Promise<void>;
}

const made = new vscode.EventEmitter<string>();
/** Tells the identifier of a command once it has made something, whoever ran it. */
export const onDidMake = made.event;

/** Registers a command that makes something; disposing takes it back. */
export function registerMaker<Options extends object, Result>(maker: MakingCommand<Options, Result>): vscode.Disposable {
  return vscode.commands.registerCommand(maker.id, (first?: unknown, second?: unknown) => {
    if (isPrefill<Options>(first)) return interactively(maker, [], first.prefill);
    return isOptions<Options>(first) ? making(maker, first, 'given') : interactively(maker, filesOf(first, second), {});
  });
}

/** The files that the Explorer hands over: the one under the pointer, then all that are selected with it. */
function filesOf(first: unknown, second: unknown): readonly vscode.Uri[] {
  const all = [first, ...(Array.isArray(second) ? second : [])].filter((one) => one instanceof vscode.Uri);
  return all.filter((one, index) => all.findIndex((other) => other.toString() === one.toString()) === index);
}

function isOptions<Options>(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !(value instanceof vscode.Uri);
}

function isPrefill<Options>(value: unknown): value is { readonly prefill: Partial<Options> } {
  return isOptions<object>(value) && 'prefill' in value && typeof value.prefill === 'object' && value.prefill !== null;
}

async function interactively<Options extends object, Result>(
  maker: MakingCommand<Options, Result>,
  selected: readonly vscode.Uri[],
  prefill: Partial<Options>,
): Promise<Result | undefined> {
  try {
    const options = await maker.ask(selected[0], prefill, selected);
    if (options === undefined) return undefined;
    const result = await making(maker, options, 'asked');
    await maker.show(result, options);
    return result;
  } catch (error) {
    await tell(error);
    return undefined;
  }
}

/** Makes it under a progress that can be cancelled. */
async function making<Options extends object, Result>({ id, title, make }: MakingCommand<Options, Result>, options: Options, manner: Manner): Promise<Result> {
  const location = vscode.ProgressLocation.Notification;
  return await vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const stop = new AbortController();
    const listener = token.onCancellationRequested(() => stop.abort());
    try {
      const result = await make(options, { manner, signal: stop.signal, progress: (message) => progress.report({ message }) });
      made.fire(id);
      return result;
    } finally {
      listener.dispose();
    }
  });
}

/** Shows what went wrong. What was not foreseen is a fault of ours, and says so. */
export async function tell(error: unknown): Promise<void> {
  if (error instanceof CertificateProblem) {
    void vscode.window.showErrorMessage(error.message);
    return;
  }
  const reason = error instanceof Error ? error.message : String(error);
  const choice = await vscode.window.showErrorMessage(`This went wrong in a way that the extension did not foresee: ${reason}`, 'Show Log');
  if (choice !== undefined) await vscode.commands.executeCommand('apacheWsgiTls.showOutput');
}
