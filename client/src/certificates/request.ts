/**
 * Signing requests for an authority that is not ours: a new private key, and a request with the names as subjectAltName. The key never leaves this
 * machine; the request is what the authority gets.
 */
import path from 'node:path';
import { armoured, derOf, integer, objectId, printableText, publicKeyInfo, sequence, set, tagged, utf8 } from './asn1.ts';
import { requestFacts } from './facts.ts';
import type { Host } from './host.ts';
import { generateKey, KEY_TYPES, type KeyPair, type KeyType, keyText } from './keys.ts';
import { type Name, readName, readNames } from './names.ts';
import { fileNameOf, onExistingOf, oneOf, pathOf, texts } from './options.ts';
import { CertificateProblem, quoted } from './problem.ts';
import { namesOfNoSite } from './publicNames.ts';
import { type OnExisting, publish, refuseExisting } from './publish.ts';
import { alternativeNames, signed } from './writing.ts';

/** Who asks, as an authority that looks into it wants to know; one that checks the domain alone ignores it. */
export interface RequestSubject {
  /** Two letters of ISO 3166. */
  readonly country?: string;
  readonly state?: string;
  readonly locality?: string;
  readonly organization?: string;
  /** One of the names; the first host name where nothing is said. */
  readonly commonName?: string;
}

/** What a signing request is made of. */
export interface SigningRequest {
  readonly names: readonly string[];
  readonly folder: string;
  readonly subject?: RequestSubject;
  readonly keyType?: KeyType;
  /** What the files are called, without ending; else the first name. */
  readonly fileName?: string;
  readonly onExisting?: OnExisting;
}

/** The files that were made. */
export interface MadeRequest {
  readonly request: string;
  readonly privateKey: string;
  readonly notes: readonly string[];
}

/** One part of the subject: its identifier, how long it may be (RFC 5280, appendix A.1), and what it is called. */
interface Field {
  readonly name: keyof RequestSubject;
  readonly oid: string;
  readonly limit: number;
  readonly label: string;
}

const FIELDS: readonly Field[] = [
  { name: 'country', oid: '2.5.4.6', limit: 2, label: 'country' },
  { name: 'state', oid: '2.5.4.8', limit: 128, label: 'state or province' },
  { name: 'locality', oid: '2.5.4.7', limit: 128, label: 'city' },
  { name: 'organization', oid: '2.5.4.10', limit: 64, label: 'organization' },
  { name: 'commonName', oid: '2.5.4.3', limit: 64, label: 'common name' },
];
const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

/** Makes a key and a signing request. */
export async function createSigningRequest(request: SigningRequest, host: Host): Promise<MadeRequest> {
  const onExisting = onExistingOf(request.onExisting);
  const keyType = oneOf('keyType', request.keyType ?? KEY_TYPES[0], KEY_TYPES);
  const names = readNames(texts('names', request.names));
  const subject = readSubject(request.subject ?? {}, names);
  const { privateKey: key, request: target } = requestPaths(pathOf('folder', request.folder), fileNameOf(request.fileName, names));
  await refuseExisting([key, target], onExisting);
  host.progress?.('Making the private key');
  const pair = await generateKey(keyType, host.signal);
  const text = await requestText(pair, subject, names);
  const files = [
    { path: key, content: keyText(pair.privateKey), secret: true },
    { path: target, content: text, secret: false },
  ];
  const { paths, backups, notes } = await publish(files, { onExisting, host });
  const kept = backups.map((backup) => `The old file is kept as ${backup}.`);
  return { privateKey: paths[0]!, request: paths[1]!, notes: [...publicNotes(names), ...kept, ...notes] };
}

/** Where the files of a request go, by their folder and what they are called without ending. */
export function requestPaths(folder: string, fileName: string): Pick<MadeRequest, 'request' | 'privateKey'> {
  const stem = path.join(folder, fileName.replace(/\.csr$/i, ''));
  return { request: `${stem}.csr`, privateKey: `${stem}-key.pem` };
}

