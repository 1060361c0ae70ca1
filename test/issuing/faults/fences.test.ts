/**
 * Issuing where the machine does not let it: disks and lists of files that are full, folders that may not be written, names
 * that something else has. It works or says why not; nothing is left behind, lost, half or readable by others.
 */
import { chmodSync, chownSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCertificate } from '../../../client/src/certificates/create.ts';
import type { MakerId } from '../../../client/src/certificates/makers/index.ts';
import type { OnExisting } from '../../../client/src/certificates/publish.ts';
import { hostIn } from '../../kit/issuing.ts';
import { bundled, issuer } from './child.ts';
import { isPair, table, wrongs } from './state.ts';

const root = mkdtempSync(path.join(tmpdir(), 'issuing-fences-'));
const given = path.join(root, 'given');
const host = hostIn(root);
const mkcertHome = { ...process.env, CAROOT: path.join(root, 'mkcert') };
const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;
/** Rights of an ordinary user, whoever runs the tests: root keeps its name and loses its powers. */
const ORDINARY = isRoot ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : [];
/** A view of the file system that is the process's own. */
const OWN_VIEW = ['unshare', '--mount', ...(isRoot ? [] : ['--user', '--map-root-user'])];

let program: string;
beforeAll(async () => {
  program = await bundled(root);
  await createCertificate({ names: ['app.test'], folder: given, maker: 'builtin', keyType: 'ecdsa-p256' }, host);
  await createCertificate({ names: ['app.test'], folder: path.join(root, 'mkcert-given'), maker: 'mkcert' }, { ...host, env: mkcertHome });
});
afterAll(() => rmSync(root, { recursive: true }));

interface Case {
  readonly maker?: MakerId;
  readonly onExisting?: OnExisting;
  readonly env?: NodeJS.ProcessEnv;
  /** Makes the folder as it is to be found. */
  readonly prepare?: (folder: string) => void;
  /** Options and orders for a file system in memory over the folder. */
  readonly disk?: { readonly options: string; readonly orders?: string };
  /** Whether the authority is to be made there too. */
  readonly newAuthority?: boolean;
}

/** Attempts it and gives what was said, and what should not be so. */
async function attempt({ maker = 'builtin', onExisting = 'fail', env = process.env, prepare, disk, newAuthority }: Case) {
  const folder = mkdtempSync(path.join(root, 'case-'));
  const files = path.join(folder, 'files');
  mkdirSync(files);
  prepare?.(files);
  const authorities = newAuthority ? path.join(files, 'authorities') : host.authorities;
  const before = picture(files);
  const after = disk === undefined ? files : path.join(folder, 'copy');
  const script = `set -e; mount -t tmpfs -o mode=700,${disk?.options} tmpfs "$0"; ${disk?.orders ?? ':'}; copy=$1; shift; "$@"; cp -a "$0" "$copy"`;
  const through = disk === undefined ? ORDINARY : [...OWN_VIEW, 'sh', '-c', script, files, after];
  const job = { options: { names: ['app.test'], folder: files, maker, keyType: 'ecdsa-p256', onExisting }, authorities } as const;
  const { begin, result } = await issuer(program, job, { env, through });
  begin();
  const said = await result;
  const harm = [...wrongs(after), ...readdirSync(after).filter((name) => name.startsWith('.certificates-'))];
  if (said === null) harm.push('it said nothing');
  else if ('message' in said) {
    if (said.name !== 'CertificateProblem') harm.push(`it fails with ${said.name}`);
    if (disk === undefined && picture(after) !== before) harm.push('something is not as it was');
    if (/replacing/.test(disk?.orders ?? '') && !isPair(path.join(after, 'app.test'))) harm.push('the old files are gone');
  } else if (!readdirSync(after).some((name) => name.endsWith('.pem') && isPair(path.join(after, name.replace(/\.pem$/, ''))))) harm.push('there is no pair');
  return { outcome: said !== null && 'message' in said ? said.message : 'made', harm };
}

/** What lies in a folder, in a text that changes with anything in it. */
function picture(folder: string): string {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const there = lstatSync(path.join(folder, name));
      const content = there.isSymbolicLink() ? readlinkSync(path.join(folder, name)) : there.isFile() ? readFileSync(path.join(folder, name), 'utf8') : '';
      return [name, there.mode, there.uid, content].join(' ');
    })
    .join('\n');
}

const rows: string[][] = [['situation', 'tried', 'made', 'refused with', 'harm']];
afterAll(() => console.log(table(rows)));

