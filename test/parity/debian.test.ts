/** Debian's own configuration with everything enabled that goes together, copied with its links: both judges take it. */
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apacheIsAsked, inTemporaryFolder, moduleNames, type ProcessModel } from '../kit/apache.ts';
import { Pki } from '../kit/pki.ts';
import { httpdSays } from './httpd.ts';
import { weSay } from './ours.ts';
import { MAIN } from './tree.ts';

const INSTALLED_FOLDER = '/etc/apache2';

/** Copies the configuration below `root` and enables all modules of a process model, all sites and all other parts. */
async function allEnabled(root: string, model: ProcessModel): Promise<void> {
  await cp(INSTALLED_FOLDER, root, { recursive: true, verbatimSymlinks: true });
  await rm(join(root, 'mods-enabled'), { recursive: true });
  await mkdir(join(root, 'mods-enabled'));
  for (const name of moduleNames(model)) {
    await enable(root, 'mods', `${name}.load`);
    await enable(root, 'mods', `${name}.conf`);
  }
  for (const kind of ['conf', 'sites']) for (const file of await readdir(join(root, `${kind}-available`))) await enable(root, kind, file);
  const site = join(root, 'sites-available/default-ssl.conf');
  const pki = new Pki();
  await writeFile(join(root, 'snakeoil.pem'), pki.pem({ certificates: [{}], key: 'EC 1' }));
  pki.remove();
  // made by the package ssl-cert, which need not be there
  await writeFile(site, (await readFile(site, 'utf8')).replaceAll(/\/etc\/ssl\/\S+snakeoil\.\w+/g, join(root, 'snakeoil.pem')));
  const main = join(root, MAIN);
  await writeFile(main, `ServerRoot "${root}"\nServerName localhost\n${await readFile(main, 'utf8')}`);
}

/** Links a file as a2enmod and its relatives do; what is not there, or linked already, stays as it is. */
async function enable(root: string, kind: string, file: string): Promise<void> {
  const available = await readdir(join(root, `${kind}-available`));
  if (!available.includes(file)) return;
  await symlink(`../${kind}-available/${file}`, join(root, `${kind}-enabled`, file)).catch(ignoreIfLinked);
}

function ignoreIfLinked(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

describe.skipIf(!apacheIsAsked())('Debian’s configuration with everything enabled', () => {
  test.each<ProcessModel>(['event', 'worker', 'prefork'])('%s', (model) =>
    inTemporaryFolder(async (root) => {
      await allEnabled(root, model);
      const httpd = await httpdSays(root);
      const ours = weSay(root);
      expect({ refuses: ours.refuses, words: ours.words }, httpd.words).toEqual({ refuses: false, words: '' });
      expect(httpd.refuses, httpd.words).toBe(false);
    }),
  );
});
