/** An inspection as a text to read and to copy: Markdown for the editor's views, plain for the clipboard. Names come from outside and stay names. */
import type { CertificateFacts, Facts, RequestFacts } from './facts.ts';
import type { ChainNode, Inspection } from './inspect.ts';
import { distinguishedName, printable } from './wording.ts';

/** How many names of one certificate are listed. */
const NAME_LIMIT = 100;

/** One line: what it is about, and our own words, or what the file says, which may be anything. */
type Row = readonly [label: string, said: string | { readonly literal: string }];

/** One section: a headline, of which a part may come from the file, and its lines. */
interface Section {
  readonly title: string;
  readonly literal?: string;
  readonly rows: readonly Row[];
}

const FORMS: Readonly<Record<Inspection['form'], string>> = {
  pem: 'PEM (text)',
  der: 'DER (binary)',
  pkcs7: 'PKCS#7 (bundle of certificates)',
  pkcs12: 'PKCS#12 (certificate and private key, locked with a password)',
};

/** The inspection as Markdown, in which what comes from the file stands in code spans: no links, images or markup of others. */
export function inspectionMarkdown(inspection: Inspection): string {
  const row = ([label, said]: Row): string => `- **${label}:** ${typeof said === 'string' ? said : codeSpan(said.literal)}`;
  const sections = sectionsOf(inspection).map(
    ({ title, literal, rows }) => `## ${title}${literal === undefined ? '' : ` ${codeSpan(literal)}`}\n\n${rows.map(row).join('\n')}`,
  );
  const tree = treeLines(inspection.chain);
  const chain = tree.length > 1 ? [`## Chain\n\n${tree.map((line) => `    ${line}`).join('\n')}`] : [];
  return `${[`# ${codeSpan(printable(inspection.path))}`, ...sections, ...chain].join('\n\n')}\n`;
}

/** The inspection as plain text. */
export function inspectionText(inspection: Inspection): string {
  const row = ([label, said]: Row): string => `  ${`${label}:`.padEnd(14)} ${typeof said === 'string' ? said : said.literal}`;
  const sections = sectionsOf(inspection).map(({ title, literal, rows }) =>
    [literal === undefined ? title : `${title} ${literal}`, ...rows.map(row)].join('\n'),
  );
  const tree = treeLines(inspection.chain);
  const chain = tree.length > 1 ? [['Chain', ...tree.map((line) => `  ${line}`)].join('\n')] : [];
  return `${[printable(inspection.path), ...sections, ...chain].join('\n\n')}\n`;
}

function sectionsOf(inspection: Inspection): Section[] {
  const { certificates, requests } = inspection;
  return [
    { title: 'File', rows: fileRows(inspection) },
    ...certificates.map((facts, index) => ({ title: `Certificate ${index + 1}:`, literal: facts.title, rows: certificateRows(facts) })),
    ...requests.map((facts) => ({ title: 'Signing request:', literal: facts.title, rows: requestRows(facts) })),
  ];
}

function fileRows({ form, certificates, isOrdered, hasKey }: Inspection): Row[] {
  const rows: Row[] = [['Form', FORMS[form]]];
  if (form === 'pkcs12') rows.push(['Content', 'cannot be shown without its password']);
  if (certificates.length > 1)
    rows.push([
      'Order',
      isOrdered ? 'each certificate is followed by its issuer, as servers send them' : 'not the order that servers send: build a chain file',
    ]);
  if (hasKey) rows.push(['Private key', 'also lies in this file: keep it to yourself']);
  return rows;
}

function certificateRows(facts: CertificateFacts): Row[] {
  const { fingerprints, issuer, isSelfSigned } = facts;
  return [
    ...subjectRows(facts),
    ['Issued by', isSelfSigned ? 'itself' : { literal: distinguishedName(issuer) }],
    ['Valid', `${day(facts.validFrom)} to ${day(facts.validTo)} (${remaining(facts)})`],
    ...keyRows(facts),
    ['Serial', { literal: facts.serial }],
    ['SHA-256', { literal: fingerprints.sha256 }],
    ['SHA-1', { literal: fingerprints.sha1 }],
    ['Key pin', { literal: fingerprints.publicKey }],
  ];
}

function requestRows(facts: RequestFacts): Row[] {
  const signed = facts.isIntact === null ? 'cannot be checked here' : facts.isIntact ? 'holds' : 'does not hold: the request was changed';
  return [...subjectRows(facts), ...keyRows(facts), ['Signature', signed]];
}

function subjectRows({ subject, names, uses, isForSites }: Facts): Row[] {
  const shown = names.slice(0, NAME_LIMIT).map(({ kind, value }) => (kind === 'DNS' || kind === 'IP' ? printable(value) : `${kind}:${printable(value)}`));
  const more = names.length > NAME_LIMIT ? ` and ${names.length - NAME_LIMIT} more` : '';
  return [
    ['Subject', subject.length === 0 ? 'empty' : { literal: distinguishedName(subject) }],
    ['Names', shown.length === 0 ? (isForSites ? 'none, so no browser accepts it for a site' : 'none') : { literal: `${shown.join(', ')}${more}` }],
    ['For', uses.length === 0 ? 'not restricted' : uses.join(', ')],
  ];
}

function keyRows({ key, hash, weakHash }: Facts): Row[] {
  const size = key.bits === null ? (key.curve ?? '') : `${key.bits} bits`;
  return [
    ['Key', `${key.kind} ${size}`.trim()],
    ['Signed with', weakHash ? `${hash}, which clients refuse` : hash],
  ];
}

function remaining({ state, daysLeft, validFrom }: CertificateFacts): string {
  if (state === 'expired') return `expired ${days(-daysLeft)} ago`;
  if (state === 'future') return `not before ${day(validFrom)}`;
  return `${days(daysLeft)} left`;
}

function days(count: number): string {
  if (count === 0) return 'less than a day';
  return count === 1 ? '1 day' : `${count} days`;
}

function day(time: number): string {
  return Number.isNaN(time) ? 'an unreadable date' : new Date(time).toISOString().slice(0, 10);
}

function treeLines(nodes: readonly ChainNode[], indent = ''): string[] {
  return nodes.flatMap(({ title, index, issued }) => {
    const place = index === null ? 'not in this file' : `certificate ${index + 1}`;
    const here = `${indent}${indent === '' ? '' : '└─ '}${title} (${place})`;
    return [here, ...treeLines(issued, `${indent}   `)];
  });
}

/** A text as a code span, whatever backticks it holds. */
function codeSpan(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  return `${fence}${/^`|`$|^ .* $/.test(text) ? ` ${text} ` : text}${fence}`;
}
