/** A Debian machine below a temporary folder, on which a site that was made is brought live: checked by our checker, then served by the real Apache. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { PROFILES } from '../../client/src/scaffolds/httpd/platforms.ts';
import { inTemporaryFolder } from '../kit/apache.ts';
import { Place } from '../kit/checker.ts';
import { writeTree } from '../kit/realTree.ts';
import { type AskUrl, servingFiles } from '../kit/serving.ts';
import { LAYOUTS } from '../scaffolds/layouts.ts';
import type { ApacheSite } from './made.ts';

/** What is done while a site is up; ports are those of the site and the ones that stand for them. */
export type Work<T> = (ask: AskUrl, ports: ReadonlyMap<string, number>) => Promise<T>;

/** Checks a site without a finding and serves it; clients trust one authority, PEM. */
export function live<T>(site: ApacheSite, authority: string, work: Work<T>): Promise<T> {
  return inTemporaryFolder(async (folder) => {
    // the daemon's account has to get in
    await chmod(folder, 0o755);
    const files = await installed(folder, site);
    expect(await findings(folder)).toEqual([]);
    const [run, logs] = [path.join(folder, 'var/run/httpd'), path.join(folder, 'var/log/apache2')];
    const installation = { main: files[0]!, run, log: `${logs}/error.log`, environment: { APACHE_LOG_DIR: logs }, files, trusted: authority };
    return servingFiles(installation, work);
  });
}

/** Puts Apache and the site on the machine, the modules loaded that bring it live; gives the configuration's files, the main one first. */
async function installed(folder: string, { configuration, bringLive }: ApacheSite): Promise<string[]> {
  const { main, site, installed: files } = LAYOUTS.debian;
  const { challenges } = PROFILES.debian;
  const token = `${challenges}/.well-known/acme-challenge/token`;
  await writeTree(folder, { ...files(bringLive.join('\n')), '/etc/mime.types': 'text/css css\n', '/var/run/httpd/': '', [token]: 'proof\n' });
  await mkdir(path.dirname(path.join(folder, site)), { recursive: true });
  const text = await readFile(configuration, 'utf8');
  await writeFile(path.join(folder, site), text.replaceAll(challenges, path.join(folder, challenges)));
  return [main, '/etc/apache2/ports.conf', site].map((file) => path.join(folder, file));
}

/** What our checker says of the machine. */
async function findings(folder: string): Promise<string[]> {
  const found = await new Place(folder).findings(['--root', path.join(folder, LAYOUTS.debian.main), '--files', 'always', '--platform', 'debian']);
  return found.map(({ file, line, code, message }) => `${path.basename(file)}:${line} ${code} ${message}`);
}
