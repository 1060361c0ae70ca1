/** What of a machine decides where authorities are trusted: its system, the databases of its browsers, and whether the browser is on it at all. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Host } from './host.ts';

/** Systems with a store of their own way. */
export type System = 'debian' | 'rhel' | 'suse' | 'arch' | 'macos' | 'windows' | 'other';

/** A machine, as far as trust goes. */
export interface Machine {
  readonly system: System;
  readonly home: string;
  /** The authorities of the system in one file, as OpenSSL takes them; `null` where there is no such file. */
  readonly bundle: string | null;
  /** Databases of Chromium and its kin, the usual one first whether it exists or not; none where they use the system's store. */
  readonly chromiumDatabases: readonly string[];
  /** Profiles of Firefox. */
  readonly firefoxProfiles: readonly string[];
  /** Whether this is Linux inside Windows, where the browser usually is Windows'. */
  readonly isWsl: boolean;
  /** What the editor calls the machine that it reaches over the network, such as `ssh-remote`; `null` where it runs on this one. */
  readonly remoteName: string | null;
}

const FAMILIES: Readonly<Record<string, System>> = {
  debian: 'debian',
  ubuntu: 'debian',
  alpine: 'debian',
  rhel: 'rhel',
  fedora: 'rhel',
  centos: 'rhel',
  suse: 'suse',
  opensuse: 'suse',
  arch: 'arch',
};
/** Where Firefox keeps its profiles, below the home folder: as a package, as a snap, as a flatpak. */
const FIREFOX_ON_LINUX = [
  '.mozilla/firefox',
  '.config/mozilla/firefox',
  'snap/firefox/common/.mozilla/firefox',
  '.var/app/org.mozilla.firefox/.mozilla/firefox',
];
const FIREFOX_ON_MACOS = ['Library/Application Support/Firefox/Profiles'];
/** The home that Chromium has as a snap, and where a user's data are, below a home folder. */
const SNAP_HOME = 'snap/chromium/current';
const DATA = '.local/share';
/** Where systems keep their authorities in one file. */
const BUNDLES: Readonly<Partial<Record<System, string>>> = {
  debian: '/etc/ssl/certs/ca-certificates.crt',
  rhel: '/etc/pki/tls/certs/ca-bundle.crt',
  suse: '/etc/ssl/ca-bundle.pem',
  arch: '/etc/ssl/certs/ca-certificates.crt',
  macos: '/etc/ssl/cert.pem',
};
/** The file of a database of NSS. */
const DATABASE = 'cert9.db';

/** Looks at the machine that this code runs on. */
export async function describeMachine(host: Host, remoteName: string | null = null, release = '/etc/os-release'): Promise<Machine> {
  const home = host.env.HOME ?? host.env.USERPROFILE ?? '';
  const isLinux = host.platform === 'linux';
  const system = await systemOf(host, release);
  return {
    system,
    home,
    bundle: BUNDLES[system] ?? null,
    chromiumDatabases: isLinux && home !== '' ? await chromiumDatabases(home, host) : [],
    firefoxProfiles: (await Promise.all(firefoxFolders(host, home).map(profilesIn))).flat(),
    isWsl: isLinux && host.env.WSL_DISTRO_NAME !== undefined,
    remoteName,
  };
}

async function systemOf({ platform }: Host, release: string): Promise<System> {
  if (platform === 'darwin') return 'macos';
  if (platform === 'win32') return 'windows';
  const text = await readFile(release, 'utf8').catch(() => '');
  const names = [...text.matchAll(/^(?:ID|ID_LIKE)=["']?([^"'\n]*)/gm)].flatMap(([, value = '']) => value.split(/[\s-]/));
  return names.map((name) => FAMILIES[name]).find((system) => system !== undefined) ?? 'other';
}

async function chromiumDatabases(home: string, { env }: Host): Promise<string[]> {
  const data = env.XDG_DATA_HOME ?? '';
  const snap = path.join(home, SNAP_HOME);
  const ofSnap = await chromiumDatabase(snap, path.join(snap, DATA));
  const usual = await chromiumDatabase(home, path.isAbsolute(data) ? data : path.join(home, DATA));
  return [usual, ...((await isDatabase(ofSnap)) ? [ofSnap] : [])];
}

/**
 * The database of Chromium in a home: `.pki/nssdb` where there is such a folder, else the one among the user's data. Older
 * versions know the former alone, so it is the one to make where there is none. Source: which files Chromium 156 opens.
 */
async function chromiumDatabase(home: string, data: string): Promise<string> {
  const [former, current] = [path.join(home, '.pki/nssdb'), path.join(data, 'pki/nssdb')];
  const isThere = await stat(former).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return !isThere && (await isDatabase(current)) ? current : former;
}

function firefoxFolders({ platform, env }: Host, home: string): string[] {
  if (platform === 'win32') return env.APPDATA === undefined ? [] : [path.join(env.APPDATA, 'Mozilla', 'Firefox', 'Profiles')];
  if (home === '') return [];
  return (platform === 'darwin' ? FIREFOX_ON_MACOS : FIREFOX_ON_LINUX).map((folder) => path.join(home, folder));
}

async function profilesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const profiles = names.sort().map((name) => path.join(folder, name));
  const found = await Promise.all(profiles.map(async (profile) => ((await isDatabase(profile)) ? [profile] : [])));
  return found.flat();
}

/** Whether a folder holds a database of NSS. */
export async function isDatabase(folder: string): Promise<boolean> {
  return await stat(path.join(folder, DATABASE)).then(
    (found) => found.isFile(),
    () => false,
  );
}
