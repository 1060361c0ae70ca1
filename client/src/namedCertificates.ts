/** The lines of the configuration that name certificates, as the views and commands about certificates take them. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { EXPIRING_DAYS } from './certificates/facts.ts';
import type { Use } from './certificates/uses.ts';
import { askHosts, type HostSummary } from './hosts.ts';

/** The lines of the configuration that a document belongs to; without one, of all in the workspace. */
export async function namedCertificates(client: BaseLanguageClient, document: vscode.Uri | null): Promise<readonly Use[]> {
  const hosts = await askHosts(client, document?.toString() ?? null);
  return hosts.flatMap((host) => host.certificates.map((use): Use => ({ ...use, host: titleOf(host), names: host.names, place: placeOf(use) })));
}

function titleOf({ names, addresses, range }: HostSummary): string {
  const [name = addresses.join(' ')] = names;
  if (range === null) return name === '' ? 'the main server' : `the main server, ${name}`;
  return name;
}

function placeOf({ uri, range }: Pick<Use, 'uri' | 'range'>): string {
  return `${vscode.workspace.asRelativePath(vscode.Uri.parse(uri))}:${range.start.line + 1}`;
}

/** In how many of its last days a certificate counts as expiring, by the settings. */
export function expiringDays(): number {
  return vscode.workspace.getConfiguration('apacheWsgiTls').get<number>('certificateExpiryDays', EXPIRING_DAYS);
}
