// Where the local authorities of a person are: in the same place for every editor, and in no folder that is synchronised.
import { expect, test, vi } from 'vitest';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { authoritiesFolder } = await import('../../../client/src/commands/certificates/machine.ts');

test.each([
  ['linux', {}, '/home/me/.local/share/apache-wsgi-tls/authorities'],
  ['linux', { XDG_DATA_HOME: '/srv/data' }, '/srv/data/apache-wsgi-tls/authorities'],
  ['linux', { XDG_DATA_HOME: 'data' }, '/home/me/.local/share/apache-wsgi-tls/authorities'],
  ['darwin', { XDG_DATA_HOME: '/srv/data' }, '/home/me/Library/Application Support/apache-wsgi-tls/authorities'],
  ['win32', { LOCALAPPDATA: '/Local' }, '/Local/apache-wsgi-tls/authorities'],
  ['win32', {}, '/home/me/AppData/Local/apache-wsgi-tls/authorities'],
] as const)('on %s with %j they are in %s', (platform, env, folder) => {
  expect(authoritiesFolder(platform, env, '/home/me')).toBe(folder);
});
