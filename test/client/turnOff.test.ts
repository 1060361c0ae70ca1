// “Turn … off in the settings” where there are no workspace settings to write to: it asks before it writes for all windows.
import { afterEach, describe, expect, test, vi } from 'vitest';

/** The editor, as far as the command needs it. */
const editor = vi.hoisted(() => ({
  folders: undefined as unknown[] | undefined,
  trusted: true,
  written: {} as Record<string, unknown>,
  fails: false,
  answer: undefined as string | undefined,
  said: [] as string[],
  offered: [] as string[],
  ran: [] as string[],
  commands: new Map<string, (...rest: unknown[]) => unknown>(),
}));

vi.mock('vscode', () => {
  const say = async (message: string, ...choices: string[]) => {
    editor.said.push(message);
    editor.offered.push(...choices);
    return editor.answer;
  };
  return {
    ConfigurationTarget: { Global: 'global', Workspace: 'workspace' },
    commands: {
      registerCommand: (name: string, act: (...rest: unknown[]) => unknown) => editor.commands.set(name, act),
      executeCommand: async (name: string) => editor.ran.push(name),
    },
    window: { showWarningMessage: say, showErrorMessage: say, setStatusBarMessage: (message: string) => editor.said.push(message) },
    workspace: {
      get workspaceFolders() {
        return editor.folders;
      },
      workspaceFile: undefined,
      get isTrusted() {
        return editor.trusted;
      },
      getConfiguration: () => ({
        inspect: () => ({ globalValue: { 'invalid-value': 'hint' }, workspaceValue: undefined }),
        update: async (_: string, value: unknown, target: string) => {
          if (editor.fails) throw new Error('the settings are read-only');
          editor.written = { [target]: value };
        },
      }),
    },
  };
});

const { registerTurnOff } = await import('../../client/src/commands/turnOff.ts');
registerTurnOff();

async function turnOff(code: unknown): Promise<string> {
  await editor.commands.get('apacheWsgiTls.turnOffFinding')!(code);
  return editor.said.join('\n');
}

afterEach(() => {
  Object.assign(editor, { folders: undefined, trusted: true, written: {}, fails: false, answer: undefined, said: [], offered: [], ran: [] });
});

describe('turning a finding off', () => {
  test('writes into the workspace without a question', async () => {
    editor.folders = [{}];
    expect(await turnOff('unknown-directive')).toContain('unknown-directive is off in the settings of this workspace');
    expect(editor.written).toEqual({ workspace: { 'unknown-directive': 'off' } });
  });

  test('asks where no folder is open, and then keeps what is there', async () => {
    expect(await turnOff('unknown-directive')).toContain('No folder is open');
    expect(editor.written).toEqual({});
    editor.answer = 'Turn Off Everywhere';
    expect(await turnOff('unknown-directive')).toContain('unknown-directive is off in your settings');
    expect(editor.written).toEqual({ global: { 'invalid-value': 'hint', 'unknown-directive': 'off' } });
    expect(editor.offered).toEqual(['Turn Off Everywhere', 'Turn Off Everywhere']);
  });

  test('asks where the workspace is not trusted, and leads to its trust', async () => {
    Object.assign(editor, { folders: [{}], trusted: false, answer: 'Manage Workspace Trust' });
    expect(await turnOff('unknown-directive')).toContain('This workspace is not trusted');
    expect(editor.ran).toEqual(['workbench.trust.manage']);
    expect(editor.written).toEqual({});
  });

  test('says why it could not', async () => {
    Object.assign(editor, { folders: [{}], fails: true });
    expect(await turnOff('unknown-directive')).toBe('unknown-directive could not be turned off: the settings are read-only');
  });

  test('does nothing without a code', async () => {
    editor.folders = [{}];
    expect(await turnOff(undefined)).toBe('');
    expect(editor.written).toEqual({});
  });
});
