/**
 * Commands as tasks: a task of the type `apacheWsgiTls` names a command and its options, runs it without a question, prints what it
 * made, and fails with the message that a person would see.
 */
import * as vscode from 'vscode';

/** The type of these tasks, and what the commands' identifiers begin with. */
const TYPE = 'apacheWsgiTls';

/** The commands that make something, and say something, without a person. */
export const TASK_COMMANDS: readonly string[] = [
  'createCertificate',
  'renewCertificate',
  'createSigningRequest',
  'buildChain',
  'createClientCertificate',
  'inspectCertificate',
  'trustDoctor',
];

/** What a task says in `tasks.json`. */
interface Definition extends vscode.TaskDefinition {
  readonly command?: unknown;
  readonly options?: unknown;
}

/** Registers the type of tasks; disposing takes it back. */
export function registerTasks(): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(TYPE, { provideTasks: () => [], resolveTask: runnable });
}

/** The task as it can be run. */
function runnable({ definition, scope, name }: vscode.Task): vscode.Task {
  const execution = new vscode.CustomExecution(async (resolved) => terminalFor(resolved));
  return new vscode.Task(definition, scope ?? vscode.TaskScope.Workspace, name, TYPE, execution);
}

/** A terminal that runs the command when it is opened, and ends with it. */
function terminalFor({ command, options }: Definition): vscode.Pseudoterminal {
  const [written, closed] = [new vscode.EventEmitter<string>(), new vscode.EventEmitter<number>()];
  const end = (text: string, status: number) => {
    written.fire(`${text.replaceAll(/\r?\n/g, '\r\n')}\r\n`);
    closed.fire(status);
  };
  return {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open: () =>
      run(command, options).then(
        (result) => end(resultText(result), 0),
        (error: unknown) => end(error instanceof Error ? error.message : String(error), 1),
      ),
    close: () => undefined,
  };
}

async function run(command: unknown, options: unknown): Promise<unknown> {
  if (typeof command !== 'string' || !TASK_COMMANDS.includes(command))
    throw new Error(`“${String(command)}” is no command of a task. Write one of ${TASK_COMMANDS.join(', ')}.`);
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new Error('The task has no options, so somebody would have to be asked. Write them as an object: docs/commands.md lists them.');
  return await vscode.commands.executeCommand(`${TYPE}.${command}`, options);
}

/** What a command made, a line each. */
function resultText(result: unknown): string {
  if (typeof result !== 'object' || result === null) return 'Done.';
  return Object.entries(result)
    .filter(([, value]) => typeof value === 'string' || (Array.isArray(value) && value.length > 0))
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');
}
