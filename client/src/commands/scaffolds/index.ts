/** The commands that write scaffolds: the application's script, virtual hosts, and what stands beside them. */
import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { registerBringLive } from './bringLive.ts';
import { registerCreateDeployment } from './createDeployment.ts';
import { registerCreateDevelopmentServer } from './createDevelopmentServer.ts';
import { registerCreateExpressCommand } from './createExpressCommand.ts';
import { registerCreateFromExpress } from './createFromExpress.ts';
import { registerCreateVirtualHost } from './createVirtualHost.ts';
import { registerCreateWsgiScript } from './createWsgiScript.ts';

/** Registers the commands; they go with the extension. */
export function registerScaffoldCommands(client: BaseLanguageClient, context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    registerCreateWsgiScript(client),
    registerCreateVirtualHost(client),
    registerCreateExpressCommand(client),
    registerCreateFromExpress(),
    registerBringLive(client),
    registerCreateDeployment(client),
    registerCreateDevelopmentServer(client),
  );
}
