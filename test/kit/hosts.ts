/** A made-up server for tests of commands: it has these virtual hosts, and answers a change with these lines. */
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { CertificateUse, HostChange, HostEdit, HostSummary } from '../../client/src/hosts.ts';

/** What was asked of the server. */
export interface Asked {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
  readonly change: HostChange;
}

/** The server; `hosts` and `edit` may be set by tests, `asked` holds the changes that were asked for. */
export const server = {
  hosts: [] as HostSummary[],
  edit: { refused: 'nothing was expected' } as HostEdit,
  asked: [] as Asked[],
};

/** A client of that server. */
export const client = {
  isRunning: () => true,
  sendRequest: async (method: string, params: { uri?: string | null; textDocument?: { uri: string }; position?: Asked['position']; change?: HostChange }) => {
    if (method === 'apacheconf/hosts') return server.hosts;
    if (params.textDocument === undefined || params.position === undefined || params.change === undefined) throw new Error(`${method} was not expected`);
    server.asked.push({ uri: params.textDocument.uri, position: params.position, change: params.change });
    return server.edit;
  },
} as unknown as BaseLanguageClient;

/** A virtual host from one line to another, both counted from 0. */
export function hostAt(
  uri: string,
  [from, to]: readonly [number, number],
  names: readonly string[],
  certificates: readonly CertificateUse[] = [],
): HostSummary {
  const range = { start: { line: from, character: 0 }, end: { line: to, character: 14 } };
  return { uri, range, addresses: ['*:443'], names, tls: true, certificates };
}
