/** The extension's entry on the desktop and on remote machines: starts the server, registers commands and views. Wiring only. */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions } from './clientOptions.ts';
import { registerClosingTags } from './closingTags.ts';
import { registerCertificateCommands } from './commands/certificates/index.ts';
import { registerChooseMainConfiguration } from './commands/chooseMainConfiguration.ts';
import { registerFixAll } from './commands/fixAll.ts';
import { registerGetStarted } from './commands/getStarted.ts';
import { registerScaffoldCommands } from './commands/scaffolds/index.ts';
import { registerServerCommands } from './commands/server.ts';
import { registerTurnOff } from './commands/turnOff.ts';
import { StatusChanges } from './statusChanges.ts';
import { registerTasks } from './tasks.ts';
import { registerCertificatesView } from './views/certificateActions.ts';
import { RootItem } from './views/root.ts';
import { registerStatus } from './views/status.ts';

let client: LanguageClient | undefined;

/** What other extensions get of this one. */
export interface Exports {
  /** The status bar item that names the main configuration of the file in the editor. */
  readonly rootItem: vscode.StatusBarItem;
}

/** Called by VS Code when the first Apache file is opened or a command of ours is run. */
export async function activate(context: vscode.ExtensionContext): Promise<Exports> {
  const module = context.asAbsolutePath('dist/server.js');
  const run = { module, transport: TransportKind.ipc };
  const output = vscode.window.createOutputChannel('Apache WSGI & TLS', { log: true });
  client = new LanguageClient(
    'apacheWsgiTls',
    'Apache WSGI & TLS',
    { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6019'] } } },
    clientOptions(output),
  );
  context.subscriptions.push(output, registerServerCommands(client, output), registerFixAll(), registerTurnOff());
  const changes = new StatusChanges(client);
  const root = new RootItem(client, changes);
  context.subscriptions.push(changes, registerStatus(client, changes), root, registerChooseMainConfiguration(client), registerClosingTags(client));
  registerCertificateCommands(client, context);
  context.subscriptions.push(registerCertificatesView(client, changes), registerTasks());
  registerScaffoldCommands(client, context);
  context.subscriptions.push(registerGetStarted(context));
  await client.start();
  return { rootItem: root.item };
}

/** Called by VS Code before it unloads the extension. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
