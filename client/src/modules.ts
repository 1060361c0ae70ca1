/** What the server says of the modules that a configuration needs. */
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Names of the modules whose directives stand in a document that is open, such as `mod_ssl`. Null while there is no server. */
export async function askModules(client: BaseLanguageClient, uri: string): Promise<readonly string[] | null> {
  return client.isRunning() ? client.sendRequest<readonly string[]>('apacheconf/modules', { textDocument: { uri } }) : null;
}
