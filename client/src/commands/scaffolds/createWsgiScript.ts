/** “Create WSGI Script”: finds the application of a project and writes the file that mod_wsgi loads. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { oneOf } from '../../certificates/options.ts';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import type { ApplicationCandidate } from '../../scaffolds/application.ts';
import { scriptNotes } from '../../scaffolds/scriptNotes.ts';
import { isWindowsPath } from '../../scaffolds/scriptPlan.ts';
import { wsgiScript } from '../../scaffolds/wsgiScript.ts';
import { withPaths } from '../paths.ts';
import { registerMaker, type Work } from '../work.ts';
import { writeFiles } from './apply.ts';
import { askForScript } from './askForScript.ts';
import { findApplication } from './findApplication.ts';
import { environmentFor } from './pythonEnvironment.ts';

/** What `createWsgiScript` is asked for. */
export interface WsgiScriptOptions {
  /** The project's folder. */
  readonly project: string;
  /** The application, where there are several or none is found: `shop.web:app`, `shop:create_app("production")`, `shop.settings`. */
  readonly application?: string;
  /** The root of the virtual environment; else the likeliest of the project. Empty for the system's Python. */
  readonly pythonHome?: string;
  /** Where the script goes; else `app.wsgi` in the project's folder. */
  readonly target?: string;
  /** Puts an ASGI application behind WSGI. */
  readonly adapter?: 'a2wsgi';
  /** `script`: the script puts the project on Python's path itself, for a server whose configuration somebody else keeps. */
  readonly importPath?: 'configuration' | 'script';
}

/** What was made. Paths are absolute. */
export interface MadeScript {
  readonly files: readonly string[];
  /** The folder that the application is imported from: what `python-path=` takes, and the option `project` of `createVirtualHost`. */
  readonly importedFrom: string;
  /** What `python-home=` takes; null for the system's Python. */
  readonly pythonHome: string | null;
  /** What the person should know. */
  readonly notes: readonly string[];
}

const TITLE = 'Create WSGI Script';
/** The applications that persons have chosen by answering questions: names alone may stand for several. */
const answered = new WeakMap<WsgiScriptOptions, ApplicationCandidate>();

/** Registers the command; disposing takes it back. */
export function registerCreateWsgiScript(client: BaseLanguageClient): vscode.Disposable {
  return registerMaker<WsgiScriptOptions, MadeScript>({
    id: 'apacheWsgiTls.createWsgiScript',
    title: TITLE,
    ask: async (subject, prefill) => {
      const answer = await askForScript(client, TITLE, subject, withPaths(prefill, 'project', 'pythonHome', 'target'));
      if (answer !== undefined) answered.set(answer.options, answer.candidate);
      return answer?.options;
    },
    make: (options, { manner }) => make(client, withPaths(options, 'project', 'pythonHome', 'target'), { manner, chosen: answered.get(options) }),
    show,
  });
}

/** How something is made, and the application that was chosen for it. */
type Making = Pick<Work, 'manner'> & { readonly chosen: ApplicationCandidate | undefined };

async function make(client: BaseLanguageClient, options: WsgiScriptOptions, { manner, chosen }: Making): Promise<MadeScript> {
  const { project, adapter, importPath } = read(options);
  const { candidate, values, found } = await findApplication(client, options, chosen);
  const environment = await environmentFor(options.pythonHome, found.environments);
  const target = options.target ?? vscode.Uri.joinPath(vscode.Uri.file(project), 'app.wsgi').fsPath;
  const file = wsgiScript({ candidate, target, project, environment, packages: found.packages, values, adapter, importPath });
  const uris = await writeFiles([file], TITLE, manner);
  const notes = scriptNotes({ candidate, environment, packages: found.packages });
  return { files: uris.map(({ fsPath }) => fsPath), importedFrom: candidate.root, pythonHome: environment?.path ?? null, notes };
}

/** The options, if they can be meant: anything may stand in a keybinding. */
function read(options: WsgiScriptOptions): WsgiScriptOptions {
  const { project, adapter, importPath } = options;
  if (typeof project !== 'string' || project === '') throw new CertificateProblem('The option project is missing: the folder that the application lies in.');
  if (!isWindowsPath(project) && project.includes('\\')) {
    throw new CertificateProblem(`${quoted(project)} has a backslash in it, which Apache takes for a sign of its own. Rename the folder, or name another one.`);
  }
  for (const name of ['application', 'pythonHome', 'target'] as const) {
    if (!['string', 'undefined'].includes(typeof options[name]))
      throw new CertificateProblem(`The option ${name} is a text, not ${quoted(String(options[name]))}.`);
  }
  if (adapter !== undefined) oneOf('adapter', adapter, ['a2wsgi']);
  if (importPath !== undefined) oneOf('importPath', importPath, ['configuration', 'script']);
  return options;
}

/** Opens the script, says what to know, and offers what comes next. */
async function show({ files, importedFrom, pythonHome, notes }: MadeScript): Promise<void> {
  const script = files[0]!;
  await vscode.window.showTextDocument(vscode.Uri.file(script));
  for (const note of notes) void vscode.window.showWarningMessage(note);
  const next = 'Create Virtual Host';
  const choice = await vscode.window.showInformationMessage(`${vscode.workspace.asRelativePath(script)} is made. A virtual host has to lead to it.`, next);
  if (choice !== next) return;
  const prefill = { script, project: importedFrom, ...(pythonHome !== null && { pythonHome }) };
  await vscode.commands.executeCommand('apacheWsgiTls.createVirtualHost', { prefill });
}
