/** Whether a key could be committed: Git itself is asked, and Git itself judges the line that is proposed. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { gitAdvice, ignoreLine } from '../../client/src/certificates/gitignore.ts';
import { hostIn } from '../kit/issuing.ts';

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'certificates-git-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const host = hostIn(path.join(folder, 'nowhere'));
const tree = path.join(folder, 'tree');
const git = (...args: string[]) => execFileSync('git', ['-C', tree, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
mkdirSync(tree);
git('init', '-q');

function write(name: string): string {
  const file = path.join(tree, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, 'secret');
  return file;
}

describe('a key', () => {
  test('in a work tree is to be ignored, by a line of its own', async () => {
    const advice = { state: 'untracked', ignoreFile: path.join(tree, '.gitignore'), line: '/certs/app.test-key.pem' };
    expect(await gitAdvice(write('certs/app.test-key.pem'), host)).toEqual(advice);
    symlinkSync(path.join(tree, 'certs'), path.join(folder, 'link'));
    expect(await gitAdvice(path.join(folder, 'link/app.test-key.pem'), host)).toEqual(advice);
  });

  test('that is ignored needs nothing', async () => {
    const file = write('ignored/a-key.pem');
    writeFileSync(path.join(tree, 'ignored/.gitignore'), '*-key.pem\n');
    expect(await gitAdvice(file, host)).toMatchObject({ state: 'ignored', line: null });
  });

  test('that is committed is told, since no line takes it back', async () => {
    const file = write('committed-key.pem');
    git('add', '-f', 'committed-key.pem');
    expect(await gitAdvice(file, host)).toMatchObject({ state: 'tracked', line: null });
  });

  test('elsewhere, or where there is no Git, is not advised on', async () => {
    const file = path.join(folder, 'alone-key.pem');
    writeFileSync(file, 'secret');
    expect(await gitAdvice(file, host)).toEqual({ state: 'outside', ignoreFile: null, line: null });
    expect(await gitAdvice(write('b-key.pem'), { ...host, env: { PATH: '' } })).toMatchObject({ state: 'outside' });
    expect(await gitAdvice(path.join(folder, 'none/key.pem'), host)).toMatchObject({ state: 'outside' });
  });

  test('starts no program that the repository names', async () => {
    const hit = path.join(folder, 'hit');
    const program = path.join(tree, 'watch.sh');
    writeFileSync(program, `#!/bin/sh\ntouch '${hit}'\n`, { mode: 0o755 });
    git('config', 'core.fsmonitor', program);
    expect(await gitAdvice(write('c-key.pem'), host)).toMatchObject({ state: 'untracked' });
    expect(existsSync(hit)).toBe(false);
    git('status');
    expect(existsSync(hit)).toBe(true);
    git('config', '--unset', 'core.fsmonitor');
  });
});

describe('the line', () => {
  test('makes Git ignore that file and no other, whatever its name', async () => {
    const sign = fc.constantFrom(...`*?[]!#\\ "'$-é\u{1f512}abc.`);
    const names = fc.string({ unit: sign, minLength: 1, maxLength: 12 }).filter((name) => !/^\.*$/.test(name) && name !== '.git');
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const file = write(path.join(`f ${name}`, name));
        const other = write(path.join(`f ${name}`, `${name}x`));
        writeFileSync(path.join(tree, '.gitignore'), '');
        const advice = await gitAdvice(file, host);
        expect(advice.state).toBe('untracked');
        writeFileSync(advice.ignoreFile!, `${advice.line}\n`);
        expect((await gitAdvice(file, host)).state).toBe('ignored');
        expect((await gitAdvice(other, host)).state).toBe('untracked');
      }),
      { numRuns: 25, examples: [['!a'], ['#a'], ['a '], ['[ab]'], ['*'], ['\\']] },
    );
  });

  test('cannot be written for a name of two lines', () => {
    expect(ignoreLine('a\nb')).toBeNull();
  });
});
