/** The commands that write scaffolds: the application's script, virtual hosts, and what stands beside them. */
import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Registers the commands; they go with the extension. */
export function registerScaffoldCommands(_client: BaseLanguageClient, _context: vscode.ExtensionContext): void {}
