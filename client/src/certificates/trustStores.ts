/** The authorities that each store of this machine trusts: of the system, of Chromium and Firefox, of Node and of Python. Nothing of a store is changed. */
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Host } from './host.ts';
import { isSelfSigned } from './issuing.ts';
import { isDatabase, type Machine } from './machine.ts';
import { databaseEntries, type Entry } from './nssDatabase.ts';
import { CertificateProblem, stopIfCancelled } from './problem.ts';
import { findProgram, type Program, runProgram } from './processes.ts';
import { publicRoots } from './publicRoots.ts';
import { readCertificates } from './read.ts';
import { installNss } from './trustBrowsers.ts';
import type { StoreId } from './trustPlan.ts';

/** A store and what it trusts. */
export interface Store {
  readonly id: StoreId;
  readonly title: string;
  /** Authorities that are trusted for themselves. */
  readonly anchors: readonly X509Certificate[];
  /** Certificates that it has besides: they are used on the way, or are there and not trusted. */
  readonly others: readonly X509Certificate[];
}

/** A store that could not be looked into, and why. */
export interface UnknownStore {
  readonly id: StoreId;
  readonly title: string;
  readonly unknown: string;
}

/** Where stores are looked for. `folder` is a private one to run programs in. */
export interface Place {
  readonly host: Host;
  readonly machine: Machine;
  readonly folder: string;
}

/** What Node says of itself. */
interface NodeAnswer {
  readonly version: string;
  readonly roots: readonly string[];
  readonly usesSystem: boolean;
}

/** What Python says of itself. */
interface PythonAnswer {
  readonly version: string;
  readonly file: string | null;
  readonly folder: string | null;
  readonly certifi: string | null;
}

/** How long a program may take to say what it trusts, in milliseconds. */
const ANSWER_TIMEOUT = 20_000;

const ASK_NODE = `const tls = require('tls');
const ask = tls.getCACertificates;
const usesSystem = (process.config.target_defaults?.defines ?? []).includes('NODE_OPENSSL_CERT_STORE');
process.stdout.write(JSON.stringify({ version: process.version, roots: ask ? ask('default') : tls.rootCertificates, usesSystem }));`;
const ASK_PYTHON = `import json, ssl, sys
paths = ssl.get_default_verify_paths()
try:
    import certifi
    bundle = certifi.where()
except Exception:
    bundle = None
print(json.dumps({'version': sys.version.split()[0], 'file': paths.cafile, 'folder': paths.capath, 'certifi': bundle}))`;
/** How OpenSSL names the files of a folder that it looks authorities up in. */
const HASHED = /^[0-9a-f]{8}\.\d+$/;

/** Looks into every store of a machine and has `use` work with what was found; the private folder is there as long as that takes. */
export async function withStores<T>(machine: Machine, host: Host, use: (stores: readonly (Store | UnknownStore)[], place: Place) => Promise<T>): Promise<T> {
  const place: Place = { host: { timeout: ANSWER_TIMEOUT, ...host }, machine, folder: await mkdtemp(path.join(tmpdir(), 'trust-')) };
  try {
    const stores = await storesOf(place);
    stopIfCancelled(host.signal);
    return await use(stores, place);
  } finally {
    await rm(place.folder, { recursive: true, force: true });
  }
}

async function storesOf(place: Place): Promise<readonly (Store | UnknownStore)[]> {
  const { chromiumDatabases, firefoxProfiles } = place.machine;
  const databases = [
    ...chromiumDatabases.map((database) => ({ id: 'chromium' as const, title: `Chromium (${database})`, database })),
    ...firefoxProfiles.map((database) => ({ id: 'firefox' as const, title: `Firefox (${path.basename(database)})`, database })),
  ];
  const stores = [
    guarded('system', 'The system', systemStore(place)),
    ...databases.map(({ id, title, database }) => guarded(id, title, databaseStore(id, title, database, place))),
    guarded('node', 'Node', nodeStore(place)),
    guarded('python', 'Python', pythonStores(place)),
  ];
  return (await Promise.all(stores)).flat();
}

async function guarded(id: StoreId, title: string, store: Promise<readonly (Store | UnknownStore)[]>): Promise<readonly (Store | UnknownStore)[]> {
  try {
    return await store;
  } catch (error) {
    if (error instanceof CertificateProblem) return [{ id, title, unknown: error.message }];
    throw error;
  }
}

