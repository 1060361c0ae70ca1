// “Bring It Live” as a person meets it, and by its options: which commands there are, what is typed, and what is not.
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { LivePlan } from '../../../client/src/scaffolds/live/index.ts';
import { LanguageService, openDocument } from '../../../server/src/ide.ts';
import { NEWEST } from '../../../server/src/model/target.ts';
import { editor, Range, Uri, workspace } from '../../kit/vscode.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerBringLive } = await import('../../../client/src/commands/scaffolds/bringLive.ts');

const COMMAND = 'apacheWsgiTls.bringLive';
const SITE = '<VirtualHost *:443>\n  SSLEngine on\n  WSGIScriptAlias / /srv/app.wsgi\n  Header always set X-A b\n</VirtualHost>\n';
const ON_DEBIAN = ['Load the modules', 'Copy the file', 'Switch the site on', 'Check', 'Restart'];

/** The server's part of the command, asked without a process between. */
const answering = {
  isRunning: () => true,
  sendRequest: async (method: string, { textDocument: { uri } }: { textDocument: { uri: string } }) => {
    const document = editor.documents.get(uri);
    expect([method, document?.languageId]).toEqual(['apacheconf/modules', 'apacheconf']);
    return new LanguageService(NEWEST).neededModules(openDocument(uri, 1, document!.getText()));
  },
} as unknown as BaseLanguageClient;

let folder = '';
let file = '';
beforeEach(() => {
  registerBringLive(answering);
  editor.reset();
  editor.settings.platform = 'debian';
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'apacheconf live-')));
  editor.folders = [folder];
  file = path.join(folder, 'app.test.conf');
  writeFileSync(file, SITE);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const next = () => editor.prompt();
const plan = (options: object) => editor.run<LivePlan>(COMMAND, options);

/** Answers everything up to the commands, with the usual steps; gives the message that shows them. */
async function untilCommands(platform = 'Debian and Ubuntu') {
  (await next()).pick(platform);
  (await next()).accept();
  return next();
}

/** Does something as if on another system. */
async function on<T>(platform: NodeJS.Platform, work: () => Promise<T>): Promise<T> {
  const real = Object.getOwnPropertyDescriptor(process, 'platform')!;
  Object.defineProperty(process, 'platform', { ...real, value: platform });
  try {
    return await work();
  } finally {
    Object.defineProperty(process, 'platform', real);
  }
}

describe('by its options', () => {
  test('it gives the plan and types nothing', async () => {
    const { shell, steps } = await plan({ file });
    expect(shell).toBe('sh');
    expect(steps.filter(({ usual }) => usual).map(({ command }) => command)).toEqual([
      'sudo a2enmod headers ssl wsgi',
      `sudo install -m 0644 '${file}' /etc/apache2/sites-available/app.test.conf`,
      'sudo a2ensite app.test',
      'sudo apache2ctl configtest',
      'sudo systemctl restart apache2',
    ]);
    expect([editor.terminals, editor.said, editor.pending()]).toEqual([[], [], []]);
  });

  test('it takes the platform and the modules that are named, and a path in the workspace', async () => {
    const { steps } = await plan({ file: '${workspaceFolder}/none.conf', platform: 'rhel', modules: ['mod_ssl'] });
    expect(steps.map(({ command }) => command)).toContain('sudo dnf install httpd mod_ssl');
    expect(steps[1]!.command).toContain(`'${folder}/none.conf'`);
  });

  test.each([
    ['no file', {}, 'The option file is missing'],
    ['a file that cannot be a site’s', { file: 'a b.conf', modules: [] }, 'cannot be the file of a site'],
    ['a file that is not there', { file: 'none.conf' }, 'none.conf” cannot be read'],
    ['a platform that nobody knows', { file: 'app.test.conf', platform: 'dos' }, 'The option platform is one of debian, rhel, macos, windows, docker'],
    ['modules that are no list', { file: 'app.test.conf', modules: 'mod_ssl' }, 'modules'],
  ])('rejects %s', async (_, options, message) => {
    await expect(plan(options)).rejects.toThrow(message);
  });

  test('says that the server has to run', async () => {
    registerBringLive({ isRunning: () => false } as never);
    await expect(plan({ file })).rejects.toThrow('is not running. Restart it with “Restart Language Server”');
  });
});