function publicNotes(names: readonly Name[]): string[] {
  const refused = namesOfNoSite(names);
  if (refused.length === 0) return [];
  const what = refused.length === 1 ? `${refused[0]}, which is no name of the internet` : `${refused.join(', ')}, which are no names of the internet`;
  return [`A public authority refuses ${what}. An authority of your organization may take it.`];
}

/** What is wrong with one field of the subject, in words for a person; `null` where it may stand as it is. */
export function subjectProblem(name: keyof RequestSubject, typed: string): string | null {
  const { label, limit } = FIELDS.find((field) => field.name === name)!;
  const text = typed.trim();
  if (text === '') return null;
  if (name === 'country') return countryProblem(text);
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)) return `The ${label} has characters that are not seen. Type it anew.`;
  return [...text].length <= limit ? null : `The ${label} is longer than ${limit} characters, which certificates do not take. Shorten it.`;
}

/** A code of ISO 3166, as the tables of Unicode know them, which say of one that is out of use which one took its place. */
function countryProblem(text: string): string | null {
  const code = text.toUpperCase();
  const isKnown = /^[A-Z]{2}$/.test(code) && REGIONS.of(code) !== undefined;
  if (!isKnown) return `${quoted(text)} is no country code: two letters, such as DE or US. Leave it empty to say nothing.`;
  const { region } = new Intl.Locale(`und-${code}`);
  return region === code ? null : `${quoted(text)} is no country code of ISO 3166, which authorities go by. Use ${region}.`;
}

/** The subject, checked; without the parts that are empty. */
function readSubject(typed: RequestSubject, names: readonly Name[]): RequestSubject {
  const isText = typeof typed === 'object' && typed !== null && Object.values(typed).every((one) => typeof one === 'string');
  if (!isText) throw new CertificateProblem('The option subject holds texts, such as {"organization": "Example Ltd", "country": "DE"}.');
  const given = FIELDS.flatMap(({ name }) => (typed[name]?.trim() ? [[name, typed[name].trim()] as const] : []));
  const problems = given.flatMap(([name, text]) => subjectProblem(name, text) ?? []);
  if (problems.length > 0) throw new CertificateProblem(problems.join('\n'));
  const commonName = typed.commonName?.trim() ? nameAmong(names, typed.commonName) : firstHost(names);
  return { ...Object.fromEntries(given), ...(commonName !== undefined && { commonName }) };
}

function firstHost(names: readonly Name[]): string | undefined {
  return names.find(({ kind, text }) => kind === 'dns' && text.length <= 64)?.text;
}

/** The common name in its one form. Authorities issue nothing where it is none of the names (Baseline Requirements, 7.1.4.3). */
function nameAmong(names: readonly Name[], typed: string): string {
  const reading = readName(typed);
  if ('name' in reading && names.some(({ text }) => text === reading.name.text)) return reading.name.text;
  throw new CertificateProblem(
    `The common name ${quoted(typed)} is none of the names, so authorities refuse the request. Add it to the names, or leave it out.`,
  );
}

/** CertificationRequest of RFC 2986: version, subject, key and, as an attribute, the extensions that are asked for; all of it signed. */
async function requestText({ publicKey, privateKey }: KeyPair, subject: RequestSubject, names: readonly Name[]): Promise<string> {
  const wanted = sequence(objectId(EXTENSION_REQUEST), set(sequence(alternativeNames(names))));
  const body = sequence(integer(Buffer.from([0])), subjectName(subject), publicKeyInfo(publicKey), tagged(0, wanted));
  const der = derOf(await signed(body, privateKey));
  if (requestFacts(der).isIntact !== true) throw new CertificateProblem('The request that was made does not hold, so it was not kept. Try another key type.');
  return armoured('CERTIFICATE REQUEST', der);
}

function subjectName(subject: RequestSubject): ReturnType<typeof sequence> {
  const parts = FIELDS.flatMap(({ name, oid }) => {
    const text = subject[name];
    if (text === undefined) return [];
    return [set(sequence(objectId(oid), name === 'country' ? printableText(text.toUpperCase()) : utf8(text)))];
  });
  return sequence(...parts);
}
