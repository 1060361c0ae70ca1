/** What is likely of a site before anybody was asked: its platform, its script. */
import * as vscode from 'vscode';
import type { PlatformId } from '../../scaffolds/httpd/platforms.ts';

const STATED: Readonly<Record<string, PlatformId>> = { debian: 'debian', rhel: 'rhel', windows: 'windows', macos: 'macos' };
const HOSTS: Readonly<Partial<Record<NodeJS.Platform, PlatformId>>> = { win32: 'windows', darwin: 'macos' };
/** Folders that hold no files of the person's own. */
export const PASSED_OVER = '**/{node_modules,.venv,venv,.git,site-packages}/**';

/** The platform that the settings state, else that of this machine. */
export async function likelyPlatform(): Promise<PlatformId> {
  const stated = STATED[vscode.workspace.getConfiguration('apacheWsgiTls').get<string>('platform') ?? ''];
  const host = stated ?? HOSTS[process.platform];
  return host ?? ((await isThere(vscode.Uri.file('/etc/redhat-release'))) ? 'rhel' : 'debian');
}

/** The first WSGI script of the workspace; empty where there is none. */
export async function likelyScript(): Promise<string> {
  const [found] = await vscode.workspace.findFiles('**/*.wsgi', PASSED_OVER, 1);
  return found?.fsPath ?? '';
}

/** Whether there is something at an address. */
export async function isThere(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** The path of a file in a folder, with the first number behind its name that makes it free. */
export async function freeFile(folder: vscode.Uri, name: string, ending: string): Promise<string> {
  for (let number = 1; ; number++) {
    const uri = vscode.Uri.joinPath(folder, number === 1 ? `${name}${ending}` : `${name}-${number}${ending}`);
    if (!(await isThere(uri))) return uri.fsPath;
  }
}