describe('by questions', () => {
  test('the steps are chosen, their commands shown, and typed as one line that waits for Enter', async () => {
    editor.show(Uri.file(file), SITE);
    const run = plan(undefined as never);
    const platform = await next();
    expect([platform.title, platform.active]).toEqual(['Bring It Live', 'Debian and Ubuntu']);
    platform.accept();
    const steps = await next();
    expect(steps.labels).toEqual([
      'Install mod_wsgi',
      'Load the modules',
      'Copy the file',
      'Switch the site on',
      'Switch the default site off',
      'Check',
      'Restart',
    ]);
    expect(steps.ticked).toEqual(ON_DEBIAN);
    expect(steps.choices[3]).toMatchObject({ description: 'sudo a2ensite app.test', detail: 'Links the file into sites-enabled, which httpd reads.' });
    steps.pick('Check', 'Switch the site on');
    const shown = await next();
    expect(shown.title).toBe('Bring app.test.conf live');
    expect(shown.question).toMatch(
      /^sudo a2ensite app\.test\nLinks .*\n\nsudo apache2ctl configtest\n.*\n\nEach command is run only if the one before it went well\.\n\nIt is typed into a new terminal and waits there for your Enter\.$/s,
    );
    shown.pick('Type into Terminal');
    await run;
    expect(editor.terminals).toEqual([
      {
        name: 'Bring It Live: app.test.conf',
        options: { name: 'Bring It Live: app.test.conf', isTransient: true, shellPath: '/bin/sh', message: 'Press Enter to run the command.' },
        shown: true,
        typed: [{ text: 'sudo a2ensite app.test && sudo apache2ctl configtest', execute: false }],
      },
    ]);
  });

  test('what needs no rights runs at once', async () => {
    const run = editor.run(COMMAND, Uri.file(file));
    const shown = await untilCommands('the httpd image of Docker');
    expect(shown.question).toContain('runs there at once');
    shown.pick('Type into Terminal');
    await run;
    expect(editor.terminals[0]!.typed).toEqual([{ text: expect.stringMatching(/^docker run --rm /), execute: true }]);
  });

  test('what is not saved is saved before the commands read it', async () => {
    const document = editor.show(Uri.file(file), SITE);
    document.apply([{ range: new Range(2, 0, 3, 0), text: '' }]);
    const run = editor.run(COMMAND);
    const shown = await untilCommands();
    expect(readFileSync(file, 'utf8')).not.toContain('WSGIScriptAlias');
    expect(shown.question).toContain('sudo a2enmod headers ssl\n');
    shown.dismiss();
    await run;
  });

  test('nothing is typed where the person only copies, or gives up', async () => {
    const run = editor.run(COMMAND, Uri.file(file));
    (await untilCommands()).pick('Copy');
    await run;
    expect(editor.clipboard.trimEnd().split('\n')).toHaveLength(ON_DEBIAN.length);
    const again = editor.run(COMMAND, Uri.file(file));
    (await untilCommands()).dismiss();
    await again;
    const third = editor.run(COMMAND, Uri.file(file));
    (await next()).accept();
    (await next()).dismiss();
    await third;
    expect(editor.terminals).toEqual([]);
  });

  test('without a step nothing goes on', async () => {
    const run = editor.run(COMMAND, Uri.file(file));
    (await next()).accept();
    const steps = await next();
    steps.pick();
    expect(editor.pending()).toEqual([]);
    steps.dismiss();
    await run;
  });

  test('commands for Windows are only copied elsewhere, and typed into its own PowerShell there', async () => {
    const windows = 'Windows (Apache Lounge in C:/Apache24)';
    const run = editor.run(COMMAND, Uri.file(file));
    const shown = await untilCommands(windows);
    expect([shown.labels, shown.question]).toEqual([['Copy'], expect.stringContaining('for another machine than the one that the editor works on')]);
    shown.dismiss();
    await run;
    vi.stubEnv('SystemRoot', 'C:\\Windows');
    await on('win32', async () => {
      const there = editor.run(COMMAND, Uri.file(file));
      (await untilCommands(windows)).pick('Type into Terminal');
      await there;
    });
    const [{ options, typed }] = editor.terminals as [(typeof editor.terminals)[0]];
    expect(options).toMatchObject({
      shellPath: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      shellArgs: ['-NoLogo', '-NoProfile'],
    });
    expect(typed[0]!.text).toContain('; if ($?) { ');
  });

  test('what a terminal could not take as a line is only copied', async () => {
    const far = `/${`${'y'.repeat(200)}/`.repeat(20)}${'x'.repeat(200)}.conf`;
    const run = editor.run(COMMAND, { prefill: { file: far, platform: 'debian', modules: [] } });
    (await next()).accept();
    const shown = await next();
    expect([shown.labels, shown.question]).toEqual([['Copy'], expect.stringContaining('too long for a terminal')]);
    shown.dismiss();
    await run;
  });

  test('only what is not handed over is asked', async () => {
    const run = editor.run(COMMAND, { prefill: { file, platform: 'debian', modules: ['mod_alias'] } });
    const steps = await next();
    expect(steps.ticked).toEqual(['Copy the file', 'Switch the site on', 'Check', 'Reload']);
    steps.dismiss();
    await run;
  });
});

describe('nothing is asked', () => {
  test('in a workspace that is not trusted', async () => {
    editor.trusted = false;
    expect(await editor.run(COMMAND, Uri.file(file))).toBeUndefined();
    expect(editor.messages('error')[0]).toContain('This workspace is not trusted');
    expect([editor.terminals, editor.pending()]).toEqual([[], []]);
  });

  test('for a file that is not on this machine', async () => {
    await editor.run(COMMAND, Uri.parse('vscode-vfs://github/a/b.conf'));
    expect(editor.messages('error')[0]).toContain('is no file on this machine (vscode-vfs)');
  });

  test('without a configuration; the next step is offered', async () => {
    editor.folders = [];
    editor.show(Uri.file('/srv/app.py'), '', 0, 'python');
    const run = editor.run(COMMAND);
    const told = await next();
    expect(told.title).toContain('no virtual host is in the editor');
    told.pick('Create Virtual Host');
    expect(await run).toBeUndefined();
    expect(editor.ran).toEqual([['apacheWsgiTls.createVirtualHost']]);
    expect(workspace.textDocuments).toHaveLength(1);
  });
});
