/** Where a command of ours writes a setting: into the workspace where there is one to write to, else where somebody agrees. */
import * as vscode from 'vscode';

/** What is asked where there are no workspace settings to write to. */
export interface Question {
  /** The question, without the reason for it. */
  readonly text: string;
  /** The answer that agrees. */
  readonly agree: string;
}

/** Where to write; null when nobody wants it. What is written for all windows, and in place of a workspace, is asked for. */
export async function settingsTarget({ text, agree }: Question): Promise<vscode.ConfigurationTarget | null> {
  const hasWorkspace = vscode.workspace.workspaceFile !== undefined || (vscode.workspace.workspaceFolders ?? []).length > 0;
  if (hasWorkspace && vscode.workspace.isTrusted) return vscode.ConfigurationTarget.Workspace;
  const reason = hasWorkspace
    ? 'This workspace is not trusted, so nothing is written into its settings.'
    : 'No folder is open, so there are no workspace settings to write to.';
  const trust = 'Manage Workspace Trust';
  const choice = await vscode.window.showWarningMessage(`${reason} ${text}`, agree, ...(hasWorkspace ? [trust] : []));
  if (choice === trust) await vscode.commands.executeCommand('workbench.trust.manage');
  return choice === agree ? vscode.ConfigurationTarget.Global : null;
}
