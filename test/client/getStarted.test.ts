// “Get Started”: it opens the guided path, whose steps tick off by what has been done.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { editor, Uri } from '../kit/vscode.ts';
import { editorChanged } from '../kit/vscodeTrees.ts';

vi.mock('vscode', () => import('../kit/vscode.ts'));
const { registerGetStarted } = await import('../../client/src/commands/getStarted.ts');
const { registerCreateVirtualHost } = await import('../../client/src/commands/scaffolds/createVirtualHost.ts');

registerGetStarted({ extension: { id: 'maker.product' } } as never);
registerCreateVirtualHost({ isRunning: () => false } as never);
beforeEach(() => editor.reset());

/** The context keys that became true. None stays so: a walkthrough that is looked at later would take no notice of it. */
function keys(): unknown[] {
  const changes = editor.ran.filter(([command]) => command === 'setContext');
  const [on, off] = [true, false].map((wanted) => changes.filter(([, , value]) => value === wanted).map(([, key]) => key));
  expect(off).toEqual(on);
  return on!;
}

test('opens the guided path', async () => {
  await editor.run('apacheWsgiTls.getStarted');
  expect(editor.ran).toEqual([['workbench.action.openWalkthrough', 'maker.product#start']]);
});

describe('ticks off', () => {
  const options = { pattern: 'behind-proxy', serverName: 'app.test', script: '/srv/app/app.wsgi', platform: 'debian' };

  test('what a command has made, and not what it could not make', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'apacheconf-command-'));
    try {
      const target = path.join(folder, 'app.conf');
      await editor.run('apacheWsgiTls.createVirtualHost', { ...options, target });
      expect(keys()).toEqual(['apacheWsgiTls.createVirtualHost.done']);
      editor.ran = [];
      await editor.run('apacheWsgiTls.getStarted');
      expect([editor.ran[0]?.[0], keys()]).toEqual(['workbench.action.openWalkthrough', ['apacheWsgiTls.createVirtualHost.done']]);
      editor.ran = [];
      await expect(editor.run('apacheWsgiTls.createVirtualHost', { ...options, target })).rejects.toThrow('is there already');
      expect(keys()).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ['apacheconf', '# a site\n  <virtualhost *:80>\n', ['apacheWsgiTls.virtualHostSeen']],
    ['apacheconf', '# <VirtualHost *:80>\n', []],
    ['xml', '<VirtualHost />', []],
  ])('a virtual host that is opened: %s %j', (language, text, set) => {
    editor.show(Uri.file('/srv/a.conf'), text, 0, language);
    editorChanged.fire();
    expect(keys()).toEqual(set);
  });
});
