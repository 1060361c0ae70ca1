/** Options as keybindings and tasks may hold them, names of files, cancelling, and several at once. */
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type Created, createCertificate } from '../../client/src/certificates/create.ts';
import type { Host } from '../../client/src/certificates/host.ts';
import { keyTypeOf } from '../../client/src/certificates/keys.ts';
import type { CreateOptions } from '../../client/src/certificates/options.ts';
import { hostIn, refusal } from '../kit/issuing.ts';
import { isPair } from './faults/state.ts';

const root = mkdtempSync(path.join(tmpdir(), 'issuing-create-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
let host: Host;
beforeEach(() => {
  const own = mkdtempSync(path.join(root, 'case-'));
  folder = path.join(own, 'certificates');
  host = hostIn(own, { env: { ...process.env, CAROOT: path.join(own, 'mkcert') } });
});

function create(options: Partial<CreateOptions> = {}, on = host): Promise<Created> {
  return createCertificate({ names: ['app.test'], folder, maker: 'builtin', keyType: 'ecdsa-p256', ...options }, on);
}

describe('options', () => {
  test.each<[unknown, string]>([
    [{ names: 'app.test' }, 'The option names is a list of names, such as ["app.test", "localhost"].'],
    [{ names: [1] }, 'The option names is a list'],
    [{ names: [] }, 'needs at least one name'],
    [{ permit: ['*.test'] }, 'covers a whole top level'],
    [{ maker: 'make' }, 'The option maker is one of builtin, mkcert, openssl, not “make”.'],
    [{ maker: 'constructor' }, 'The option maker is one of'],
    [{ keyType: 'dsa' }, 'The option keyType is one of rsa-2048'],
    [{ onExisting: 'overwrite' }, 'The option onExisting is one of fail, rename, replace'],
    [{ folder: 'certificates' }, 'The option folder is an absolute path'],
    [{ folder: undefined }, 'The option folder is an absolute path'],
    [{ folder: '/a\0b' }, 'The option folder is an absolute path'],
    [{ fileName: '../app' }, 'cannot be the name of a file everywhere'],
    [{ fileName: '' }, 'cannot be the name'],
    [{ fileName: '.app' }, 'cannot be the name'],
    [{ fileName: 'app.' }, 'cannot be the name'],
    [{ fileName: 'a\nb' }, 'cannot be the name'],
    [{ fileName: 'a:b' }, 'cannot be the name'],
    [{ fileName: 'nul' }, 'cannot be the name'],
    [{ fileName: 3 }, 'cannot be the name'],
  ])('%j are refused', async (options, reason) => {
    expect(await refusal(create(options as Partial<CreateOptions>))).toContain(reason);
    expect(existsSync(folder)).toBe(false);
  });

  test.each<[Partial<CreateOptions>, string]>([
    [{ names: ['*.app.test'] }, '_wildcard.app.test'],
    [{ names: ['::1'] }, '__1'],
    [{ names: ['nul.test'] }, '_nul.test'],
    [
      {
        names: [
          ['a', 'b', 'c', 'd']
            .map((letter) => `${letter.repeat(60)}.`)
            .join('')
            .concat('test'),
        ],
      },
      ['a', 'b', 'c', 'd']
        .map((letter) => letter.repeat(60))
        .join('.')
        .slice(0, 200),
    ],
    [{ fileName: 'Mein Gerät' }, 'Mein Gerät'],
    [{ fileName: 'site.pem' }, 'site'],
  ])('%j make files of their name', async (options, base) => {
    await create(options);
    expect(readdirSync(folder).sort()).toEqual([`${base}-fullchain.pem`, `${base}-key.pem`, `${base}.pem`]);
  });

  test('of a maker that is not said otherwise make an RSA key and 397 days', async () => {
    const made = await createCertificate({ names: ['app.test'], folder, maker: 'builtin' }, host);
    const leaf = new X509Certificate(readFileSync(made.certificate));
    expect(keyTypeOf(leaf.publicKey)).toBe('rsa-2048');
    expect(Math.round((Date.parse(leaf.validTo) - Date.now()) / 86_400_000)).toBe(397);
  });
});

describe('files that are there', () => {
  test('stop it before a key is made', async () => {
    const { certificate } = await create();
    const steps: string[] = [];
    expect(await refusal(create({}, { ...host, progress: (step) => steps.push(step) }))).toContain(
      `${path.dirname(certificate)}/app.test.pem is there already`,
    );
    expect(steps).toEqual([]);
  });

  test('are stepped around or replaced as asked', async () => {
    await create();
    expect((await create({ onExisting: 'rename' })).privateKey).toBe(path.join(folder, 'app.test-2-key.pem'));
    expect((await create({ onExisting: 'replace' })).backups).toHaveLength(3);
  });
});

describe('cancelling', () => {
  test('before it begins', async () => {
    expect(await refusal(create({}, { ...host, signal: AbortSignal.abort() }))).toBe('Cancelled. Nothing was written.');
    expect(existsSync(folder)).toBe(false);
  });

  test.each(['Making the local authority', 'Making the private key', 'Checking what was made'])('while it says “%s”', async (moment) => {
    const stop = new AbortController();
    const progress = (step: string) => (step === moment ? stop.abort() : undefined);
    expect(await refusal(create({ keyType: 'rsa-4096' }, { ...host, signal: stop.signal, progress }))).toBe('Cancelled. Nothing was written.');
    expect(existsSync(folder)).toBe(false);
  });
});

test('cancelling while a key is made does not wait for it', async () => {
  const stop = new AbortController();
  const steps: string[] = [];
  const progress = (step: string) => {
    steps.push(step);
    if (step === 'Making the private key') setImmediate(() => stop.abort());
  };
  expect(await refusal(create({ keyType: 'rsa-4096' }, { ...host, signal: stop.signal, progress }))).toBe('Cancelled. Nothing was written.');
  expect(steps.at(-1)).toBe('Making the private key');
});

describe('several at once', () => {
  const five = (onExisting: 'fail' | 'rename' | 'replace') => Promise.allSettled(Array.from({ length: 5 }, () => create({ onExisting })));
  const pairs = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('-key.pem'))
      .map((name) => path.join(folder, name.replace(/-key\.pem$/, '')));

  test('for the same name: one gets it', async () => {
    const results = await five('fail');
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(pairs().map(isPair)).toEqual([true]);
  });

  test('that replace each other: one after the other, no pair is torn apart', async () => {
    const results = await five('replace');
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(pairs().map(isPair)).toEqual([true, true, true, true, true]);
  });

  test('that step aside: each gets a name', async () => {
    const results = await five('rename');
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(pairs().map(isPair)).toEqual([true, true, true, true, true]);
  });
});

test.each(['builtin', 'mkcert', 'openssl'] as const)('%s tells what it is doing', async (maker) => {
  const steps: string[] = [];
  await create({ maker }, { ...host, progress: (step) => steps.push(step) });
  expect(steps.slice(-2)).toEqual(['Checking what was made', 'Writing the files']);
  expect(steps.length).toBeGreaterThan(2);
});
