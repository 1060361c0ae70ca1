/** What the server says of the Python applications in a folder. */
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ProjectApplications } from './scaffolds/application.ts';

/** The applications in a folder; with `application` only the one that is named so. Null while there is no server, and for a folder that it cannot see. */
export async function askApplications(client: BaseLanguageClient, folder: string, application?: string): Promise<ProjectApplications | null> {
  if (!client.isRunning()) return null;
  return client.sendRequest<ProjectApplications | null>('apacheconf/applications', { folder, ...(application !== undefined && { application }) });
}
