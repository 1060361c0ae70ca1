/** Commands that make an authority trusted: right for any path, as a real shell takes them, and doing what they say where they can be run. */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeMachine, type Machine } from '../../client/src/certificates/machine.ts';
import { powershellWord, shWord } from '../../client/src/certificates/quoting.ts';
import { trustAdvice } from '../../client/src/certificates/trust.ts';
import type { StoreId, TrustPlan } from '../../client/src/certificates/trustPlan.ts';
import { hostIn, openssl, refusal } from '../kit/issuing.ts';
import { Pki } from '../kit/pki.ts';

const pki = new Pki();
afterAll(() => pki.remove());
const authority = pki.write('authority.pem', pki.authority('root'));
const plain: Machine = {
  system: 'debian',
  home: '/home/me',
  bundle: '/etc/ssl/certs/ca-certificates.crt',
  chromiumDatabases: ['/home/me/.pki/nssdb'],
  firefoxProfiles: [],
  isWsl: false,
  remoteName: null,
};

async function plan(store: StoreId, machine: Machine, file = authority): Promise<TrustPlan> {
  const found = (await trustAdvice(file, machine)).plans.find((one) => one.store === store);
  if (found === undefined) throw new Error(`no plan for ${store}`);
  return found;
}

describe('for any path', () => {
  const programs = ['sudo', 'security', 'certutil', 'certutil.exe', 'wslpath', 'keytool', 'cat', 'mkdir', 'rm'];
  const shims = path.join(pki.folder, 'shims');
  const record = path.join(pki.folder, 'record');

  beforeAll(() => {
    mkdirSync(shims);
    const shim = `#!/bin/sh\nfor word in "\${0##*/}" "$@"; do printf '%s\\0' "$word"; done >> '${record}'\nif [ "\${0##*/}" = wslpath ]; then printf '%s\\n' "$2"; fi\n`;
    for (const program of programs) writeFileSync(path.join(shims, program), shim, { mode: 0o755 });
  });

  /** What programs are given by all commands of a machine, a list of words; and what the variables are set to. */
  async function words(file: string, folder: string): Promise<string[]> {
    const database = path.join(folder, 'db');
    writeFileSync(record, '');
    for (const system of ['debian', 'rhel', 'macos'] as const) {
      const machine = { ...plain, system, isWsl: true, chromiumDatabases: [database], firefoxProfiles: [`${database}.default`] };
      const { plans } = await trustAdvice(file, machine);
      const commands = plans.flatMap(({ shell, trust, distrust }) => (shell === 'sh' ? [...trust, ...distrust] : []));
      const script = commands.map(({ command }) => `${command}\nprintf '%s\\0' "$NODE_EXTRA_CA_CERTS" "$SSL_CERT_FILE" >> '${record}'\n`).join('');
      execFileSync('/bin/sh', ['-c', script], { cwd: pki.folder, env: { PATH: shims, HOME: folder }, stdio: ['ignore', 'pipe', 'pipe'] });
    }
    return readFileSync(record, 'utf8').split('\0');
  }

  function placed(name: string): { readonly file: string; readonly folder: string } {
    const folder = path.join(mkdtempSync(path.join(pki.folder, 'at-')), name);
    mkdirSync(folder);
    const file = path.join(folder, `${name}.pem`);
    copyFileSync(authority, file);
    return { file, folder };
  }

  test('a real shell hands programs the very same words', async () => {
    const usual = placed('usual');
    const expected = await words(usual.file, usual.folder);
    expect(expected.filter((word) => word === usual.file).length).toBeGreaterThan(10);
    const sign = fc.constantFrom(...`'"\\$\`!*?[]{}()<>|&;#~=%^ -‘’é\u{1f512}ab`);
    const names = fc.string({ unit: sign, minLength: 1, maxLength: 30 }).filter((name) => Buffer.byteLength(name) < 200);
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const hostile = placed(name);
        const translated = expected.map((word) => word.replaceAll(usual.folder, () => hostile.folder).replaceAll('/usual.pem', () => `/${name}.pem`));
        expect(await words(hostile.file, hostile.folder)).toEqual(translated);
      }),
      { numRuns: 40, examples: [["'; touch hit; '"], ['$(touch hit)'], ['-rf'], ['`touch hit`'], ['a b']] },
    );
    expect(existsSync(path.join(pki.folder, 'hit'))).toBe(false);
  });

  test.each(['a\nb', 'a\rb', 'a\u001b[2Jb', 'a\u0003b', 'a\u2028b', 'a\u0085b'])('%j, which would move a terminal, is refused', async (name) => {
    expect(() => shWord(name)).toThrow('control characters');
    expect(() => powershellWord(name)).toThrow('control characters');
    expect(await refusal(trustAdvice(placed(name).file, plain))).toContain('control characters');
  });

  test('quotation marks are doubled for PowerShell, all that it knows', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '‘', '’', '‚', '‛', '"', '$', '`', 'a', ' ') }), (text) => {
        const inside = powershellWord(text).slice(1, -1);
        expect(inside.replaceAll(/(['‘’‚‛])\1/g, '$1')).toBe(text);
        expect(inside.replaceAll(/(['‘’‚‛])\1/g, '')).not.toMatch(/['‘’‚‛]/);
      }),
    );
  });
});

