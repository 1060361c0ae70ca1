/** “Trust an Authority” and “Stop Trusting an Authority”: what the person is shown, and what reaches a terminal and when. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { URI } from 'vscode-uri';
import type { TrustAdvice } from '../../../client/src/certificates/trust.ts';
import { editor } from '../../kit/vscode.ts';
import { confirmation, DISTRUST, OwnMachine, TRUST, TYPE } from './ownMachine.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));

const { registerTrust } = await import('../../../client/src/commands/certificates/trust.ts');
registerTrust();

const machine = new OwnMachine();
const created = await machine.fill();
afterAll(() => machine.remove());
beforeEach(() => {
  editor.reset();
  machine.enter();
});
afterEach(() => vi.unstubAllEnvs());

describe('a person', () => {
  test('chooses among the authorities of this machine, its stores and another file', async () => {
    const certificate = path.join(machine.folder, 'mk.pem');
    execFileSync('mkcert', ['-ecdsa', '-cert-file', certificate, '-key-file', path.join(machine.folder, 'mk-key.pem'), 'mk.test'], {
      env: { ...machine.env, CAROOT: machine.mkcert, TRUST_STORES: 'none' },
      stdio: 'ignore',
    });
    const run = editor.run(TRUST);
    const authorities = await editor.prompt();
    expect(authorities.title).toBe('Trust an Authority');
    expect(authorities.choices).toEqual([
      {
        label: expect.stringMatching(/^Local development authority/),
        description: expect.stringContaining('.test'),
        detail: created.authority,
        value: created.authority,
      },
      expect.objectContaining({ label: expect.stringMatching(/^mkcert /), detail: path.join(machine.mkcert, 'rootCA.pem') }),
      { label: 'Browse…', description: 'the certificate of another authority', value: null },
    ]);
    authorities.pick('Browse…');
    const dialog = await editor.prompt();
    dialog.dismiss();
    const again = await editor.prompt();
    again.pick('Browse…');
    (await editor.prompt()).pick(created.authority);
    const stores = await editor.prompt();
    expect([stores.title, stores.step]).toEqual(['Trust an Authority', '2/2']);
    expect(stores.choices.map(({ label, description = '' }) => `${label}: ${description}`)).toEqual([
      expect.stringMatching(/^The system .*: does not trust it$/),
      'Chromium, Chrome and others made of it: does not trust it',
      'Node: does not trust it',
      'Python: does not trust it',
      'Java: ',
    ]);
    for (const { detail } of stores.choices) expect(detail).toMatch(/\w/);
    stores.back();
    const back = await editor.prompt();
    expect(back.choices).toHaveLength(3);
    back.dismiss();
    expect(await run).toBeUndefined();
    expect(editor.terminals).toEqual([]);
  });

  test('sees each command before it is typed, and may leave it at that', async () => {
    const { run, message } = await confirmation(TRUST, created.authority, 'Chromium');
    const { plans } = await editor.run<TrustAdvice>(TRUST, { authority: created.authority, store: 'chromium' });
    expect(plans[0]!.trust).toHaveLength(2);
    for (const { command, explanation } of plans[0]!.trust) {
      expect(message.question).toContain(command);
      expect(message.question).toContain(explanation);
    }
    expect(editor.said.at(-1)).toMatchObject({ modal: true, buttons: [TYPE, 'Copy'] });
    message.dismiss();
    await run;
    expect([editor.terminals, editor.clipboard]).toEqual([[], '']);
  });

  test('copies the commands instead', async () => {
    const { run, message } = await confirmation(TRUST, created.authority, 'Node');
    message.pick('Copy');
    await run;
    expect(editor.clipboard).toBe(`export NODE_EXTRA_CA_CERTS=${created.authority}\n`);
    expect(editor.terminals).toEqual([]);
  });

  test('is asked for the Enter of a command that has the rights of an administrator', async () => {
    const { run, message } = await confirmation(TRUST, created.authority, 'The system');
    expect(message.question).toContain('waits there for your Enter');
    message.pick(TYPE);
    await run;
    expect(editor.terminals).toMatchObject([
      { shown: true, options: { message: 'Press Enter to run the command.' }, typed: [{ text: expect.stringMatching(/^sudo install /), execute: false }] },
    ]);
  });

  test.each([
    ['ssh-remote', 'there (the certificate alone'],
    ['wsl', 'usually runs on Windows'],
  ])('is told that the browser may be elsewhere (%s)', async (remoteName, hint) => {
    editor.remoteName = remoteName;
    const { run, message } = await confirmation(TRUST, created.authority, 'Chromium');
    expect(message.question).toContain(hint);
    message.dismiss();
    await run;
  });

  test('gets the shell of Windows there, and nothing typed where there is nothing to type', async () => {
    const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
    vi.stubEnv('SystemRoot', 'C:\\Windows');
    try {
      const system = await confirmation(TRUST, created.authority, 'The system');
      system.message.pick(TYPE);
      await system.run;
      expect(editor.terminals).toMatchObject([
        {
          options: { shellPath: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe' },
          typed: [{ text: expect.stringMatching(/^certutil\.exe -user/) }],
        },
      ]);
      (await editor.prompt()).dismiss();
      const python = await confirmation(TRUST, created.authority, 'Python');
      expect(python.message.choices).toEqual([{ label: 'Copy' }]);
      python.message.pick('Copy');
      await python.run;
      expect(editor.clipboard).toContain('Python on Windows goes by the store of the system');
      expect(editor.terminals).toHaveLength(1);
    } finally {
      platform.mockRestore();
    }
  });

  test('is not given a line that a terminal would cut off', async () => {
    const deep = path.join(machine.folder, ...Array.from({ length: 17 }, () => 'x'.repeat(120)));
    mkdirSync(deep, { recursive: true });
    const file = path.join(deep, 'authority.pem');
    copyFileSync(created.authority, file);
    const run = editor.run(TRUST, { prefill: { authority: file, store: 'python' } });
    const message = await editor.prompt();
    expect(message.choices).toEqual([{ label: 'Copy' }]);
    expect(message.question).toContain('too long for a terminal');
    message.dismiss();
    await run;
  });
});

describe('by options', () => {
  test.each([TRUST, DISTRUST])('%s gives the ways that there are, and types nothing', async (command) => {
    const all = await editor.run<TrustAdvice>(command, { authority: created.authority });
    expect(all.plans.map(({ store }) => store)).toEqual(['system', 'chromium', 'node', 'python', 'java']);
    expect(all.title).toMatch(/^Local development authority/);
    const one = await editor.run<TrustAdvice>(command, { authority: created.authority, store: 'node' });
    expect(one.plans.map(({ store, trust, distrust }) => [store, trust.length, distrust.length])).toEqual([['node', 1, 1]]);
    expect([editor.terminals, editor.said, editor.pending()]).toEqual([[], [], []]);
  });

  test.each([
    [{ authority: 'authority.pem' }, 'The option authority is an absolute path'],
    [{ authority: '/none/authority.pem' }, '/none/authority.pem does not exist'],
    [{ store: 'node' }, 'The option authority is an absolute path'],
  ])('%j is refused in words', async (options, words) => {
    await expect(editor.run(TRUST, options)).rejects.toThrow(words);
  });

  test('a store that is not there, and a certificate of no authority, are refused in words', async () => {
    await expect(editor.run(TRUST, { authority: created.authority, store: 'firefox' })).rejects.toThrow('one of system, chromium, node, python, java');
    await expect(editor.run(TRUST, { authority: created.certificate })).rejects.toThrow('trusting it makes browsers trust nothing');
  });
});

describe('nothing is typed', () => {
  test('of a path that would move the terminal', async () => {
    const file = path.join(machine.folder, 'a\nsudo id\n.pem');
    copyFileSync(created.authority, file);
    expect(await editor.run(TRUST, URI.file(file))).toBeUndefined();
    expect(editor.messages('error')).toEqual([expect.stringContaining('control characters')]);
    expect(editor.terminals).toEqual([]);
  });

  test('in a workspace that nobody has trusted', async () => {
    editor.trusted = false;
    await expect(editor.run(TRUST, { authority: created.authority })).rejects.toThrow('This workspace is not trusted');
    for (const subject of [URI.file(created.authority), undefined, { prefill: { authority: created.authority, store: 'chromium' } }])
      await editor.run(DISTRUST, subject);
    expect(editor.messages('error')).toHaveLength(3);
    expect([editor.terminals, editor.pending(), existsSync(machine.databases[0])]).toEqual([[], [], false]);
  });

  test('of a file that is on no disk', async () => {
    await editor.run(TRUST, URI.parse('vscode-vfs://github/a/authority.pem'));
    expect(editor.messages('error')).toEqual([expect.stringContaining('is no file on this machine')]);
  });
});
