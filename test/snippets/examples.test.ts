/** The example workspace keeps its word: Apache accepts the right files, and refuses the one full of mistakes. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { configtest, findApache, inTemporaryFolder } from '../kit/apache.ts';
import { moveBelow } from './paths.ts';

const folder = new URL('../../examples/apache2/sites-available/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.conf'));

describe.runIf(findApache() !== null)('examples', () => {
  test.each(files)('%s', { timeout: 30_000 }, async (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8').replaceAll('${APACHE_LOG_DIR}', '/var/log/apache2');
    await inTemporaryFolder(async (below) => {
      const { ok, stderr } = await configtest(await moveBelow(below, text));
      expect(ok, stderr).toBe(!name.includes('mistakes'));
    });
  });
});
