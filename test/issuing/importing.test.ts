/** How client certificates come into browsers: the commands are run by a real shell, with real NSS, for a store whose path is no easy word. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createClientCertificate } from '../../client/src/certificates/clientCertificate.ts';
import { importMarkdown, importPlans } from '../../client/src/certificates/importing.ts';
import { describeMachine, type Machine } from '../../client/src/certificates/machine.ts';
import { hostIn } from '../kit/issuing.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'certificates-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const home = path.join(folder, 'home of "me"');
const host = hostIn(folder, { env: { HOME: home }, platform: 'linux' });

const machine: Machine = {
  system: 'other',
  home,
  bundle: null,
  chromiumDatabases: [],
  firefoxProfiles: [],
  isWsl: false,
  remoteName: null,
};
const titles = (more: Partial<Machine>) => importPlans('/home/me/client-alice.p12', { ...machine, ...more }).map(({ title }) => title);

describe('a client certificate', () => {
  test('comes into Chromium and Firefox by the commands for them', async () => {
    const profile = path.join(home, '.mozilla/firefox/ab12.default');
    mkdirSync(profile, { recursive: true });
    execFileSync('certutil', ['-N', '--empty-password', '-d', `sql:${profile}`]);
    const options = { commonName: 'alice', folder: path.join(folder, "it's here"), keyType: 'ecdsa-p256', password: 'only-for-tests' } as const;
    const { store } = await createClientCertificate(options, host);
    const commands = importPlans(store, await describeMachine(host)).flatMap((plan) => plan.commands.filter((command) => command.includes('pk12util')));
    expect(commands).toHaveLength(2);
    for (const command of commands) execFileSync('sh', ['-c', `${command} -W ${options.password}`], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const database of [profile, path.join(home, '.pki/nssdb')])
      expect(execFileSync('certutil', ['-L', '-d', `sql:${database}`], { encoding: 'utf8' })).toMatch(/^alice .* u,u,u$/m);
  });

  test('is imported as each system does', () => {
    expect(titles({ system: 'windows' })).toEqual(['Windows (Chrome, Edge, .NET)', 'Firefox', 'curl']);
    expect(titles({ system: 'macos' })).toEqual(['macOS (Safari, Chrome)', 'Firefox', 'curl']);
    expect(titles({ system: 'debian', chromiumDatabases: ['/home/me/.pki/nssdb'] })).toEqual(['Chromium, Chrome and others made of it', 'Firefox', 'curl']);
  });

  test('keeps the words of its path together in every shell', () => {
    const [windows] = importPlans("C:\\Users\\O'Neil\\a b.p12", { ...machine, system: 'windows' });
    expect(windows?.commands[0]).toContain("-FilePath 'C:\\Users\\O''Neil\\a b.p12' ");
    const [mac] = importPlans("/Users/O'Neil/a b.p12", { ...machine, system: 'macos' });
    expect(mac?.commands[0]).toContain("security import '/Users/O'\\''Neil/a b.p12' ");
    expect(mac?.commands[1]).toMatch(/ -legacy -out '\/Users\/O'\\''Neil\/a b-legacy\.p12'$/);
    expect(importPlans('/a:b/c.p12', machine).at(-1)?.commands[0]).toContain(" '/a\\:b/c.p12:PASSWORD' ");
  });

  test('is brought to where the browser is', () => {
    expect(importMarkdown('/a.p12', machine)).not.toContain('another machine');
    expect(importMarkdown('/a.p12', { ...machine, remoteName: 'ssh-remote' })).toContain('another machine than your browser');
    expect(importMarkdown('/a.p12', { ...machine, isWsl: true, remoteName: 'wsl' })).toContain('runs on Windows');
  });
});
