// The command behind the status item: what it offers, and what it writes into the settings.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { URI, Utils } from 'vscode-uri';
import type { DocumentStatus } from '../../client/src/documentStatus.ts';

interface Item {
  readonly label: string;
  readonly description?: string;
}

/** The editor, as far as the command needs it. */
const editor = vi.hoisted(() => ({
  folders: undefined as unknown[] | undefined,
  language: 'apacheconf',
  globalValue: undefined as string | undefined,
  written: [] as unknown[],
  fails: false,
  offered: [] as Item[],
  pick: '',
  browsed: undefined as unknown,
  browsing: undefined as unknown,
  answer: undefined as string | undefined,
  said: [] as string[],
  commands: new Map<string, (...rest: unknown[]) => unknown>(),
}));

vi.mock('vscode', async () => {
  const uris = await import('vscode-uri');
  const say = async (message: string) => {
    editor.said.push(message);
    return editor.answer;
  };
  return {
    ConfigurationTarget: { Global: 'global', Workspace: 'workspace' },
    QuickPickItemKind: { Separator: -1 },
    Uri: { parse: (text: string) => uris.URI.parse(text), joinPath: uris.Utils.joinPath },
    commands: { registerCommand: (name: string, act: (...rest: unknown[]) => unknown) => editor.commands.set(name, act) },
    window: {
      get activeTextEditor() {
        return { document: { languageId: editor.language, uri: uris.URI.parse('file:///etc/apache2/sites-available/blog.conf') } };
      },
      showQuickPick: async (items: Item[]) => {
        editor.offered = items;
        return items.find(({ label }) => label.endsWith(editor.pick) && editor.pick !== '');
      },
      showOpenDialog: async (options: unknown) => {
        editor.browsing = options;
        return editor.browsed === undefined ? undefined : [editor.browsed];
      },
      showWarningMessage: say,
      showErrorMessage: say,
    },
    workspace: {
      get workspaceFolders() {
        return editor.folders;
      },
      workspaceFile: undefined,
      isTrusted: true,
      asRelativePath: (uri: URI) => uri.path.replace(/^\/etc\/apache2\//, editor.folders === undefined ? '/etc/apache2/' : ''),
      getConfiguration: () => ({
        inspect: () => ({ globalValue: editor.globalValue }),
        update: async (...update: unknown[]) => {
          if (editor.fails) throw new Error('the settings are read-only');
          editor.written.push(update);
        },
      }),
    },
  };
});

const { registerChooseMainConfiguration } = await import('../../client/src/commands/chooseMainConfiguration.ts');

const MAIN = 'file:///etc/apache2/apache2.conf';
const OTHER = 'file:///etc/apache2/copy/httpd.conf';
const STATUS = { root: MAIN, setting: '', candidates: [MAIN, OTHER].map((uri) => ({ uri, reads: uri === MAIN })) } as unknown as DocumentStatus;

/** Runs the command on a file with this status and picks the entry that ends so; nothing unless told otherwise. */
async function choose(pick = '', status: Partial<DocumentStatus> = {}): Promise<void> {
  registerChooseMainConfiguration({ isRunning: () => true, sendRequest: async () => ({ ...STATUS, ...status }) } as never);
  editor.pick = pick;
  await editor.commands.get('apacheWsgiTls.chooseMainConfiguration')!();
}

const offers = () => editor.offered.map(({ label, description }) => (description === undefined ? label : `${label} - ${description}`));

afterEach(() => {
  Object.assign(editor, { folders: undefined, language: 'apacheconf', globalValue: undefined, written: [], fails: false, offered: [], browsed: undefined });
  Object.assign(editor, { browsing: undefined, answer: undefined, said: [] });
});

const LAST = ['Browse… - another apache2.conf or httpd.conf', 'Detect by itself - the nearest one that reads the file'];

describe('the list', () => {
  test('offers what was found, and marks what counts', async () => {
    editor.folders = [{}];
    await choose();
    expect(offers()).toEqual([
      '$(check) apache2.conf - reads this file',
      'copy/httpd.conf - does not read this file',
      '',
      LAST[0],
      `$(check) ${LAST[1]}`,
      'None: judge each file alone - with every module loaded',
    ]);
    expect(editor.written).toEqual([]);
  });

  test('marks what the settings say', async () => {
    await choose('', { root: null, setting: 'none', candidates: [] });
    expect(offers()).toEqual([...LAST, '$(check) None: judge each file alone - with every module loaded']);
  });

  test('names no file where no Apache file is open', async () => {
    editor.language = 'python';
    await choose();
    expect(offers()).toEqual([...LAST, 'None: judge each file alone - with every module loaded']);
  });
});

describe('a choice', () => {
  test.each([
    ['copy/httpd.conf', 'copy/httpd.conf'],
    ['None: judge each file alone', 'none'],
    ['Detect by itself', undefined],
  ])('of “%s” is written into the workspace: %s', async (pick, value) => {
    editor.folders = [{}];
    await choose(pick);
    expect(editor.written).toEqual([['mainConfiguration', value, 'workspace']]);
  });

  test('to detect it overrules what is set for all windows', async () => {
    Object.assign(editor, { folders: [{}], globalValue: 'none' });
    await choose('Detect by itself');
    expect(editor.written).toEqual([['mainConfiguration', '', 'workspace']]);
  });

  test('is a whole path where several folders are open', async () => {
    editor.folders = [{}, {}];
    await choose('copy/httpd.conf');
    expect(editor.written).toEqual([['mainConfiguration', '/etc/apache2/copy/httpd.conf', 'workspace']]);
  });

  test('for all windows is asked for, where no folder is open', async () => {
    await choose('copy/httpd.conf');
    expect(editor.said).toEqual([
      'No folder is open, so there are no workspace settings to write to. Choose it in your own settings instead, for all windows?',
    ]);
    expect(editor.written).toEqual([]);
    editor.answer = 'Choose It Everywhere';
    await choose('copy/httpd.conf');
    await choose('Detect by itself');
    expect(editor.written).toEqual([
      ['mainConfiguration', '/etc/apache2/copy/httpd.conf', 'global'],
      ['mainConfiguration', undefined, 'global'],
    ]);
  });

  test('may be browsed for, beginning beside the one that counts', async () => {
    editor.folders = [{}];
    await choose('Browse…');
    expect(editor.browsing).toMatchObject({ defaultUri: Utils.dirname(URI.parse(MAIN)), canSelectMany: false });
    expect(editor.written).toEqual([]);
    editor.browsed = URI.parse('file:///srv/other/httpd.conf');
    await choose('Browse…');
    expect(editor.written).toEqual([['mainConfiguration', '/srv/other/httpd.conf', 'workspace']]);
  });

  test('that cannot be written is told of', async () => {
    Object.assign(editor, { folders: [{}], fails: true });
    await choose('None: judge each file alone');
    expect(editor.said).toEqual(['The main configuration could not be written into the settings: the settings are read-only']);
  });
});
