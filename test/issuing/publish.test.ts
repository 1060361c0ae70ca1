/** Files appear whole under names that nothing else had, or not at all; keys are the user's alone. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../client/src/certificates/host.ts';
import { marked, type OnExisting, type OutputFile, publish } from '../../client/src/certificates/publish.ts';
import { hostIn, refusal } from '../kit/issuing.ts';
import { fakeTool } from './tools.ts';

const root = mkdtempSync(path.join(tmpdir(), 'issuing-publish-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(root, 'case-'));
});

const at = (name: string) => path.join(folder, name);

/** A key and a certificate with a content that tells which they are. */
function pair(content = 'new'): readonly OutputFile[] {
  return [
    { path: at('app-key.pem'), content: `key ${content}`, secret: true },
    { path: at('app.pem'), content: `certificate ${content}`, secret: false },
  ];
}

function published(onExisting: OnExisting, { files = pair(), host = hostIn(root) }: { files?: readonly OutputFile[]; host?: Host } = {}) {
  return publish(files, { onExisting, host });
}

/** Everything in the folder with its content. */
function contents(): Record<string, string> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, lstatSync(at(name)).isFile() ? readFileSync(at(name), 'utf8') : '(no file)']));
}

const mode = (file: string) => statSync(file).mode & 0o777;

test('new files are whole, the key for the user alone, in a folder made for them', async () => {
  const deep = (name: string) => path.join(folder, 'a/b', name);
  const files = [
    { path: deep('app-key.pem'), content: 'key', secret: true },
    { path: deep('app.pem'), content: new Uint8Array([1, 2]), secret: false },
  ];
  expect(await published('fail', { files })).toEqual({ paths: files.map((file) => file.path), backups: [], notes: [] });
  expect([mode(deep('app-key.pem')), mode(path.join(folder, 'a')), mode(path.join(folder, 'a/b'))]).toEqual([0o600, 0o700, 0o700]);
  expect(readdirSync(path.join(folder, 'a/b'))).toEqual(['app-key.pem', 'app.pem']);
  expect(readFileSync(deep('app.pem'))).toEqual(Buffer.from([1, 2]));
});

test('the key appears before the certificate', async () => {
  const seen = new Set<string | null>();
  const watcher = watch(folder, (_, name) => seen.add(name));
  await published('fail');
  await expect.poll(() => [...seen].filter((name) => name?.startsWith('app'))).toEqual(['app-key.pem', 'app.pem']);
  watcher.close();
});

test('files may go to several folders', async () => {
  const files = [
    { path: at('private/app-key.pem'), content: 'key', secret: true },
    { path: at('public/app.pem'), content: 'certificate', secret: false },
  ];
  await published('fail', { files });
  expect([readdirSync(at('private')), readdirSync(at('public'))]).toEqual([['app-key.pem'], ['app.pem']]);
});

describe('what is there already', () => {
  const obstacles: readonly (readonly [string, (file: string) => void])[] = [
    ['a file', (file) => writeFileSync(file, 'old')],
    ['a folder', (file) => mkdirSync(file)],
    ['a dangling link', (file) => symlinkSync(at('nowhere'), file)],
    ['a link', (file) => symlinkSync('/etc/hostname', file)],
  ];

  describe.each(obstacles)('as %s', (what, put) => {
    test.each(['app-key.pem', 'app.pem'])('stops everything, for %s', async (name) => {
      put(at(name));
      const before = contents();
      expect(await refusal(published('fail'))).toBe(
        `${at(name)} is there already and was not touched. Choose another name, or replace it: the old file is kept as a backup then.`,
      );
      expect(contents()).toEqual(before);
      expect(existsSync(at('nowhere'))).toBe(false);
    });

    test.each(['app-key.pem', 'app.pem'])('leads to another name for all, for %s', async (name) => {
      put(at(name));
      put(at(marked(name, '-2')));
      const before = contents();
      expect((await published('rename')).paths).toEqual([at('app-3-key.pem'), at('app-3.pem')]);
      expect(contents()).toEqual({ ...before, 'app-3-key.pem': 'key new', 'app-3.pem': 'certificate new' });
    });

    if (what === 'a file') return;
    test('is not replaced', async () => {
      writeFileSync(at('app-key.pem'), 'old key');
      put(at('app.pem'));
      const before = contents();
      expect(await refusal(published('replace'))).toMatch(/app\.pem is (?:a link|a folder), which is not replaced/);
      expect(contents()).toEqual(before);
      expect(existsSync(at('nowhere'))).toBe(false);
    });
  });

  test('is kept as a backup when it is replaced, a key more narrowly than before', async () => {
    writeFileSync(at('app-key.pem'), 'old key', { mode: 0o644 });
    writeFileSync(at('app.pem'), 'old certificate');
    const host = hostIn(root, { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) });
    const first = await published('replace', { host });
    expect(first.backups).toEqual([at('app.backup-20260102T030405Z-key.pem'), at('app.backup-20260102T030405Z.pem')]);
    await published('replace', { host, files: pair('newest') });
    expect(contents()).toEqual({
      'app-key.pem': 'key newest',
      'app.pem': 'certificate newest',
      'app.backup-20260102T030405Z-key.pem': 'old key',
      'app.backup-20260102T030405Z.pem': 'old certificate',
      'app.backup-20260102T030405Z-2-key.pem': 'key new',
      'app.backup-20260102T030405Z-2.pem': 'certificate new',
    });
    const keys = readdirSync(folder).filter((name) => name.endsWith('-key.pem'));
    expect(keys.map((name) => mode(at(name)))).toEqual([0o600, 0o600, 0o600]);
  });

  test('may be missing in part when it is replaced', async () => {
    writeFileSync(at('app.pem'), 'old certificate');
    expect((await published('replace')).backups).toHaveLength(1);
    expect(contents()).toMatchObject({ 'app-key.pem': 'key new', 'app.pem': 'certificate new' });
  });
});