describe('the plans', () => {
  test.each([
    ['debian', 'sudo update-ca-certificates', ['system', 'chromium', 'node', 'python', 'java']],
    ['rhel', 'sudo update-ca-trust extract', ['system', 'chromium', 'node', 'python', 'java']],
    ['macos', 'security add-trusted-cert -r trustRoot', ['system', 'node', 'python', 'java']],
    ['windows', 'certutil.exe -user -addstore Root', ['system', 'node', 'python', 'java']],
  ] as const)('for %s', async (system, command, stores) => {
    const { plans, title, hints } = await trustAdvice(authority, { ...plain, system });
    expect(plans.map(({ store }) => store)).toEqual(stores);
    expect(plans[0]?.trust[0]?.command).toContain(command);
    expect(new Set(plans.map(({ shell }) => shell))).toEqual(new Set([system === 'windows' ? 'powershell' : 'sh']));
    expect([title, hints]).toEqual(['Test root', []]);
    for (const { trust, distrust } of plans) expect(distrust).toHaveLength(trust.length);
  });

  test('of a Linux that is not known say so', async () => {
    expect(await plan('system', { ...plain, system: 'other' })).toMatchObject({ trust: [], notes: [expect.stringContaining('not known here')] });
  });

  test('know that the browser may be elsewhere', async () => {
    const wsl = await trustAdvice(authority, { ...plain, isWsl: true });
    expect(wsl.plans.map(({ store }) => store)).toContain('windows-host');
    expect(wsl.hints).toEqual([expect.stringContaining('runs on Windows')]);
    const remote = await trustAdvice(authority, { ...plain, remoteName: 'ssh-remote' });
    expect(remote.hints).toEqual([expect.stringContaining(`Copy ${authority} there`)]);
  });

  test('are for an authority alone', async () => {
    expect(await refusal(trustAdvice(pki.write('both.pem', { certificates: ['root'], key: 'EC root' }), plain))).toContain('also holds a private key');
    expect(await refusal(trustAdvice(pki.write('root.der', openssl(pki.folder, 'x509', '-in', authority, '-outform', 'DER')), plain))).toContain('is not PEM');
    expect(await refusal(trustAdvice(pki.write('leaf.pem', { certificates: [{}] }), plain))).toContain('is the certificate of a server or client');
    expect(await refusal(trustAdvice(pki.write('two.pem', { certificates: ['root', 'stranger'] }), plain))).toContain('more or less than one certificate');
  });
});

describe('a machine is described', () => {
  const home = path.join(pki.folder, 'home');
  const host = hostIn(pki.folder, { platform: 'linux', env: { HOME: home, WSL_DISTRO_NAME: 'Debian' } });

  test('by its release, its browsers and where it runs', async () => {
    for (const folder of ['.mozilla/firefox/a.default', 'snap/firefox/common/.mozilla/firefox/b c', 'snap/chromium/current/.pki/nssdb']) {
      mkdirSync(path.join(home, folder), { recursive: true });
      writeFileSync(path.join(home, folder, 'cert9.db'), '');
    }
    mkdirSync(path.join(home, '.mozilla/firefox/Crash Reports'));
    const release = pki.write('os-release', 'NAME="Rocky"\nID="rocky"\nID_LIKE="rhel centos fedora"\n');
    expect(await describeMachine(host, 'wsl', release)).toEqual({
      system: 'rhel',
      bundle: '/etc/pki/tls/certs/ca-bundle.crt',
      home,
      chromiumDatabases: [path.join(home, '.pki/nssdb'), path.join(home, 'snap/chromium/current/.pki/nssdb')],
      firefoxProfiles: [path.join(home, '.mozilla/firefox/a.default'), path.join(home, 'snap/firefox/common/.mozilla/firefox/b c')],
      isWsl: true,
      remoteName: 'wsl',
    });
  });

  test.each([
    ['none', {}, [], '.pki/nssdb'],
    ['one among the data', {}, ['.local/share/pki/nssdb'], '.local/share/pki/nssdb'],
    ['one among data elsewhere', { XDG_DATA_HOME: path.join(pki.folder, 'data') }, ['.local/share/pki/nssdb', '../data/pki/nssdb'], '../data/pki/nssdb'],
    ['data in no place', { XDG_DATA_HOME: 'data' }, ['.local/share/pki/nssdb'], '.local/share/pki/nssdb'],
    ['both', {}, ['.pki/nssdb', '.local/share/pki/nssdb'], '.pki/nssdb'],
  ])('with the database that Chromium reads: %s', async (_, env, databases, expected) => {
    const own = mkdtempSync(path.join(pki.folder, 'home-'));
    for (const folder of databases.map((database) => path.join(own, database))) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'cert9.db'), '');
    }
    expect((await describeMachine({ ...host, env: { HOME: own, ...env } })).chromiumDatabases).toEqual([path.join(own, expected)]);
  });

  test.each([
    ['ID=debian\n', 'debian'],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'debian'],
    ['ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', 'suse'],
    ['ID=arch\n', 'arch'],
    ['ID=nixos\n', 'other'],
    ['', 'other'],
  ])('as %j', async (text, system) => {
    expect((await describeMachine(host, null, pki.write('os-release', text))).system).toBe(system);
  });

  test('as macOS and Windows', async () => {
    expect(await describeMachine({ ...host, platform: 'darwin' })).toMatchObject({ system: 'macos', chromiumDatabases: [], isWsl: false });
    expect(await describeMachine({ ...host, platform: 'win32' })).toMatchObject({ system: 'windows', chromiumDatabases: [], isWsl: false });
  });
});

