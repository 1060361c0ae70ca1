// The programs from outside npm that the tests use. As root on Debian or Ubuntu the missing ones are installed;
// elsewhere they are named. Usage: node scripts/system-packages.mjs
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { findChromium, onPath } from './workbench/browser.mjs';
import { isMain, platformSupported } from './workbench/paths.mjs';

const moduleDirectories = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules', '/usr/lib/httpd/modules'];

const pythonDirectories = ['/usr/lib/python3/dist-packages', '/usr/local/lib/python3/dist-packages'];

/** A framework of Python; its package is called after it unless told otherwise. */
const framework = (module, { name = `python3-${module}`, suites = ['unit'] } = {}) => ({
  name,
  suites,
  present: () => pythonDirectories.some((directory) => fs.existsSync(`${directory}/${module}`) || fs.existsSync(`${directory}/${module}.py`)),
});

const command = (...names) => names.some((name) => onPath(name) || fs.existsSync(`/usr/sbin/${name}`));

/** What is needed: its name in Debian, the suites that use it, and how to see that it is there. */
export const systemPackages = [
  { name: 'apache2', suites: ['unit', 'sites'], present: () => command('apache2', 'httpd') },
  {
    name: 'libapache2-mod-wsgi-py3',
    suites: ['unit', 'sites'],
    present: () => moduleDirectories.some((directory) => fs.existsSync(`${directory}/mod_wsgi.so`)),
  },
  framework('flask', { suites: ['unit', 'sites'] }),
  framework('django', { suites: ['unit', 'sites'] }),
  framework('bottle'),
  framework('falcon'),
  framework('pyramid'),
  framework('cherrypy', { name: 'python3-cherrypy3' }),
  { name: 'gunicorn', suites: ['unit', 'sites'], present: () => command('gunicorn') },
  { name: 'supervisor', suites: ['unit', 'sites'], present: () => command('supervisord') },
  { name: 'systemd', suites: ['unit'], present: () => command('systemd-analyze') },
  { name: 'openssl', suites: ['unit', 'sites'], present: () => command('openssl') },
  { name: 'mkcert', suites: ['unit'], present: () => command('mkcert') },
  { name: 'libnss3-tools', suites: ['unit', 'sites'], present: () => command('certutil') && command('vfychain') },
  { name: 'ca-certificates', suites: ['unit'], present: () => command('update-ca-certificates') },
  { name: 'nginx', suites: ['unit', 'sites'], present: () => command('nginx') },
  { name: 'curl', suites: ['unit'], present: () => command('curl') },
  { name: 'git', suites: ['unit'], present: () => command('git') },
  { name: 'python3', suites: ['unit', 'sites'], present: () => fs.existsSync('/usr/bin/python3') },
  { name: 'util-linux', suites: ['unit', 'sites'], present: () => command('unshare') && command('setpriv') },
  { name: 'firefox-esr', suites: ['unit'], present: () => command('firefox-esr') },
  { name: 'chromium', suites: ['unit', 'workbench', 'sites', 'ui'], present: () => !platformSupported() || Boolean(findChromium()) },
];

export function missingPackages() {
  return systemPackages.filter(({ present }) => !present());
}

function canInstall() {
  return process.getuid?.() === 0 && Boolean(onPath('apt-get')) && Boolean(onPath('dpkg-query'));
}

/** Installs what is missing, where that can be done; gives what is missing still. */
export function ensureSystemPackages() {
  const names = missingPackages().map(({ name }) => name);
  if (names.length > 0 && canInstall()) {
    console.log(`Installing ${names.join(', ')}`);
    withoutServices(() => {
      apt('update');
      for (const name of names) apt('install', '-y', '--no-install-recommends', name);
    });
  }
  return missingPackages();
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-q', ...args], { stdio: ['ignore', 'inherit', 'inherit'], env });
  if (status !== 0) console.error(`apt-get ${args[0]} failed (${status})`);
}

/** The tests run httpd themselves: the package must not start a server on port 80. Debian asks policy-rc.d about that. */
function withoutServices(action) {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !fs.existsSync(policy);
  if (ours) fs.writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    action();
  } finally {
    if (ours) fs.rmSync(policy, { force: true });
  }
}

/** One line for each missing package. */
export function describeMissing(missing) {
  return missing.map(({ name, suites }) => `${name} is missing (needed by ${suites.join(', ')})`);
}

if (isMain(import.meta)) {
  const missing = ensureSystemPackages();
  for (const text of describeMissing(missing)) console.log(text);
  if (missing.length === 0) console.log(`All there: ${systemPackages.map(({ name }) => name).join(', ')}`);
  process.exitCode = missing.length > 0 ? 1 : 0;
}
