/** “Create Virtual Host from mod_wsgi-express Command”: the way back, for a site that outgrew the command. */
import * as vscode from 'vscode';
import { readCommand } from '../../scaffolds/express/command.ts';
import { virtualHostOfCommand } from '../../scaffolds/express/toVirtualHost.ts';
import type { PlatformId } from '../../scaffolds/httpd/platforms.ts';
import { virtualHost } from '../../scaffolds/httpd/virtualHost.ts';
import { withPaths } from '../paths.ts';
import { problemOf } from '../problemOf.ts';
import { askInSteps, enter } from '../steps.ts';
import { registerMaker, type Work } from '../work.ts';
import { writeFiles } from './apply.ts';
import { likelyPlatform } from './likely.ts';
import { targetStep } from './targetStep.ts';

/** What `createVirtualHostFromExpress` is asked for. */
export interface FromExpressOptions {
  /** The command line, as it is typed. */
  readonly command: string;
  readonly platform?: PlatformId;
  /** The file that is made; its name ends in `.conf`. */
  readonly target: string;
}

/** What was made. */
export interface MadeFromExpress {
  readonly files: readonly string[];
  /** What the virtual host does not do as the command did. */
  readonly notes: readonly string[];
}

const TITLE = 'Create Virtual Host from mod_wsgi-express Command';

/** Registers the command; disposing takes it back. */
export function registerCreateFromExpress(): vscode.Disposable {
  return registerMaker<FromExpressOptions, MadeFromExpress>({
    id: 'apacheWsgiTls.createVirtualHostFromExpress',
    title: TITLE,
    ask: (_, prefill) => ask(withPaths(prefill, 'target')),
    make,
    show,
  });
}

async function ask({ command = '', target = '', ...prefill }: Partial<FromExpressOptions>): Promise<FromExpressOptions | undefined> {
  const answers = { command, target };
  const commandStep = enter({
    prompt: 'What is the command? Paste it as you type it.',
    placeholder: 'mod_wsgi-express start-server app.wsgi --server-name blog.test --https-port 443',
    value: command,
    problem: (text) => problemOf(() => virtualHostOfCommand(readCommand(text))),
    keep: (text) => Object.assign(answers, { command: text }),
  });
  const placing = targetStep(
    () => target || `apache/sites-available/${nameIn(answers.command)}.conf`,
    (path) => Object.assign(answers, { target: path }),
  );
  if (!(await askInSteps(TITLE, [commandStep, placing]))) return undefined;
  return { ...prefill, ...answers };
}

function nameIn(command: string): string {
  return virtualHostOfCommand(readCommand(command)).options.serverName;
}

async function make(given: FromExpressOptions, { manner }: Work): Promise<MadeFromExpress> {
  const { command, target, platform } = withPaths(given, 'target');
  const { options, notes } = virtualHostOfCommand(readCommand(String(command)));
  const files = virtualHost({ ...options, target, platform: platform ?? (await likelyPlatform()) });
  const uris = await writeFiles(files, TITLE, manner);
  return { files: uris.map(({ fsPath }) => fsPath), notes };
}

async function show({ files: [file = ''], notes }: MadeFromExpress): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.file(file));
  for (const note of notes) void vscode.window.showWarningMessage(note);
}
