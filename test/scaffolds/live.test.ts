/** The commands that bring a site live: Debian's are run for real on a copy of its configuration; the others are read. */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCertificate } from '../../client/src/certificates/create.ts';
import { virtualHost } from '../../client/src/scaffolds/httpd/virtualHost.ts';
import { type LiveStep, lineOf, livePlan } from '../../client/src/scaffolds/live/index.ts';
import { inTemporaryFolder } from '../kit/apache.ts';
import { hostIn } from '../kit/issuing.ts';

const MODULES = ['core', 'mod_alias', 'mod_headers', 'mod_ssl', 'mod_wsgi', 'mod_rewrite', 'mod_authz_core'];
const commandsOf = (steps: readonly LiveStep[]) => steps.filter(({ usual }) => usual).map(({ command }) => command);

describe('on Debian', () => {
  test('the commands switch the site on, and httpd is content', { timeout: 60_000 }, async () => {
    await inTemporaryFolder(async (folder) => {
      const etc = path.join(folder, 'etc');
      await cp('/etc/apache2', etc, { recursive: true, verbatimSymlinks: true });
      const { chain, privateKey } = await createCertificate({ names: ['app.test'], folder, maker: 'builtin', keyType: 'ecdsa-p256' }, hostIn(folder));
      const project = path.join(folder, 'a project');
      await mkdir(project);
      const script = path.join(project, 'app.wsgi');
      await writeFile(script, 'application = None\n');
      const target = path.join(project, 'app.test.conf');
      const [{ text }] = virtualHost({ pattern: 'https-redirect', serverName: 'app.test', script, certificate: chain, privateKey, target });
      await writeFile(target, text);
      const plan = livePlan({ file: target, platform: 'debian', modules: MODULES });
      const ran = plan.steps.filter(({ usual, command }) => usual && !command.includes('systemctl'));
      const line = lineOf(plan, ran).replaceAll('sudo ', '').replaceAll('/etc/apache2', etc);
      const env = { ...process.env, APACHE_CONFDIR: etc, APACHE_CONFIG_DIR: etc };
      const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', line], { cwd: folder, env, encoding: 'utf8' });
      expect(`${status} ${stdout}${stderr}`).toMatch(/^0 .*Syntax OK/s);
      expect(await readlink(path.join(etc, 'sites-enabled/app.test.conf'))).toBe('../sites-available/app.test.conf');
      const vhosts = spawnSync('/usr/sbin/apache2ctl', ['-t', '-D', 'DUMP_VHOSTS'], { env, encoding: 'utf8' });
      expect(`${vhosts.stdout}${vhosts.stderr}`).toContain('app.test');
    });
  });

  test('a restart where modules are switched on, else a reload', () => {
    const last = (modules: string[]) => commandsOf(livePlan({ file: '/srv/app.conf', platform: 'debian', modules }).steps).at(-1);
    expect(last(MODULES)).toBe('sudo systemctl restart apache2');
    expect(last(['mod_alias', 'mod_authz_core', 'core'])).toBe('sudo systemctl reload apache2');
  });

  test('a file that is in place is not copied', () => {
    const { steps } = livePlan({ file: '/etc/apache2/sites-available/app.test.conf', platform: 'debian', modules: ['mod_ssl'] });
    expect(commandsOf(steps)).toEqual(['sudo a2enmod ssl', 'sudo a2ensite app.test', 'sudo apache2ctl configtest', 'sudo systemctl restart apache2']);
  });
});

test.each([
  [
    'rhel',
    ['sudo dnf install httpd mod_ssl python3-mod_wsgi', "sudo install -m 0644 '/srv/my site/app.conf' /etc/httpd/conf.d/app.conf", 'sudo apachectl configtest'],
  ],
  ['macos', [expect.stringContaining(`'Include "/srv/my site/app.conf"'`), '/opt/homebrew/bin/httpd -t', 'brew services restart httpd']],
  ['docker', [expect.stringContaining(`'/srv/my site/app.conf:/usr/local/apache2/conf/extra/app.conf:ro'`)]],
] as const)('on %s', (platform, expected) => {
  const { shell, steps } = livePlan({ file: '/srv/my site/app.conf', platform, modules: MODULES });
  expect(shell).toBe('sh');
  expect(commandsOf(steps)).toEqual(expect.arrayContaining([...expected]));
  const { status, stderr } = spawnSync('/bin/sh', ['-n', '-c', lineOf({ shell }, steps)], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
});

test('the Include line of macOS is added once', async () => {
  await inTemporaryFolder(async (folder) => {
    const main = path.join(folder, 'httpd.conf');
    await writeFile(main, 'ServerName a\n');
    const [step] = livePlan({ file: "/srv/it's/app.conf", platform: 'macos', modules: [] }).steps;
    const command = step!.command.replaceAll('/opt/homebrew/etc/httpd/httpd.conf', main);
    for (let round = 0; round < 2; round++) expect(spawnSync('/bin/sh', ['-c', command]).status).toBe(0);
    expect(spawnSync('cat', [main], { encoding: 'utf8' }).stdout).toBe(`ServerName a\nInclude "/srv/it's/app.conf"\n`);
  });
});

test('on Windows for PowerShell, each command only after the one before', () => {
  const plan = livePlan({ file: "C:\\Sites\\Ann's\\app.conf", platform: 'windows', modules: ['mod_wsgi'] });
  expect(plan.shell).toBe('powershell');
  expect(plan.steps[0]!.command).toContain(`'Include "C:/Sites/Ann''s/app.conf"'`);
  expect(lineOf(plan, plan.steps.slice(1, 3))).toBe('C:\\Apache24\\bin\\httpd.exe -t; if ($?) { C:\\Apache24\\bin\\httpd.exe -k restart }');
});

test.each(['/srv/app', '/srv/-a.conf', '/srv/a b.conf', '/srv/$(id).conf', '/srv/.conf'])('%s is no file of a site', (file) => {
  expect(() => livePlan({ file, platform: 'debian', modules: [] })).toThrow('cannot be the file of a site');
});
