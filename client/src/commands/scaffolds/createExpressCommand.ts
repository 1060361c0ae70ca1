/** “Create mod_wsgi-express Command”: turns a virtual host into the command that starts the same site without a server of the system. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import { LANGUAGE } from '../../clientOptions.ts';
import { commandLine, commandTask, commandText, type ExpressTask, setupText } from '../../scaffolds/express/command.ts';
import { commandOfSite } from '../../scaffolds/express/fromSite.ts';
import { askSiteLines } from '../../siteLines.ts';
import { withPaths } from '../paths.ts';
import { askInSteps, pick } from '../steps.ts';
import { offerCommands, refuseUntrusted } from '../terminal.ts';
import { registerMaker } from '../work.ts';
import { writeFiles } from './apply.ts';
import { chosenSite } from './chosenSite.ts';
import { isThere } from './likely.ts';
import { openedConfiguration } from './openedConfiguration.ts';

/** What `createExpressCommand` is asked for. */
export interface ExpressOptions {
  /** The configuration that the virtual host stands in. */
  readonly source: string;
  /** A line of the virtual host, counted from 1; else the first one is meant. */
  readonly line?: number;
}

/** What was made. Nothing is run, and nothing is written. */
export interface MadeExpress {
  /** Starts the server. */
  readonly command: string;
  /** Writes what the server needs into a folder, for a start with the system. */
  readonly setup: string;
  /** The same for `tasks.json`. */
  readonly task: ExpressTask;
  /** What it does otherwise than the virtual host, and what it leaves out. */
  readonly notes: readonly string[];
}

/** What a person may want of a command. */
type Form = 'command' | 'setup' | 'task';

const TITLE = 'Create mod_wsgi-express Command';

/** Registers the command; disposing takes it back. */
export function registerCreateExpressCommand(client: BaseLanguageClient): vscode.Disposable {
  return registerMaker<ExpressOptions, MadeExpress>({
    id: 'apacheWsgiTls.createExpressCommand',
    title: TITLE,
    ask: async (subject, prefill) => subjectOf(subject, withPaths(prefill, 'source')),
    make: (options) => make(client, withPaths(options, 'source')),
    show,
  });
}

/** The file of the Explorer, else the virtual host at the cursor, else one of the workspace. */
async function subjectOf(subject: vscode.Uri | undefined, { source, line }: Partial<ExpressOptions>): Promise<ExpressOptions | undefined> {
  const file = source ?? (subject ?? (await chosenSite(TITLE)))?.fsPath;
  return file === undefined ? undefined : { source: file, line: line ?? cursorIn(file) };
}

/** The line of the cursor, counted from 1, where the file is in front; else the first one. */
function cursorIn(file: string): number {
  const editor = vscode.window.activeTextEditor;
  const isInFront = editor?.document.uri.fsPath === file && editor.document.languageId === LANGUAGE;
  return isInFront ? editor.selection.active.line + 1 : 1;
}

async function make(client: BaseLanguageClient, { source, line = 1 }: ExpressOptions): Promise<MadeExpress> {
  if (typeof source !== 'string' || source === '')
    throw new CertificateProblem('The option source is missing: the configuration that the virtual host stands in.');
  if (!client.isRunning()) {
    throw new CertificateProblem('The language server, which reads configurations, is not running. Restart it with “Restart Language Server” and try again.');
  }
  const document = await openedConfiguration(source);
  const site = await askSiteLines(client, document.uri.toString(), Math.max(0, line - 1));
  if (site === null) throw new CertificateProblem(`${quoted(path.basename(source))} has no virtual host. Name a configuration that has one.`);
  const { command, notes } = commandOfSite(site);
  return { command: commandText(command), setup: setupText(command), task: commandTask(command), notes };
}

async function show(made: MadeExpress): Promise<void> {
  const answer: { form: Form } = { form: 'command' };
  const choices = [
    { label: 'Start It in a Terminal', detail: made.command.split(' \\\n', 1)[0] ?? '', value: 'command' as const },
    { label: 'Set It Up in a Folder', detail: 'For a start with the system: setup-server, then apachectl start.', value: 'setup' as const },
    { label: 'Make a Task of It', detail: 'In .vscode/tasks.json, for “Tasks: Run Task”.', value: 'task' as const },
  ];
  const step = pick({ placeholder: 'What is it for?', choices, active: 'command', keep: (form) => Object.assign(answer, { form }) });
  if (!(await askInSteps(TITLE, [step]))) return;
  if (answer.form === 'task') await showTask(made);
  else await offer(answer.form === 'setup' ? made.setup : made.command, made.notes);
}

async function offer(command: string, notes: readonly string[]): Promise<void> {
  refuseUntrusted();
  await offerCommands({
    question: 'Run this with mod_wsgi-express?',
    name: 'mod_wsgi-express',
    shell: 'sh',
    commands: [{ command, explanation: 'mod_wsgi-express is installed into the virtual environment by “pip install mod_wsgi”.' }],
    line: commandLine(command),
    notes,
  });
}

/** Writes the task where there are none yet; else the person adds it to the others. */
async function showTask({ task, notes }: MadeExpress): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = folder === undefined ? undefined : vscode.Uri.joinPath(folder, '.vscode', 'tasks.json');
  const whole = `${JSON.stringify({ version: '2.0.0', tasks: [task] }, null, 2)}\n`;
  for (const note of notes) void vscode.window.showWarningMessage(note);
  if (file !== undefined && !(await isThere(file))) {
    await writeFiles([{ path: file.fsPath, text: whole }], TITLE, 'asked');
    await vscode.window.showTextDocument(file);
    return;
  }
  await vscode.env.clipboard.writeText(JSON.stringify(task, null, 2));
  void vscode.window.showInformationMessage('The task is copied. Paste it into “tasks” of your tasks.json, beside those that are there.');
}
