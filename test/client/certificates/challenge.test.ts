// Certbot's challenge and the redirect: the host under the cursor or the one of the options is changed as the server says.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { newDesk } from '../../kit/desk.ts';
import { client, hostAt, server } from '../../kit/hosts.ts';
import { editor, Uri } from '../../kit/vscode.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerExemptChallenge } = await import('../../../client/src/commands/certificates/challenge.ts');
registerExemptChallenge(client);

const COMMAND = 'apacheWsgiTls.exemptChallenge';
const desk = newDesk();
const TEXT = '<VirtualHost *:80>\n    Redirect permanent / https://app.test/\n</VirtualHost>\n';
const DONE = TEXT.replace('Redirect permanent / ', 'RedirectMatch permanent ^/(?!\\.well-known/acme-challenge/)(.*) ');
let uri: Uri;

beforeEach(() => {
  uri = Uri.file(path.join(desk.folder, 'site.conf'));
  writeFileSync(uri.fsPath, TEXT);
  server.hosts = [hostAt(uri.toString(), [0, 2], ['app.test'])];
  const range = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
  server.edit = { edits: [{ range, newText: DONE }], summary: 'The challenge is let through.' };
  server.asked.length = 0;
});

describe('the challenge of certbot', () => {
  test('is let through the virtual host under the cursor', async () => {
    const document = editor.show(uri, TEXT, 1);
    await editor.run(COMMAND);
    expect(document.getText()).toBe(DONE);
    expect(server.asked).toEqual([{ uri: uri.toString(), position: { line: 0, character: 0 }, change: { kind: 'acmeExemption' } }]);
    expect(editor.messages('status')).toEqual(['Apache WSGI & TLS: The challenge is let through.']);
  });

  test('is let through that of the options, whose file may begin at the folder that is open', async () => {
    editor.folders = [desk.folder];
    expect(await editor.run(COMMAND, { file: 'site.conf', line: 2 })).toEqual({ summary: 'The challenge is let through.' });
    expect(server.asked).toEqual([{ uri: uri.toString(), position: { line: 1, character: 0 }, change: { kind: 'acmeExemption' } }]);
  });

  test('is not, where the server has a reason', async () => {
    server.edit = { refused: 'Nothing redirects here.' };
    await expect(editor.run(COMMAND, { file: uri.fsPath, line: 1 })).rejects.toThrow('Nothing redirects here.');
    await expect(editor.run(COMMAND, { file: uri.fsPath, line: 0 })).rejects.toThrow('counted from 1, not “0”');
    editor.show(uri, TEXT, 1);
    await editor.run(COMMAND);
    expect(editor.messages('error')).toEqual(['Nothing redirects here.']);
  });
});
