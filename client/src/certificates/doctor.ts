/**
 * The trust doctor: whether the programs of this machine trust a certificate, and why not. Each store is looked into, the way from the certificate
 * to an authority in it is walked, and openssl, where there is one, judges what only a whole chain can break.
 */
import type { X509Certificate } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import { certificateFacts } from './facts.ts';
import { type Host, timeOf } from './host.ts';
import { isValidAt, pathToAnchor } from './issuing.ts';
import type { Machine } from './machine.ts';
import { CertificateProblem, quoted } from './problem.ts';
import { findProgram, ProgramFailure, runProgram } from './processes.ts';
import { readCertificates } from './read.ts';
import type { StoreId } from './trustPlan.ts';
import { type Place, type Store, type UnknownStore, withStores } from './trustStores.ts';
import { subjectOf } from './wording.ts';

/** What the doctor is asked. */
export interface Question {
  /** The file that the server sends: the certificate, and its chain if it has one. */
  readonly certificate: string;
  /** The name that the site is opened by. */
  readonly name?: string;
}

/** What one program or browser makes of the certificate. */
export interface Verdict {
  readonly store: StoreId;
  readonly title: string;
  /** `null` where it could not be found out. */
  readonly trusted: boolean | null;
  readonly reason: string;
}

/** All verdicts, and what is wrong with the certificate whoever looks at it. */
export interface Diagnosis {
  readonly title: string;
  readonly problems: readonly string[];
  readonly verdicts: readonly Verdict[];
}

/** What openssl says of chains that were walked, by the fingerprint of their anchor. */
type Judgements = Map<string, Promise<string | null>>;

/** How openssl counts names that an authority is not permitted, and names that it is denied. */
const NAME_CONSTRAINTS = ['47', '48'];

/** Asks every store of this machine about a certificate. */
export async function diagnoseTrust(question: Question, machine: Machine, host: Host): Promise<Diagnosis> {
  const [leaf, ...chain] = (await readCertificates(question.certificate)).certificates;
  if (leaf === undefined) throw new CertificateProblem(`${question.certificate} holds no certificate. Choose the file that the server sends.`);
  const problems = problemsOf(leaf, question.name, timeOf(host));
  const judgements: Judgements = new Map();
  return await withStores(machine, host, async (stores, place) => {
    const verdicts = await Promise.all(stores.map((store) => verdictOf(store, { leaf, chain, problems, judgements }, place)));
    return { title: subjectOf(leaf), problems, verdicts };
  });
}

/** What no store can make good. */
function problemsOf(leaf: X509Certificate, name: string | undefined, now: number): string[] {
  const { state, names, uses, weakHash, hash, isAuthority, isForSites, key } = certificateFacts(leaf, now);
  const isFor = (host: string) => (isIP(host) === 0 ? leaf.checkHost(host, { subject: 'never' }) : leaf.checkIP(host)) !== undefined;
  return [
    ...(state === 'expired' ? [`It expired on ${leaf.validTo}. Renew it.`] : []),
    ...(state === 'future' ? [`It is not valid before ${leaf.validFrom}. Check the clock of this machine.`] : []),
    ...(isAuthority ? ['It is the certificate of an authority, which Firefox refuses for a server. Have a certificate made that it signs.'] : []),
    ...(names.length === 0 ? ['It has no subjectAltName: browsers ignore the common name. Have it made anew with its names.'] : []),
    ...(name !== undefined && names.length > 0 && !isFor(name) ? [`It is not for ${quoted(name)}. Have it made anew with that name.`] : []),
    ...(!isForSites && !isAuthority ? [`It is not meant for servers (${uses.join(', ')}).`] : []),
    ...(weakHash ? [`It is signed with ${hash}, which clients refuse.`] : []),
    ...(key.bits !== null && key.bits < 2048 ? [`Its key has ${key.bits} bits, which clients refuse: 2048 are the least.`] : []),
  ];
}

interface Case {
  readonly leaf: X509Certificate;
  readonly chain: readonly X509Certificate[];
  readonly problems: readonly string[];
  readonly judgements: Judgements;
}

async function verdictOf(store: Store | UnknownStore, { leaf, chain, problems, judgements }: Case, place: Place): Promise<Verdict> {
  const { id, title } = store;
  const verdict = (trusted: boolean | null, reason: string): Verdict => ({ store: id, title, trusted, reason });
  if ('unknown' in store) return verdict(null, store.unknown);
  const now = timeOf(place.host);
  const way = pathToAnchor(leaf, [...chain, ...store.others], store.anchors, now);
  if ('missing' in way) return verdict(false, reasonFor(way.missing, store));
  const anchor = way.certificates[way.certificates.length - 1]!;
  const late = way.certificates.find((one) => !isValidAt(one, now));
  if (late !== undefined && late !== leaf) return verdict(false, `${subjectOf(late)}, which is on the way to ${subjectOf(anchor)}, is not valid today.`);
  const [problem] = problems;
  if (problem !== undefined) return verdict(false, problem);
  const judged = judgements.get(anchor.fingerprint256) ?? judgement(way.certificates, place);
  judgements.set(anchor.fingerprint256, judged);
  const broken = await judged;
  return broken === null ? verdict(true, `Its chain ends at ${subjectOf(anchor)}, which is trusted here.`) : verdict(false, broken);
}

function reasonFor(missing: string, { anchors, others }: Store): string {
  const isThere = others.some((one) => subjectOf(one) === missing && !anchors.includes(one));
  if (isThere) return `${quoted(missing)} is there, but not trusted for servers.`;
  return `${quoted(missing)} is not there, and the chain ends at it. Trust that authority here, or, if it is an intermediate, have the server send it.`;
}

/** What openssl finds wrong with a whole chain, such as a name that its authority may not sign; `null` where it is content, or there is no openssl. */
async function judgement(way: readonly X509Certificate[], { host, folder }: Place): Promise<string | null> {
  const openssl = await findProgram('openssl', host).catch(() => null);
  if (openssl === null) return null;
  const own = await mkdtemp(path.join(folder, 'way-'));
  const write = async (name: string, certificates: readonly X509Certificate[]): Promise<string> => {
    await writeFile(path.join(own, name), certificates.map(String).join(''));
    return name;
  };
  const [leaf, anchor] = [await write('leaf.pem', way.slice(0, 1)), await write('anchor.pem', way.slice(-1))];
  const between = way.length > 2 ? ['-untrusted', await write('between.pem', way.slice(1, -1))] : [];
  const at = ['-attime', String(Math.floor(timeOf(host) / 1000))];
  try {
    await runProgram(
      openssl,
      { args: ['verify', ...at, '-partial_chain', '-no-CApath', '-CAfile', anchor, ...between, '-purpose', 'sslserver', leaf], folder: own },
      host,
    );
    return null;
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    return complaint(error.output.stderr, way);
  }
}

/** `error 47 at 0 depth lookup: permitted subtree violation`, in words. */
function complaint(said: string, way: readonly X509Certificate[]): string {
  const [, code = '', depth = '0', text = 'the chain does not hold'] = /^error (\d+) at (\d+) depth lookup: ?(.*)$/m.exec(said) ?? [];
  const subject = way[Number(depth)];
  const about = subject === undefined ? 'The chain' : subjectOf(subject);
  if (NAME_CONSTRAINTS.includes(code))
    return `Its authority may not sign all of its names: its name constraints leave some out. Have it made anew with permitted names.`;
  return `${about} is not accepted: ${text} (openssl, error ${code}).`;
}
