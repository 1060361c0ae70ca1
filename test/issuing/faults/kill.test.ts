/**
 * Killed at two hundred random moments of issuing. Whatever the moment: no key is readable by others, no file under its final
 * name is lost or half, no certificate is without its key, and the next attempt works.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCertificate } from '../../../client/src/certificates/create.ts';
import type { MakerId } from '../../../client/src/certificates/makers/index.ts';
import type { CreateOptions } from '../../../client/src/certificates/options.ts';
import { inBatches } from '../../kit/batches.ts';
import { hostIn } from '../../kit/issuing.ts';
import { bundled, issuer } from './child.ts';
import type { Job } from './issuer.ts';
import { isPair, table, wrongs } from './state.ts';

interface Way {
  readonly title: string;
  readonly maker: MakerId;
  readonly onExisting: NonNullable<CreateOptions['onExisting']>;
  readonly newAuthority: boolean;
  /** From when on the moment is chosen. */
  readonly from: 'start' | 'writing';
  readonly kills: number;
}

const WAYS: readonly Way[] = [
  { title: 'builtin with a new authority', maker: 'builtin', onExisting: 'fail', newAuthority: true, from: 'start', kills: 50 },
  { title: 'builtin', maker: 'builtin', onExisting: 'fail', newAuthority: false, from: 'start', kills: 20 },
  { title: 'builtin, writing', maker: 'builtin', onExisting: 'fail', newAuthority: false, from: 'writing', kills: 40 },
  { title: 'builtin, replacing', maker: 'builtin', onExisting: 'replace', newAuthority: false, from: 'writing', kills: 40 },
  { title: 'openssl', maker: 'openssl', onExisting: 'fail', newAuthority: false, from: 'start', kills: 25 },
  { title: 'mkcert', maker: 'mkcert', onExisting: 'fail', newAuthority: false, from: 'start', kills: 25 },
];

const root = mkdtempSync(path.join(tmpdir(), 'issuing-kill-'));
const env = { ...process.env, CAROOT: path.join(root, 'mkcert') };
const given = path.join(root, 'given');
const host = hostIn(root, { env });
let program: string;
beforeAll(async () => {
  program = await bundled(root);
  for (const maker of ['builtin', 'mkcert'] as const)
    await createCertificate({ names: ['app.test'], folder: given, maker, fileName: `old-${maker}`, keyType: 'ecdsa-p256' }, host);
});
afterAll(() => rmSync(root, { recursive: true, maxRetries: 5 }));

const ENDS = ['.pem', '-key.pem', '-fullchain.pem'];
const content = (folder: string, name: string) => readFileSync(path.join(folder, name), 'utf8');
const old = (end: string) => content(given, `old-builtin${end}`);

/** A folder and a job for one attempt. */
function prepared({ maker, onExisting, newAuthority }: Way): Job {
  const folder = mkdtempSync(path.join(root, 'attempt-'));
  const authorities = newAuthority ? path.join(folder, 'authorities') : host.authorities;
  const target = path.join(folder, 'files');
  if (onExisting === 'replace') {
    mkdirSync(target);
    for (const end of ENDS) cpSync(path.join(given, `old-builtin${end}`), path.join(target, `app.test${end}`));
  }
  return { options: { names: ['app.test'], folder: target, maker, keyType: 'ecdsa-p256', onExisting }, authorities };
}

/** Milliseconds that issuing, or its writing, takes in a process of its own when nobody interferes. */
async function duration(way: Way): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < 3; round++) {
    const { begin, result } = await issuer(program, prepared(way), { env });
    begin();
    const said = await result;
    if (said === null || !('took' in said)) throw new Error(`issuing fails undisturbed: ${said?.message}`);
    took.push(way.from === 'start' ? said.took : said.wrote);
  }
  return way.from === 'start' ? Math.max(...took) : Math.min(...took);
}

/** How far it had come. */
function stage({ newAuthority, onExisting }: Way, { options, authorities }: Job): string {
  if (!existsSync(options.folder)) return 'nothing';
  const names = readdirSync(options.folder).filter((name) => name.startsWith('app.test'));
  if (onExisting === 'replace') return `${ENDS.length - ENDS.filter((end) => content(options.folder, `app.test${end}`) === old(end)).length} of 3 files new`;
  if (names.length > 0) return `${names.length} of 3 files`;
  return newAuthority && existsSync(path.join(authorities, 'development')) ? 'authority' : 'private folder';
}

/** What should not be so after a kill. */
async function harm({ onExisting, maker }: Way, { options, authorities }: Job): Promise<readonly string[]> {
  const { folder } = options;
  const found = existsSync(folder) ? [...wrongs(folder)] : [];
  if (existsSync(authorities)) found.push(...wrongs(authorities));
  const base = path.join(folder, 'app.test');
  if (onExisting === 'fail' && existsSync(`${base}.pem`) && !isPair(base)) found.push('a certificate is without its key');
  if (onExisting === 'replace') found.push(...lost(folder));
  const again = await createCertificate({ names: ['app.test'], folder, maker, keyType: 'ecdsa-p256', onExisting: 'rename' }, { ...host, authorities }).then(
    ({ certificate }) => (isPair(certificate.replace(/\.pem$/, '')) ? [] : ['the next attempt gives no pair']),
    (error: Error) => [`the next attempt fails: ${error.message}`],
  );
  return [...found, ...again];
}

/** Old files that are neither where they were nor backed up. */
function lost(folder: string): readonly string[] {
  const contents = readdirSync(folder)
    .filter((name) => name.endsWith('.pem'))
    .map((name) => content(folder, name));
  return ENDS.filter((end) => !contents.includes(old(end))).map((end) => `the old app.test${end} is lost`);
}

/** Kills a process after so many milliseconds; whether it was not done before. */
async function killed({ from }: Way, job: Job, moment: number): Promise<boolean> {
  const { begin, kill, result } = await issuer(program, from === 'start' ? job : { ...job, dieWhileWriting: moment }, { env });
  begin();
  if (from === 'start') await after(moment).then(kill);
  return (await result) === null;
}

/** Kills as often as said; gives a row for the table and the harm done. */
async function killedOften(way: Way): Promise<{ readonly row: readonly (string | number)[]; readonly harms: readonly string[] }> {
  const longest = await duration(way);
  const stages = new Map<string, number>();
  const harms: string[] = [];
  let late = 0;
  for (let kill = 0; kill < way.kills; kill++) {
    const job = prepared(way);
    late += (await killed(way, job, Math.random() * longest * 1.1)) ? 0 : 1;
    const reached = stage(way, job);
    stages.set(reached, (stages.get(reached) ?? 0) + 1);
    harms.push(...(await harm(way, job)).map((what) => `${way.title}: ${what}`));
  }
  const found = [...stages].sort().map(([name, count]) => `${name} ${count}`);
  return { row: [way.title, way.kills, late, harms.length, found.join(', ')], harms };
}

test('killed at two hundred random moments, issuing does no harm', async () => {
  const results = await inBatches(WAYS, async (way) => [await killedOften(way)]);
  console.log(table([['killed while issuing by', 'kills', 'too late', 'harm', 'found afterwards'], ...results.map(({ row }) => row)]));
  expect(results.flatMap(({ harms }) => harms)).toEqual([]);
}, 600_000);