async function systemStore({ machine: { bundle, system } }: Place): Promise<readonly (Store | UnknownStore)[]> {
  if (system === 'macos' || bundle === null) {
    return [{ id: 'system', title: 'The system', unknown: 'Its store cannot be read as a file here: open the site in a browser that goes by it.' }];
  }
  return [opensslStore('system', `The system (${bundle})`, await certificatesOf(bundle))];
}

async function databaseStore(id: StoreId, title: string, database: string, { host, folder, machine }: Place): Promise<readonly (Store | UnknownStore)[]> {
  if (!(await isDatabase(database))) return [{ id, title: `${title}, not made yet`, anchors: publicRoots(), others: [] }];
  const certutil = await findProgram('certutil', host);
  if (certutil === null) return [{ id, title, unknown: `Its database is read with certutil of NSS, which is not installed. ${installNss(machine)}`.trim() }];
  const entries = await databaseEntries(certutil, database, folder, host);
  const distrusted = new Set(entries.filter(({ flags }) => flags.includes('p')).map(({ certificate }) => certificate.fingerprint256));
  const trusted = [...entries.filter(isTrusted).map(({ certificate }) => certificate), ...publicRoots()];
  return [{ id, title, anchors: trusted.filter((one) => !distrusted.has(one.fingerprint256)), others: entries.map(({ certificate }) => certificate) }];
}

/** An authority for servers, or a server that is trusted for itself. */
function isTrusted({ flags, certificate }: Entry): boolean {
  return flags.includes('C') || (flags.includes('P') && !certificate.ca);
}

async function nodeStore({ host, machine, folder }: Place): Promise<readonly (Store | UnknownStore)[]> {
  const node = await findProgram('node', host);
  if (node === null) return [];
  const extra = host.env.NODE_EXTRA_CA_CERTS;
  const answer = await answerOf<NodeAnswer>(node, ['-e', ASK_NODE], { host, folder, env: {} });
  const further = [extra, answer.usesSystem ? machine.bundle : null].filter((file) => typeof file === 'string');
  const added = (await Promise.all(further.map((file) => certificatesOf(file).catch(() => [])))).flat();
  const own = answer.roots.map((pem) => new X509Certificate(pem));
  const title = `Node ${answer.version.replace(/^v/, '')}${extra === undefined ? '' : ` with NODE_EXTRA_CA_CERTS=${extra}`}`;
  return [opensslStore('node', title, [...own, ...added])];
}

async function pythonStores({ host, folder }: Place): Promise<readonly (Store | UnknownStore)[]> {
  const python = (await findProgram('python3', host)) ?? (await findProgram('python', host));
  if (python === null) return [];
  const env = Object.fromEntries(['SSL_CERT_FILE', 'SSL_CERT_DIR'].flatMap((name) => (host.env[name] === undefined ? [] : [[name, host.env[name]]])));
  const { version, file, folder: hashed, certifi } = await answerOf<PythonAnswer>(python, ['-c', ASK_PYTHON], { host, folder, env });
  const found = [...(file === null ? [] : await certificatesOf(file)), ...(hashed === null ? [] : await certificatesBelow(hashed))];
  const own = opensslStore('python', `Python ${version} (ssl: ${[file, hashed].filter((one) => one !== null).join(', ') || 'no list'})`, found);
  const bundle = host.env.REQUESTS_CA_BUNDLE ?? certifi;
  if (bundle === null) return [own];
  return [own, opensslStore('python', `Python ${version} with requests (${bundle})`, await certificatesOf(bundle))];
}

/** OpenSSL takes certificates that sign themselves for anchors, and others of its lists for the way to one. */
function opensslStore(id: StoreId, title: string, found: readonly X509Certificate[]): Store {
  return { id, title, anchors: found.filter(isSelfSigned), others: found };
}

async function answerOf<T>(
  program: Program,
  args: readonly string[],
  { host, folder, env }: Pick<Place, 'host' | 'folder'> & { readonly env: Record<string, string> },
): Promise<T> {
  const { stdout } = await runProgram(program, { args, folder, env }, host);
  try {
    return JSON.parse(stdout);
  } catch {
    throw new CertificateProblem(`${program.file} did not say what it trusts. Check that it is the real ${program.name}.`);
  }
}

async function certificatesOf(file: string): Promise<readonly X509Certificate[]> {
  return (await readCertificates(file)).certificates;
}

async function certificatesBelow(folder: string): Promise<readonly X509Certificate[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => HASHED.test(name));
  return (await Promise.all(names.map((name) => certificatesOf(path.join(folder, name)).catch(() => [])))).flat();
}