/** Attempts all cases of one situation, and notes what came of them. */
async function expectCalm(situation: string, cases: readonly Case[], reason: RegExp): Promise<void> {
  const results = await Promise.all(cases.map(attempt));
  const refused = results.filter(({ outcome }) => outcome !== 'made');
  const reasons = new Set(refused.map(({ outcome }) => reason.exec(outcome)?.[0] ?? outcome));
  const harm = results.flatMap((result) => result.harm);
  rows.push([situation, String(cases.length), String(cases.length - refused.length), [...reasons].join('; '), String(harm.length)]);
  expect(harm).toEqual([]);
  expect(refused.map(({ outcome }) => outcome).filter((outcome) => !reason.test(outcome))).toEqual([]);
  expect(refused.length).toBeGreaterThan(0);
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const MAKER_IDS = ['builtin', 'openssl', 'mkcert'] as const;
const FULL = /the disk is full/;

test.each(MAKER_IDS)('disk full, for %s', async (maker) => {
  const disks = numbers(1, 9).map((pages) => ({ options: `size=${pages * 4}k` }));
  await expectCalm(
    `disk full, ${maker}`,
    disks.map((disk) => ({ maker, disk, env: mkcertHome })),
    FULL,
  );
});

test('disk full, with the authority on it', async () => {
  const disks = numbers(1, 8).map((pages) => ({ options: `size=${pages * 4}k` }));
  await expectCalm(
    'disk full, authority on it',
    disks.map((disk) => ({ disk, newAuthority: true })),
    FULL,
  );
});

test('no room for more files', async () => {
  const disks = numbers(1, 9).map((files) => ({ options: `nr_inodes=${files}` }));
  await expectCalm(
    'no room for more files',
    disks.map((disk) => ({ disk })),
    FULL,
  );
});

test('disk full while files are replaced', async () => {
  const disks = numbers(3, 7).map((pages) => ({ options: `size=${pages * 4}k`, orders: `: replacing; cp -a '${given}/.' "$0"` }));
  await expectCalm(
    'disk full, replacing',
    disks.map((disk) => ({ disk, onExisting: 'replace' })),
    FULL,
  );
});

test('a read-only file system', async () => {
  const disk = { options: 'size=1m', orders: 'mount -o remount,ro "$0"' };
  await expectCalm(
    'read-only file system',
    MAKER_IDS.map((maker) => ({ maker, disk, env: mkcertHome })),
    /it lies on a read-only file system/,
  );
});

test('a folder that may not be written', async () => {
  const prepare = (folder: string) => chmodSync(folder, 0o500);
  await expectCalm(
    'read-only folder',
    MAKER_IDS.map((maker) => ({ maker, prepare, env: mkcertHome })),
    /you may not write there/,
  );
});

test('no home', async () => {
  const { HOME: _, ...env } = process.env;
  await expectCalm(
    'no HOME',
    MAKER_IDS.map((maker) => ({ maker, env })),
    /there is no home folder/,
  );
});

const OBSTACLES: Readonly<Record<string, (file: string) => void>> = {
  'a dangling link': (file) => symlinkSync(path.join(root, 'nowhere'), file),
  'a folder': (file) => mkdirSync(file),
  'a file': (file) => cpSync(path.join(given, path.basename(file)), file),
  ...(isRoot
    ? {
        'someone else’s file': (file: string) => {
          cpSync(path.join(given, path.basename(file)), file);
          chownSync(file, NOBODY, NOBODY);
        },
      }
    : {}),
};

test.each(Object.entries(OBSTACLES))('%s has the name', async (what, put) => {
  const names = ['app.test-key.pem', 'app.test.pem', 'app.test-fullchain.pem'];
  const cases = names.flatMap((name) =>
    (['fail', 'rename'] as const).map((onExisting) => ({ onExisting, prepare: (folder: string) => put(path.join(folder, name)) })),
  );
  const replacing = names.map((name) => ({ onExisting: 'replace' as const, prepare: (folder: string) => put(path.join(folder, name)) }));
  await expectCalm(
    `${what} has the name`,
    what === 'a file' ? cases : [...cases, ...replacing],
    /is there already and was not touched|is a link|is a folder|belongs to another user/,
  );
});

test('a folder of someone else', async () => {
  const prepare = (folder: string) => (isRoot ? chownSync(folder, NOBODY, NOBODY) : cpSync(given, folder, { recursive: true }));
  await expectCalm('a folder of someone else', [{ prepare }], /you may not write there|is there already/);
});
