/** Databases of NSS, in which Chromium and Firefox on Linux keep what their user trusts; read with its certutil. */
import { X509Certificate } from 'node:crypto';
import type { Host } from './host.ts';
import { pemBlocks } from './pemBlocks.ts';
import { type Program, runProgram } from './processes.ts';

/** A certificate of a database and what it is trusted for, in certutil's letters for servers (`C` for an authority, `p` for distrust). */
export interface Entry {
  readonly certificate: X509Certificate;
  readonly flags: string;
}

/** How many names of a database are looked at. */
const ENTRY_LIMIT = 200;
/** A line of the list: a name, and trust for servers, e-mail and code. */
const LINE = /^(\S.*?)\s+([a-zA-Z]*),[a-zA-Z]*,[a-zA-Z]*\s*$/gm;

/** All certificates of a database; `folder` is a private one to run in. */
export async function databaseEntries(certutil: Program, database: string, folder: string, host: Host): Promise<readonly Entry[]> {
  const list = (...args: readonly string[]) => runProgram(certutil, { args: ['-L', '-d', `sql:${database}`, ...args], folder }, host);
  const { stdout } = await list();
  const entries: Entry[] = [];
  for (const [, name = '', flags = ''] of [...stdout.matchAll(LINE)].slice(0, ENTRY_LIMIT)) {
    const { stdout: pem } = await list('-n', name, '-a');
    for (const { der } of pemBlocks(Buffer.from(pem))) entries.push({ certificate: new X509Certificate(der), flags });
  }
  return entries;
}
