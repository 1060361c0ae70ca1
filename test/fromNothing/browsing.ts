/** Chromium before a site, by its own address: what it shows while it trusts the local authority, or nobody. */
import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inTemporaryFolder } from '../kit/apache.ts';
import { environmentIn } from '../kit/browser.ts';
import { startChromiumAt } from '../kit/chromium.ts';

/** The home folder in which the authority is trusted by the commands of the extension. */
const TRUSTING = process.env.TRUSTING_HOME ?? '';

/** What a browser is to open. */
export interface Visit {
  readonly url: string;
  /** Which port of the loopback address stands for which of the site's. */
  readonly ports: ReadonlyMap<string, number>;
  /** `local` where it trusts the local authority; else the one authority that it trusts, PEM, or nobody. */
  readonly trusts: 'local' | 'nobody' | { readonly authority: string };
}

/** The text of the page, or the code of the error that Chromium shows in its place. A page that comes without TLS is an error. */
export function shownText({ url, ports, trusts }: Visit): Promise<string> {
  return inTemporaryFolder(async (home) => {
    if (trusts === 'local') await cp(path.join(TRUSTING, '.pki'), path.join(home, '.pki'), { recursive: true });
    else if (trusts !== 'nobody') await trust(home, trusts.authority);
    const places = new Map([...ports].map(([port, led]) => [`${new URL(url).hostname}:${port}`, led]));
    const { open, close } = await startChromiumAt(home, places);
    try {
      return await open(url);
    } finally {
      await close();
    }
  });
}

/** What the application says of itself on the page that Chromium shows while it trusts the local authority. */
export async function shown(url: string, ports: ReadonlyMap<string, number>, trusts: Visit['trusts'] = 'local'): Promise<Record<string, unknown>> {
  return said(await shownText({ url, ports, trusts }));
}

/** What an application says of itself. */
export function said(text: string): Record<string, unknown> {
  if (text.startsWith('{')) return JSON.parse(text);
  throw new Error(text);
}

async function trust(home: string, authority: string): Promise<void> {
  const [database, file] = [path.join(home, '.pki/nssdb'), path.join(home, 'authority.pem')];
  await mkdir(database, { recursive: true });
  await writeFile(file, authority);
  const certutil = (...args: readonly string[]) => promisify(execFile)('certutil', ['-d', `sql:${database}`, ...args], { env: environmentIn(home) });
  await certutil('-N', '--empty-password');
  await certutil('-A', '-n', 'test', '-t', 'C,,', '-i', file);
}
