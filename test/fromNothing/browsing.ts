/** Chromium before a site, by its own address: what it shows while it trusts the local authority, or nobody. */
import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inTemporaryFolder } from '../kit/apache.ts';
import { environmentIn } from '../kit/browser.ts';
import { chromiumProgram, startChromiumAt } from '../kit/chromium.ts';
import { chromiumWithPolicies } from '../kit/chromiumPolicies.ts';

/** The home folder in which the authority is trusted by the commands of the extension. */
const TRUSTING = process.env.TRUSTING_HOME ?? '';

/** What a browser is to open. */
export interface Visit {
  readonly url: string;
  /** Which port of the loopback address stands for which of the site's. */
  readonly ports: ReadonlyMap<string, number>;
  /** The local authority unless told otherwise; another authority is given as PEM. */
  readonly trusts?: 'local' | 'nobody' | { readonly authority: string };
  /** The store of a client certificate, which is shown to the site. */
  readonly client?: { readonly store: string; readonly password: string };
}

/** The text of the page, or the code of the error that Chromium shows in its place. A page that comes without TLS is an error. */
export function shownText({ url, ports, trusts = 'local', client }: Visit): Promise<string> {
  return inTemporaryFolder(async (home) => {
    const database = path.join(home, '.pki/nssdb');
    if (trusts === 'local') await cp(path.join(TRUSTING, '.pki'), path.join(home, '.pki'), { recursive: true });
    else if (trusts !== 'nobody') await trust(home, database, trusts.authority);
    const program = client === undefined ? chromiumProgram() : await showing(home, database, client, url);
    const places = new Map([...ports].map(([port, led]) => [`${new URL(url).hostname}:${port}`, led]));
    const { open, close } = await startChromiumAt(program, home, places);
    try {
      return await open(url);
    } finally {
      await close();
    }
  });
}

/** What the application says of itself on the page that Chromium shows. */
export async function shown(url: string, ports: ReadonlyMap<string, number>, more: Pick<Visit, 'trusts' | 'client'> = {}): Promise<Record<string, unknown>> {
  return said(await shownText({ url, ports, ...more }));
}

/** What an application says of itself. */
export function said(text: string): Record<string, unknown> {
  if (text.startsWith('{')) return JSON.parse(text);
  throw new Error(text);
}

async function trust(home: string, database: string, authority: string): Promise<void> {
  const file = path.join(home, 'authority.pem');
  await mkdir(database, { recursive: true });
  await writeFile(file, authority);
  await nss(home, 'certutil', ['-d', `sql:${database}`, '-N', '--empty-password']);
  await nss(home, 'certutil', ['-d', `sql:${database}`, '-A', '-n', 'test', '-t', 'C,,', '-i', file]);
}

/** A program that is Chromium and shows a client's certificate to a site without asking which. */
async function showing(home: string, database: string, { store, password }: NonNullable<Visit['client']>, url: string): Promise<string> {
  await nss(home, 'pk12util', ['-i', store, '-d', `sql:${database}`, '-W', password, '-K', '']);
  return chromiumWithPolicies(home, { AutoSelectCertificateForUrls: [JSON.stringify({ pattern: new URL(url).origin, filter: {} })] });
}

/** Runs a program of NSS. */
async function nss(home: string, program: 'certutil' | 'pk12util', args: readonly string[]): Promise<void> {
  await promisify(execFile)(program, args, { env: environmentIn(home) });
}
