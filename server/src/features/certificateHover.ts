/** What a path of a certificate leads to: whom it is for, how long it holds, whether it covers the names of its host; and what certbot keeps there. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { CertificateFacts, CertificateFile, CertificateInspector, PublicKey } from '../model/certificates.ts';
import type { Configuration } from '../model/configuration/configuration.ts';
import { argument, everyEntry } from '../model/configuration/entry.ts';
import { namesOf } from '../model/configuration/hosts.ts';
import type { FilesMode } from '../model/configuration/source.ts';
import { absolutePath } from '../model/reading/paths.ts';
import { type Lineage, lineageOf } from '../model/tls/lineage.ts';
import { day, isToken } from '../rules/certificates/shown.ts';
import { isUncovered } from '../rules/certificates/uncoveredName.ts';
import type { View } from '../view/view.ts';
import { INSPECT } from './certificateOffers.ts';
import type { Place } from './place.ts';

/** What the answer is made from. */
export interface CertificateSources {
  readonly knowledge: Knowledge;
  readonly certificates: CertificateInspector;
  readonly filesMode: FilesMode;
  /** Commands that the answer may link to. */
  readonly links: ReadonlySet<string>;
}

const DAY = 86_400_000;
/** How many names and authorities are written out. */
const NAME_LIMIT = 10;

/** Markdown about the file whose path stands at a place; null where no certificate or key of mod_ssl is named, or nothing is known of it. */
export function certificateAt(view: View, place: Place, sources: CertificateSources): string | null {
  const path = pathAt(view, place, sources.knowledge);
  if (path === null) return null;
  const { configuration } = view;
  const lineage = lineageOf(path, configuration.disk);
  const isKey = /keyfile$/i.test(place.statement!.name);
  const file = isKey || sources.filesMode === 'never' ? null : sources.certificates.inspect(path);
  const parts = [
    ...(lineage === null ? [] : [lineageText(lineage)]),
    ...(file === null ? [] : fileText(file, { view, place, now: sources.certificates.now() })),
    ...(file === null || configuration.looksForFiles ? [] : ['This is what the file on this machine holds; the configuration may be for another one.']),
    ...(file !== null && sources.links.has(INSPECT) ? [`[Inspect the certificate](${linkTo(path)})`] : []),
  ];
  return parts.length === 0 ? null : parts.join('\n\n');
}

/** The absolute path of the file that the word at the place names. */
function pathAt({ configuration }: View, { line, statement, column }: Place, knowledge: Knowledge): string | null {
  const [word] = statement?.arguments ?? [];
  if (statement == null || word === undefined || column < word.start || column > word.end) return null;
  const [directive] = knowledge.find(statement.name, statement.kind !== 'directive');
  if (directive?.module !== 'mod_ssl' || directive.arguments[0]?.type !== 'file') return null;
  const written = asRead(configuration, line) ?? word.value;
  return isToken(written) ? null : absolutePath(written, configuration.serverRoot);
}

/** The line's first word with its variables put in; null where httpd does not read the line. */
function asRead({ entries }: Configuration, line: Place['line']): string | null {
  for (const entry of everyEntry(entries)) if (entry.line === line) return argument(entry);
  return null;
}

function lineageText({ name, file }: Lineage): string {
  return [
    `**${file.name}** of certbot's certificate ${escaped(name)}. ${file.meaning}`,
    `certbot renews it by itself and leads this path on to the new file (\`sudo certbot renew --dry-run\` shows whether that works). httpd reads certificates at start and at a reload only: \`certbot --apache\` reloads it, otherwise a deploy hook has to run \`apachectl graceful\`.`,
  ].join('\n\n');
}

/** Where the certificate stands, and what time it is in milliseconds. */
interface Surroundings {
  readonly view: View;
  readonly place: Place;
  readonly now: number;
}

function fileText({ certificates }: CertificateFile, surroundings: Surroundings): string[] {
  const [first, ...further] = certificates;
  if (first === undefined) return [];
  const { statement } = surroundings.place;
  if (!/certificatefile$/i.test(statement!.name) || /ca(?:certificatefile|dnrequestfile)$/i.test(statement!.name))
    return [authoritiesText(certificates, surroundings.now)];
  const facts = [
    `Names: ${listed(first.names)}`,
    validity(first, surroundings.now),
    `Key: ${keyText(first.key)}`,
    ...coverage(first, surroundings),
    ...(further.length === 0 ? [] : [`Sent along: ${listed(further.map(({ subject }) => subject))}`]),
  ];
  const issued = first.subject === first.issuer ? 'signed by itself' : `issued by ${escaped(first.issuer)}`;
  return [`**${escaped(first.subject)}**, ${issued}`, facts.map((fact) => `- ${fact}`).join('\n')];
}

function authoritiesText(certificates: readonly CertificateFacts[], now: number): string {
  const shown = certificates.slice(0, NAME_LIMIT).map((certificate) => `- **${escaped(certificate.subject)}**: ${validity(certificate, now)}`);
  const more = certificates.length > NAME_LIMIT ? [`- and ${certificates.length - NAME_LIMIT} more`] : [];
  return [...shown, ...more].join('\n');
}

function validity({ validFrom, validTo }: CertificateFacts, now: number): string {
  if (Number.isNaN(validFrom) || Number.isNaN(validTo)) return 'The dates cannot be read';
  if (now < validFrom) return `**Not valid before ${day(validFrom)}**, until ${day(validTo)}`;
  const left = Math.floor((validTo - now) / DAY);
  if (left < 0) return `**Ended on ${day(validTo)}**`;
  return `Valid from ${day(validFrom)} to ${day(validTo)}, ${left === 1 ? 'one day' : `${left} days`} left`;
}

function keyText({ kind, bits, curve }: PublicKey): string {
  return bits === null ? `${kind}${curve === null ? '' : ` ${curve}`}` : `${kind}, ${bits} bits`;
}

/** Whether the names of the virtual host around are covered. */
function coverage(certificate: CertificateFacts, { view, place }: Surroundings): string[] {
  const open = place.sections.findLast(({ tag }) => tag === 'virtualhost')?.open;
  const host = view.configuration.hosts.find(({ entry }) => entry.line === open);
  const names = host === undefined ? [] : namesOf(host);
  if (names.length === 0) return [];
  const missing = names.filter((name) => isUncovered(name, certificate));
  return [missing.length === 0 ? 'Covers every name of this virtual host' : `**Does not cover** ${listed(missing)}`];
}

function linkTo(path: string): string {
  return `command:${INSPECT}?${encodeURIComponent(JSON.stringify([{ prefill: { path } }]))
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')}`;
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, NAME_LIMIT).map(escaped).join(', ');
  return names.length > NAME_LIMIT ? `${shown} and ${names.length - NAME_LIMIT} more` : shown;
}

/** A text from a file such that Markdown shows it as it is. */
function escaped(text: string): string {
  return text.replaceAll(/\p{C}/gu, ' ').replaceAll(/[\\`*_[\]<>&~!|]/g, '\\$&');
}
