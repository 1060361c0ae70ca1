/** Puts lines into a virtual host as the server words them: one edit, which one undo takes back, and the lines are shown. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, Range as ProtocolRange, TextEdit } from 'vscode-languageclient';
import { CertificateProblem } from '../../certificates/problem.ts';
import { askHostEdit, type HostChange, type HostSummary } from '../../hosts.ts';
import { type Hosts, hostsAround, subjectOf } from './subject.ts';

/** A virtual host with the lines it is written on. */
type Section = HostSummary & { readonly range: ProtocolRange };

/**
 * Makes a change in the virtual host under the cursor, else in one that the person picks; those that have one of `names` come first.
 * Whether it was made; what stood in the way is told.
 */
export async function changeHost(client: BaseLanguageClient, change: HostChange, names: readonly string[]): Promise<boolean> {
  const host = await chooseHost(client, names);
  if (host === undefined) return false;
  try {
    const summary = await changeHostAt(client, host, change);
    vscode.window.setStatusBarMessage(`Apache WSGI & TLS: ${summary}`, 10_000);
    return true;
  } catch (error) {
    if (!(error instanceof CertificateProblem)) throw error;
    void vscode.window.showWarningMessage(error.message);
    return false;
  }
}

/** Where a virtual host stands: its file's address, and a line of it, counted from 0. */
export interface HostPlace {
  readonly uri: string;
  readonly line: number;
}

/** The virtual host under the cursor, else the one that the person picks. */
export async function chooseHost(client: BaseLanguageClient, names: readonly string[]): Promise<HostPlace | undefined> {
  const hosts = await hostsAround(client, await subjectOf(undefined));
  const host = isSection(hosts.current) ? hosts.current : await pickHost(hosts, names);
  return host && { uri: host.uri, line: host.range.start.line };
}

/** Makes a change and shows its lines; gives a sentence about it. Rejects with a `CertificateProblem` where it cannot be made. */
export async function changeHostAt(client: BaseLanguageClient, { uri, line }: HostPlace, change: HostChange): Promise<string> {
  const answer = await askHostEdit(client, uri, { line, character: 0 }, change);
  if ('refused' in answer) throw new CertificateProblem(answer.refused);
  await apply(vscode.Uri.parse(uri), answer.edits);
  return answer.summary;
}

function isSection(host: HostSummary | null): host is Section {
  return host !== null && host.range !== null;
}

async function pickHost({ all }: Hosts, names: readonly string[]): Promise<Section | undefined> {
  const sections = all.filter(isSection);
  if (sections.length === 0) {
    void vscode.window.showInformationMessage('No virtual host was found. Open the configuration file of the site, and set the cursor into its <VirtualHost>.');
    return undefined;
  }
  const isNamed = (host: HostSummary) => host.names.some((name) => names.includes(name.toLowerCase()));
  const sorted = [...sections.filter(isNamed), ...sections.filter((host) => !isNamed(host))];
  const items = sorted.map((host) => ({
    label: host.names[0] ?? host.addresses.join(' '),
    description: `${host.addresses.join(' ')}${host.tls ? ', TLS' : ''}`,
    detail: `${vscode.workspace.asRelativePath(vscode.Uri.parse(host.uri))}:${host.range.start.line + 1}`,
    host,
  }));
  const options = { title: 'Virtual Host', placeHolder: 'Which virtual host do the lines go into?', matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.host;
}

async function apply(uri: vscode.Uri, edits: readonly TextEdit[]): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(uri, rangeOf(range), newText);
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new CertificateProblem('The lines could not be inserted: the file has changed meanwhile, or cannot be written. Try again.');
  await vscode.window.showTextDocument(document, { selection: shownIn(edits) });
}

function rangeOf({ start, end }: ProtocolRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** The stretch from the first to the last line that came in. */
function shownIn(edits: readonly TextEdit[]): vscode.Range {
  const sorted = [...edits].sort((one, other) => one.range.start.line - other.range.start.line);
  let moved = 0;
  const ends = sorted.map(({ range, newText }) => {
    const added = newText.split('\n').length - 1;
    const start = range.start.line + moved;
    moved += added - (range.end.line - range.start.line);
    return { start, end: start + added };
  });
  return new vscode.Range(ends[0]?.start ?? 0, 0, ends.at(-1)?.end ?? 0, 0);
}
