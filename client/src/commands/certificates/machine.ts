/** The machine that certificates are made on, as the editor and the settings describe it. */
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { type Host, thisHost } from '../../certificates/host.ts';
import { describeMachine, type Machine } from '../../certificates/machine.ts';
import type { Work } from '../work.ts';

/** The host for one piece of work. */
export function hostFor({ signal, progress }: Partial<Pick<Work, 'signal' | 'progress'>> = {}): Host {
  const settings = vscode.workspace.getConfiguration('apacheWsgiTls');
  const program = (name: string) => settings.get<string>(`${name}Path`)?.trim() || undefined;
  return thisHost({
    workspace: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    trusted: vscode.workspace.isTrusted,
    authorities: authoritiesFolder(process.platform, process.env, os.homedir()),
    programs: { openssl: program('openssl'), mkcert: program('mkcert') },
    ...(signal !== undefined && { signal }),
    ...(progress !== undefined && { progress }),
  });
}

/** What of this machine decides where authorities are trusted, and how the editor reaches it. */
export async function thisMachine(): Promise<Machine> {
  return await describeMachine(hostFor(), vscode.env.remoteName ?? null);
}

/** Where the local authorities of this person on this machine are: the same for every editor, and no folder that is synchronised. */
export function authoritiesFolder(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>, home: string): string {
  const own = { win32: env.LOCALAPPDATA, darwin: path.join(home, 'Library/Application Support') }[platform as string] ?? env.XDG_DATA_HOME;
  const base = own !== undefined && path.isAbsolute(own) ? own : path.join(home, platform === 'win32' ? 'AppData/Local' : '.local/share');
  return path.join(base, 'apache-wsgi-tls', 'authorities');
}