describe('a folder', () => {
  test('that is a file is refused', async () => {
    writeFileSync(at('file'), '');
    const files = [{ path: at('file/app.pem'), content: '', secret: false }];
    expect(await refusal(published('fail', { files }))).toContain(`The folder ${at('file')} cannot be used`);
  });

  test('that others may write to is told of', async () => {
    chmodSync(folder, 0o777);
    expect((await published('fail')).notes).toEqual([`Other users may write to ${folder}, and so replace the files in it. Narrow it: chmod go-w ${folder}`]);
    chmodSync(folder, 0o1777);
    expect((await published('rename')).notes).toEqual([]);
  });

  test('made for files that could not be written is gone again', async () => {
    const files = [
      { path: at('a/b/app-key.pem'), content: 'key', secret: true },
      { path: at('app.pem'), content: 'certificate', secret: false },
    ];
    writeFileSync(at('app.pem'), 'old');
    await refusal(published('fail', { files }));
    expect(contents()).toEqual({ 'app.pem': 'old' });
  });

  test('of a process that was killed is cleared away an hour later, what others named alike is not', async () => {
    for (const name of ['.certificates-old', '.certificates-now']) mkdirSync(at(name));
    writeFileSync(at('.certificates-old/app-key.pem'), 'key');
    writeFileSync(at('.certificates-file'), '');
    const old = Date.now() / 1000 - 3700;
    for (const name of ['.certificates-old', '.certificates-file']) utimesSync(at(name), old, old);
    await published('fail');
    expect(readdirSync(folder)).toEqual(['.certificates-file', '.certificates-now', 'app-key.pem', 'app.pem']);
  });
});

describe('on Windows', () => {
  const windows = (script: string) => {
    fakeTool(at('System32'), 'icacls.exe', script);
    return hostIn(root, { platform: 'win32', env: { SystemRoot: folder, USERDOMAIN: 'OFFICE', USERNAME: 'kim', PATH: '' } });
  };

  test('the private folder and the key are narrowed to the user while they are empty', async () => {
    const host = windows(
      `if [ -d "$1" ]; then /bin/ls -A "$1" | /usr/bin/wc -l; else /usr/bin/wc -c < "$1"; fi >> '${at('log')}'; printf '%s\\n' "$*" >> '${at('log')}'`,
    );
    expect((await published('fail', { host })).notes).toEqual([]);
    expect(readFileSync(at('log'), 'utf8').replaceAll(folder, '')).toMatch(
      /^0\n\/\.certificates-\w+ \/inheritance:r \/grant:r OFFICE\\kim:\(OI\)\(CI\)F\n0\n\/\.certificates-\w+\/app-key\.pem \/inheritance:r \/grant:r OFFICE\\kim:F\n$/,
    );
  });

  test('somebody is told when it was not', async () => {
    expect((await published('fail', { host: windows('exit 5') })).notes).toEqual([expect.stringContaining('was not narrowed to you')]);
    expect(contents()).toMatchObject({ 'app-key.pem': 'key new' });
  });
});

test.each([
  ['app.test-key.pem', 'app.test-2-key.pem'],
  ['app.test-fullchain.pem', 'app.test-2-fullchain.pem'],
  ['app.test.pem', 'app.test-2.pem'],
  ['app.test', 'app.test-2'],
  ['server.key', 'server-2.key'],
])('%s with a mark is %s', (name, expected) => {
  expect(marked(`/x/${name}`, '-2')).toBe(`/x/${expected}`);
});
