/** Publishing on a file system that knows no second name for a file, such as FAT: still nothing is overwritten, and keys stay private. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { type OnExisting, publish } from '../../client/src/certificates/publish.ts';
import { hostIn, refusal } from '../kit/issuing.ts';

vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  link: () => Promise.reject(Object.assign(new Error('operation not permitted'), { code: 'EPERM' })),
}));

const root = mkdtempSync(path.join(tmpdir(), 'issuing-links-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(root, 'case-'));
});

function published(onExisting: OnExisting) {
  const files = [
    { path: path.join(folder, 'app-key.pem'), content: 'new key', secret: true },
    { path: path.join(folder, 'app.pem'), content: 'new certificate', secret: false },
  ];
  return publish(files, { onExisting, host: hostIn(root, { now: () => Date.UTC(2026, 0, 2) }) });
}

const contents = () => Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
const modeOf = (name: string) => statSync(path.join(folder, name)).mode & 0o777;

test('new files are written, the key for the user alone', async () => {
  await published('fail');
  expect(contents()).toEqual({ 'app-key.pem': 'new key', 'app.pem': 'new certificate' });
  expect(modeOf('app-key.pem')).toBe(0o600);
});

test('a file that is there stops it or leads to another name', async () => {
  writeFileSync(path.join(folder, 'app.pem'), 'old');
  expect(await refusal(published('fail'))).toContain('app.pem is there already');
  expect(contents()).toEqual({ 'app.pem': 'old' });
  await published('rename');
  expect(contents()).toEqual({ 'app.pem': 'old', 'app-2-key.pem': 'new key', 'app-2.pem': 'new certificate' });
});

test('a file that is replaced is kept, a key for the user alone', async () => {
  writeFileSync(path.join(folder, 'app-key.pem'), 'old key', { mode: 0o644 });
  await published('replace');
  expect(contents()).toEqual({ 'app-key.pem': 'new key', 'app.pem': 'new certificate', 'app.backup-20260102T000000Z-key.pem': 'old key' });
  expect(modeOf('app.backup-20260102T000000Z-key.pem')).toBe(0o600);
});
