/** Single configurations, one for each way in which httpd refuses: our verdict, and that of the real httpd. */
import { beforeAll, describe, expect, test } from 'vitest';
import { apacheIsAsked, inTemporaryFolder } from '../kit/apache.ts';
import { inBatches } from '../kit/batches.ts';
import { Pki } from '../kit/pki.ts';
import { freePort } from '../kit/start.ts';
import { type ParityCase, PORT, treeOf } from './case.ts';
import { declaredCases } from './cases/declared.ts';
import { placesCases } from './cases/places.ts';
import { readingCases } from './cases/reading.ts';
import { startingCases } from './cases/starting.ts';
import { tagsCases } from './cases/tags.ts';
import { tlsCases } from './cases/tls.ts';
import { valuesCases } from './cases/values.ts';
import { writingCases } from './cases/writing.ts';
import { wsgi6Cases, wsgiCases } from './cases/wsgi.ts';
import { httpdSays, httpdStarts } from './httpd.ts';
import { INSTALLED, weSay } from './ours.ts';
import { writeTree } from './tree.ts';

const TABLES: Readonly<Record<string, readonly ParityCase[]>> = {
  tags: tagsCases,
  places: placesCases,
  writing: writingCases,
  reading: readingCases,
  values: valuesCases,
  declared: declaredCases,
  tls: tlsCases,
  wsgi: wsgiCases,
};

/** Certificates and keys that the cases name, by file. */
let tls: ReadonlyMap<string, string> = new Map();

beforeAll(() => {
  const pki = new Pki();
  tls = new Map([
    ['tls/blog.crt', pki.pem({ certificates: [{ key: 'EC 1' }] })],
    ['tls/blog.key', pki.pem({ key: 'EC 1' })],
    ['tls/shop.crt', pki.pem({ certificates: [{ key: 'EC 2', names: ['shop.test'] }] })],
    ['tls/shop.key', pki.pem({ key: 'EC 2' })],
    ['tls/both.pem', pki.pem({ certificates: [{ key: 'EC 1' }], key: 'EC 1' })],
    ['tls/weak.crt', pki.pem({ certificates: [{ key: 'RSA-1024 1' }] })],
    ['tls/weak.key', pki.pem({ key: 'RSA-1024 1' })],
    ['tls/locked.key', pki.pem({ key: 'EC 1', encrypted: true })],
  ]);
  pki.remove();
});

/** Lays a case on the disk for `work`; its text brings its own Listen where it names the port. */
function laidOut<T>([, text]: ParityCase, work: (root: string) => T | Promise<T>): Promise<T> {
  return inTemporaryFolder(async (root) => {
    const port = String(await freePort());
    await writeTree(treeOf(text.replaceAll(PORT, port), tls, /@PORT@|^$/.test(text) ? '' : undefined), root);
    return work(root);
  });
}

const verdictOf = (refuses: boolean | null) => (refuses === null ? 'not asked' : refuses ? 'refuses' : 'starts');

describe.each(Object.entries(TABLES))('%s', (_, cases) => {
  test.each(cases)('%s: %s', async (verdict, text) => {
    const ours = await laidOut([verdict, text], (root) => weSay(root));
    expect(verdictOf(ours.refuses), ours.words).toBe(verdict);
  });

  test.runIf(apacheIsAsked())('the real httpd agrees', async () => {
    const wrong = await inBatches(cases, async (single) => {
      const { refuses, words } = await laidOut(single, httpdSays);
      return verdictOf(refuses) === single[0] ? [] : [`${single[1]}\n${words}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe('at start', () => {
  test.each(startingCases)('%s: %s', async (verdict, text) => {
    const ours = await laidOut([verdict, text], (root) => weSay(root));
    expect(verdictOf(ours.refuses), ours.words).toBe(verdict);
  });

  test.runIf(apacheIsAsked())('the real httpd agrees', async () => {
    const wrong = await inBatches(startingCases, async (single) => {
      const { refuses, words } = await laidOut(single, async (root) => {
        const tested = await httpdSays(root);
        return tested.refuses === false ? httpdStarts(root) : tested;
      });
      return verdictOf(refuses) === single[0] ? [] : [`${single[1]}\n${words}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe('mod_wsgi 6', () => {
  test.each(wsgi6Cases)('%s: %s', async (verdict, text) => {
    const ours = await laidOut([verdict, text], (root) => weSay(root, { ...INSTALLED, modWsgi: '6.0.5' }));
    expect(verdictOf(ours.refuses), ours.words).toBe(verdict);
  });
});
