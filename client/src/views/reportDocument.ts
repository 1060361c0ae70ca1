/** Reports to read and to copy: virtual Markdown documents, shown in the editor's preview. Nothing of them is written to the disk. */
import * as vscode from 'vscode';

const SCHEME = 'apache-wsgi-tls';

/** The texts by their URIs. A report of the same title takes the place of the one before. */
const texts = new Map<string, string>();
const changed = new vscode.EventEmitter<vscode.Uri>();

/** Provides the documents; disposing takes the reports away. */
export function registerReports(): vscode.Disposable {
  const provideTextDocumentContent = (uri: vscode.Uri) => texts.get(uri.toString()) ?? 'This report is no longer there. Run its command again.\n';
  return vscode.Disposable.from(vscode.workspace.registerTextDocumentContentProvider(SCHEME, { onDidChange: changed.event, provideTextDocumentContent }), {
    dispose: () => texts.clear(),
  });
}

/** Shows a text in Markdown under a title: in the preview, or as a text where the editor has no preview. */
export async function showReport(title: string, markdown: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title.replaceAll(/[/\\]/g, ' ')}.md` });
  texts.set(uri.toString(), markdown);
  changed.fire(uri);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await vscode.window.showTextDocument(uri);
  }
}
