/** What the server says of a site, line by line. */
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { SiteLines } from './scaffolds/express/siteReading.ts';

/** The site of the virtual host at a line (counted from 0) of an open document; null where there is none, or no server. */
export async function askSiteLines(client: BaseLanguageClient, uri: string, line: number): Promise<SiteLines | null> {
  if (!client.isRunning()) return null;
  return client.sendRequest<SiteLines | null>('apacheconf/siteLines', { textDocument: { uri }, position: { line, character: 0 } });
}
