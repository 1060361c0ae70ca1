/** The command behind “Turn … off in the settings”: writes the code into `apacheWsgiTls.rules`, in the workspace where there is one to write to. */
import * as vscode from 'vscode';

/** Registers the command; disposing takes it back. */
export function registerTurnOff(): vscode.Disposable {
  return vscode.commands.registerCommand('apacheWsgiTls.turnOffFinding', (code: unknown) => (typeof code === 'string' ? turnOff(code) : undefined));
}

async function turnOff(code: string): Promise<void> {
  const target = await targetFor(code);
  if (target === null) return;
  const settings = vscode.workspace.getConfiguration('apacheWsgiTls');
  const known = settings.inspect<unknown>('rules');
  const rules = target === vscode.ConfigurationTarget.Global ? known?.globalValue : known?.workspaceValue;
  try {
    await settings.update('rules', { ...(isObject(rules) ? rules : {}), [code]: 'off' }, target);
    const where = target === vscode.ConfigurationTarget.Global ? 'your settings' : 'the settings of this workspace';
    vscode.window.setStatusBarMessage(`Apache WSGI & TLS: ${code} is off in ${where}.`, 5000);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`${code} could not be turned off: ${reason}`);
  }
}

/** Where to write; null when nobody wants it. What is written for all windows, and in place of a workspace, is asked for. */
async function targetFor(code: string): Promise<vscode.ConfigurationTarget | null> {
  const hasWorkspace = vscode.workspace.workspaceFile !== undefined || (vscode.workspace.workspaceFolders ?? []).length > 0;
  if (hasWorkspace && vscode.workspace.isTrusted) return vscode.ConfigurationTarget.Workspace;
  const reason = hasWorkspace
    ? 'This workspace is not trusted, so nothing is written into its settings.'
    : 'No folder is open, so there are no workspace settings to write to.';
  const everywhere = 'Turn Off Everywhere';
  const trust = 'Manage Workspace Trust';
  const choice = await vscode.window.showWarningMessage(
    `${reason} Turn ${code} off in your own settings instead, for all windows?`,
    everywhere,
    ...(hasWorkspace ? [trust] : []),
  );
  if (choice === trust) await vscode.commands.executeCommand('workbench.trust.manage');
  return choice === everywhere ? vscode.ConfigurationTarget.Global : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
