/** Virtual hosts of every pattern on every platform: the real httpd takes them, and our own checker has nothing to say. */
import { execFile } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { PATTERNS, type Pattern } from '../../client/src/scaffolds/httpd/patternNames.ts';
import { PLATFORMS } from '../../client/src/scaffolds/httpd/platforms.ts';
import type { VirtualHostOptions } from '../../client/src/scaffolds/httpd/site.ts';
import { virtualHost } from '../../client/src/scaffolds/httpd/virtualHost.ts';
import { apacheIsAsked, findApache } from '../kit/apache.ts';
import { checkAlone } from '../kit/configuration.ts';
import { Pki } from '../kit/pki.ts';
import { optionsOn, type Placed, placed } from './platforms.ts';

const patterns = Object.keys(PATTERNS) as Pattern[];
const EVERYWHERE = PLATFORMS.flatMap((platform) => patterns.map((pattern) => [pattern, platform] as const));

describe.runIf(apacheIsAsked())('httpd takes, and the checker has nothing to say about', () => {
  test.each(EVERYWHERE)('%s on %s, with all that it can have', async (pattern, platform) => {
    const { script } = optionsOn(platform, { pattern });
    const all = { aliases: ['www.blog.test'], staticFolder: script.replace('app.wsgi', 'static'), tlsProfile: 'modern' } as const;
    const options = optionsOn(platform, { pattern, ...all });
    await withSite(options, 'there', expectClean);
    expect(checkAlone(virtualHost(options)[0].text)).toEqual([]);
  });

  test.each(patterns)('%s with the least that it needs', async (pattern) => {
    const { pythonHome: _, ...options } = optionsOn('debian', { pattern });
    await withSite(options, 'there', expectClean);
  });

  test('lets-encrypt before there is a certificate', () => withSite(optionsOn('debian', { pattern: 'lets-encrypt' }), 'to come', expectClean));
});

async function withSite<T>(options: VirtualHostOptions, certificates: 'there' | 'to come', work: (site: Placed) => Promise<T>): Promise<T> {
  const pki = new Pki();
  try {
    return await work(await placed(pki, options, certificates));
  } finally {
    pki.remove();
  }
}

async function expectClean(site: Placed): Promise<void> {
  expect(await configtest(site)).toBe('Syntax OK\n');
  expect(site.findings()).toEqual([]);
}

/** What `apache2 -t` prints. */
function configtest({ main, environment }: Placed): Promise<string> {
  const env = { PATH: process.env.PATH, ...environment };
  return new Promise((resolve) => execFile(findApache()!.binary, ['-t', '-f', main], { env }, (_, __, stderr) => resolve(stderr)));
}
