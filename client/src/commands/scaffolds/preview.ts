/** Files before they are made: each is shown as it would be, and the person is asked. Nothing of them is on the disk until then. */
import * as vscode from 'vscode';
import type { ScaffoldFile } from '../../scaffolds/file.ts';

/** What the addresses of files begin with that are not made yet. */
const SCHEME = 'apache-wsgi-tls-new';

/** Shows the files, the first one in front, and asks; whether the person agrees. `title` heads the question. */
export async function agreesTo(files: readonly ScaffoldFile[], title: string): Promise<boolean> {
  const texts = new Map(files.map(({ path, text }) => [shownAt(path).toString(), text]));
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '' });
  try {
    for (const { path } of [...files].reverse())
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(shownAt(path)), { preview: false });
    const make = { label: files.length === 1 ? 'Make the File' : `Make ${files.length} Files`, detail: files.map(({ path }) => path).join(', ') };
    const discard = { label: 'Discard', detail: 'Nothing is written.' };
    const options = { title, placeHolder: 'This is what would be written. Is it right?', ignoreFocusOut: true };
    return (await vscode.window.showQuickPick([make, discard], options)) === make;
  } finally {
    const shown = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => isShown(input));
    await vscode.window.tabGroups.close(shown);
    provider.dispose();
  }
}

function shownAt(path: string): vscode.Uri {
  return vscode.Uri.file(path).with({ scheme: SCHEME });
}

function isShown(input: unknown): boolean {
  return input instanceof vscode.TabInputText && input.uri.scheme === SCHEME;
}
