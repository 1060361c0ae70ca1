/** The command behind “Turn … off in the settings”: writes the code into `apacheWsgiTls.rules`, in the workspace where there is one to write to. */
import * as vscode from 'vscode';
import { settingsTarget } from '../settingsTarget.ts';

/** Registers the command; disposing takes it back. */
export function registerTurnOff(): vscode.Disposable {
  return vscode.commands.registerCommand('apacheWsgiTls.turnOffFinding', (code: unknown) => (typeof code === 'string' ? turnOff(code) : undefined));
}

async function turnOff(code: string): Promise<void> {
  const target = await settingsTarget({ text: `Turn ${code} off in your own settings instead, for all windows?`, agree: 'Turn Off Everywhere' });
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