describe('run for real', () => {
  const run = promisify(execFile);
  const sh = (script: string, env: Record<string, string> = {}) =>
    run('/bin/sh', ['-c', script], { cwd: pki.folder, env: { PATH: process.env.PATH, ...env }, encoding: 'utf8', timeout: 30_000 });

  test('the database of Chromium gets the authority, and loses it', async () => {
    const home = path.join(pki.folder, "o'home");
    mkdirSync(home);
    const database = path.join(home, '.pki/nssdb');
    const { trust, distrust } = await plan('chromium', { ...plain, chromiumDatabases: [database] });
    const list = () => execFileSync('certutil', ['-L', '-d', `sql:${database}`], { encoding: 'utf8' });
    await sh(trust[0]!.command);
    await sh(trust[0]!.command);
    expect(list()).toMatch(/^apache-wsgi-tls-[0-9a-f]{12} +C,, *$/m);
    await sh(distrust[0]!.command);
    expect(list()).not.toContain('apache-wsgi-tls');
  });

  test('the list of Debian gets the authority, and loses it', async () => {
    const [local, made, bin] = ['local', 'etc', 'bin'].map((name) => path.join(pki.folder, 'debian', name));
    for (const folder of [local, made, bin]) mkdirSync(folder!, { recursive: true });
    const options = `--localcertsdir '${local}' --etccertsdir '${made}' --hooksdir '${bin}/none'`;
    writeFileSync(
      `${bin}/sudo`,
      `#!/bin/sh\ncase "$1" in update-ca-certificates) shift; exec /usr/sbin/update-ca-certificates "$@" ${options};; *) exec "$@";; esac\n`,
    );
    chmodSync(`${bin}/sudo`, 0o755);
    const { trust, distrust } = await plan('system', plain);
    const inTemporary = (command: string) => command.replaceAll('/usr/local/share/ca-certificates', local!);
    const env = { PATH: `${bin}:${process.env.PATH}:/usr/sbin` };
    const listed = () => readFileSync(`${made}/ca-certificates.crt`, 'utf8').includes(readFileSync(authority, 'utf8').trim());
    await sh(inTemporary(trust[0]!.command), env);
    expect(listed()).toBe(true);
    await sh(inTemporary(distrust[0]!.command), env);
    expect(listed()).toBe(false);
    expect(readdirSync(made!).filter((name) => name.startsWith('apache-wsgi'))).toEqual([]);
  });

  test('Python is given the authorities of the system, too', async () => {
    const bundle = pki.write('system.pem', { certificates: ['stranger'] });
    const { trust, distrust } = await plan('python', { ...plain, bundle });
    const { stdout } = await sh(`${trust[0]!.command} && cat "$SSL_CERT_FILE"; ${distrust[0]!.command}; ls`);
    expect(stdout.startsWith(pki.authority('stranger') + pki.authority('root'))).toBe(true);
    expect(stdout).not.toContain('-bundle.pem');
  });

  const clients: readonly [StoreId, string][] = [
    ['node', `node -e "require('tls').connect({port: PORT, host: '127.0.0.1', servername: 'localhost'}, function () { this.end(); })"`],
    [
      'python',
      `/usr/bin/python3 -c "import socket, ssl; ssl.create_default_context().wrap_socket(socket.create_connection(('127.0.0.1', PORT)), server_hostname='localhost')"`,
    ],
  ];

  test.each(clients)('%s opens a connection with it, and none without', async (store, client) => {
    const served = pki.pem({ certificates: [{ names: ['localhost'], issuer: 'root', key: 'EC 1' }], key: 'EC 1' });
    const server = https.createServer({ cert: served, key: served });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const connect = client.replace('PORT', String((server.address() as AddressInfo).port));
    const { trust, distrust } = await plan(store, plain);
    try {
      await sh(`${trust[0]!.command} && ${connect}`);
      await expect(sh(`${trust[0]!.command} && { ${distrust[0]!.command}; } && ${connect}`)).rejects.toThrow(/unable to|CERTIFICATE_VERIFY_FAILED/i);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});
