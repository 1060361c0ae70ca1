/** The built language server behind commands in tests: what they ask of it, it answers. */
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LspClient } from './lspClient.ts';

/** A client as commands get it, and how its server is ended. */
export interface RealServer {
  readonly client: BaseLanguageClient;
  readonly stop: () => Promise<unknown>;
}

/** Starts the server. */
export async function realServer(): Promise<RealServer> {
  const lsp = await LspClient.start();
  const client = { isRunning: () => true, sendRequest: (method: string, params: unknown) => lsp.request(method, params) };
  return { client: client as unknown as BaseLanguageClient, stop: () => lsp.stop() };
}
