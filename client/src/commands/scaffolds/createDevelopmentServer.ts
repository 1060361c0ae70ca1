/** “Create HTTPS Development Server”: writes a script that starts Flask's own server over https, and gives the command for it, or for gunicorn. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import type { ApplicationCandidate } from '../../scaffolds/application.ts';
import {
  DEVELOPMENT_PORT,
  type DevelopmentServer,
  flaskScript,
  isFlask,
  type ServerCommand,
  serverCommand,
  serverNotes,
} from '../../scaffolds/developmentServer.ts';
import { withPaths } from '../paths.ts';
import { offerCommands, refuseUntrusted } from '../terminal.ts';
import { registerMaker, type Work } from '../work.ts';
import { writeFiles } from './apply.ts';
import { askForDevelopmentServer } from './askForDevelopmentServer.ts';
import { findApplication } from './findApplication.ts';
import { isThere } from './likely.ts';
import { environmentFor } from './pythonEnvironment.ts';

/** What `createDevelopmentServer` is asked for. Paths are those of this machine. */
export interface DevelopmentServerOptions {
  /** The project's folder. */
  readonly project: string;
  /** The application, where there are several: `shop.web:app`, `shop:create_app("development")`, `shop.settings`. */
  readonly application?: string;
  /** The certificate with its intermediates, and its key. */
  readonly certificate: string;
  readonly privateKey: string;
  /** 5443 unless told otherwise. */
  readonly port?: number;
  /** The root of the virtual environment; else the likeliest of the project. Empty for the system's Python. */
  readonly pythonHome?: string;
  /** Where the script for Flask goes; else `run_https.py` in the folder that the application is imported from. */
  readonly target?: string;
}

/** What was made. */
export interface MadeDevelopmentServer extends ServerCommand {
  /** The script; none for applications that are not Flask's. Absolute paths. */
  readonly files: readonly string[];
  /** What the person should know. */
  readonly notes: readonly string[];
}

const TITLE = 'Create HTTPS Development Server';
/** The applications that persons have chosen by answering questions: names alone may stand for several. */
const answered = new WeakMap<DevelopmentServerOptions, ApplicationCandidate>();

/** Registers the command; disposing takes it back. */
export function registerCreateDevelopmentServer(client: BaseLanguageClient): vscode.Disposable {
  return registerMaker<DevelopmentServerOptions, MadeDevelopmentServer>({
    id: 'apacheWsgiTls.createDevelopmentServer',
    title: TITLE,
    ask: async (subject, prefill) => {
      const answer = await askForDevelopmentServer(client, TITLE, subject, located(prefill));
      if (answer !== undefined) answered.set(answer.options, answer.candidate);
      return answer?.options;
    },
    make: (options, { manner }) => make(client, located(options), { manner, chosen: answered.get(options) }),
    show,
  });
}

function located<Options extends Partial<DevelopmentServerOptions>>(options: Options): Options {
  return withPaths(options, 'project', 'certificate', 'privateKey', 'pythonHome', 'target');
}

/** How something is made, and the application that was chosen for it. */
type Making = Pick<Work, 'manner'> & { readonly chosen: ApplicationCandidate | undefined };

async function make(client: BaseLanguageClient, options: DevelopmentServerOptions, { manner, chosen }: Making): Promise<MadeDevelopmentServer> {
  await refuseUnusable(options);
  const { certificate, privateKey, port = DEVELOPMENT_PORT, pythonHome } = options;
  const { candidate, values, found } = await findApplication(client, options, chosen);
  const environment = await environmentFor(pythonHome, found.environments);
  const server: DevelopmentServer = { candidate, values, certificate, privateKey, port, pythonHome: environment?.path ?? null };
  const command = serverCommand(server);
  const target = options.target ?? vscode.Uri.joinPath(vscode.Uri.file(candidate.root), 'run_https.py').fsPath;
  const scripts = isFlask(candidate) ? [flaskScript(server, target)] : [];
  const uris = scripts.length === 0 ? [] : await writeFiles(scripts, TITLE, manner);
  return { ...command, files: uris.map(({ fsPath }) => fsPath), notes: serverNotes(server) };
}

async function refuseUnusable({ port = DEVELOPMENT_PORT, ...options }: DevelopmentServerOptions): Promise<void> {
  for (const name of ['project', 'certificate', 'privateKey'] as const) {
    if (typeof options[name] !== 'string' || options[name] === '') throw new CertificateProblem(`The option ${name} is missing.`);
  }
  for (const name of ['certificate', 'privateKey'] as const) {
    if (!(await isThere(vscode.Uri.file(options[name]))))
      throw new CertificateProblem(
        `${quoted(options[name])} is not there, and the server would not start. “Create Development Certificate” makes a certificate with its key.`,
      );
  }
  if (!Number.isInteger(port) || port < 1024 || port > 65_535)
    throw new CertificateProblem(
      `${quoted(String(port))} is no port for a server that you start yourself. Use a number from 1024 to 65535, such as ${DEVELOPMENT_PORT}.`,
    );
}

/** Opens the script where there is one, and offers to start the server. */
async function show(made: MadeDevelopmentServer, { certificate }: DevelopmentServerOptions): Promise<void> {
  const [script] = made.files;
  if (script !== undefined) {
    await vscode.window.showTextDocument(vscode.Uri.file(script));
    const start = 'Start It';
    const name = vscode.workspace.asRelativePath(script);
    const choice = await vscode.window.showInformationMessage(`${name} is made. It serves with ${path.basename(certificate)}.`, start);
    if (choice !== start) return;
  }
  refuseUntrusted();
  const { command, shell, notes } = made;
  await offerCommands({ question: 'Start the application over https', name: 'HTTPS Development Server', shell, commands: [made], line: command, notes });
}
