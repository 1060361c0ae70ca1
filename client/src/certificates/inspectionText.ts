/** An inspection as a text to read and to copy: Markdown for the editor's views, plain for the clipboard. Names come from outside and stay names. */
import path from 'node:path';
import type { CertificateFacts, Facts, RequestFacts } from './facts.ts';
import type { ChainNode, Inspection } from './inspect.ts';
import { RENEWAL } from './letsEncrypt.ts';
import { plainMarkdown } from './markdown.ts';
import type { Use } from './uses.ts';
import { dayText, distinguishedName, printable, remainingText } from './wording.ts';

/** How many names of one certificate are listed, and how many lines that name the file. */
const NAME_LIMIT = 100;
const USE_LIMIT = 50;
/** Longest sentence about a line, in UTF-16 code units. */
const NOTE_LIMIT = 2000;

/** One line: what it is about, and our own words, or what the file says, which may be anything; then sentences about it. */
type Row = readonly [label: string, said: string | { readonly literal: string }, ...notes: string[]];

/** One section: a headline, of which a part may come from the file, and its lines, or a tree. */
interface Section {
  readonly title: string;
  readonly literal?: string;
  readonly rows: readonly Row[];
  readonly tree: readonly string[];
}

const FORMS: Readonly<Record<Inspection['form'], string>> = {
  pem: 'PEM (text)',
  der: 'DER (binary)',
  pkcs7: 'PKCS#7 (bundle of certificates)',
  pkcs12: 'PKCS#12 (certificates and private keys in one store)',
};

/** The inspection as Markdown, in which what comes from the file stands in code spans: no links, images or markup of others. */
export function inspectionMarkdown(inspection: Inspection): string {
  const row = ([label, said, ...notes]: Row): string =>
    [
      `- **${label}:** ${typeof said === 'string' ? said : codeSpan(said.literal)}`,
      ...notes.map((note) => `  - ${plainMarkdown(printable(note, NOTE_LIMIT))}`),
    ].join('\n');
  const sections = sectionsOf(inspection).map(({ title, literal, rows, tree }) => {
    const headline = `## ${title}${literal === undefined ? '' : ` ${codeSpan(literal)}`}`;
    return `${headline}\n\n${[...rows.map(row), ...tree.map((line) => `    ${line}`)].join('\n')}`;
  });
  return `${[`# ${codeSpan(printable(path.basename(inspection.path)))}`, ...sections].join('\n\n')}\n`;
}

/** The inspection as plain text. */
export function inspectionText(inspection: Inspection): string {
  const row = ([label, said, ...notes]: Row): string =>
    [`  ${`${label}:`.padEnd(14)} ${typeof said === 'string' ? said : said.literal}`, ...notes.map((note) => `    ${printable(note, NOTE_LIMIT)}`)].join('\n');
  const sections = sectionsOf(inspection).map(({ title, literal, rows, tree }) =>
    [literal === undefined ? title : `${title} ${literal}`, ...rows.map(row), ...tree.map((line) => `  ${line}`)].join('\n'),
  );
  return `${sections.join('\n\n')}\n`;
}

/** The sections in the order that questions come in: which file, who uses it, what it hangs on; then all of each certificate. */
function sectionsOf(inspection: Inspection): Section[] {
  const { certificates, requests, uses, chain } = inspection;
  const tree = treeLines(chain);
  const sections: Section[] = [
    { title: 'File', rows: fileRows(inspection), tree: [] },
    { title: 'Used by', rows: uses.slice(0, USE_LIMIT).flatMap(useRows), tree: [] },
    { title: 'Chain', rows: [], tree: tree.length > 1 ? tree : [] },
    ...certificates.map((facts, index) => ({ title: `Certificate ${index + 1}:`, literal: facts.title, rows: certificateRows(facts), tree: [] })),
    ...requests.map((facts) => ({ title: 'Signing request:', literal: facts.title, rows: requestRows(facts), tree: [] })),
    { title: 'Renewal', rows: renewalRows(inspection), tree: [] },
  ];
  return sections.filter((section) => section.rows.length + section.tree.length > 0);
}

function useRows({ directive, host, place, findings }: Use): Row[] {
  return [[directive, { literal: printable(`${host} (${place})`) }, ...findings.flatMap(({ message }) => message.split('\n'))]];
}

/** What certbot's files say of renewal; for others nobody knows who renews them. */
function renewalRows({ lineage }: Inspection): Row[] {
  if (lineage === null) return [];
  return [
    ['Looked after by', `certbot, as ${lineage.name}`, ...lineage.problems],
    ['Its notes', { literal: printable(lineage.renewalFile) }],
    ...RENEWAL.map(({ title, command, explanation }): Row => [title, { literal: command }, explanation]),
  ];
}

function fileRows({ path: file, form, certificates, isOrdered, hasKey, isLocked }: Inspection): Row[] {
  const rows: Row[] = [
    ['Path', { literal: printable(file, NOTE_LIMIT) }],
    ['Form', FORMS[form]],
  ];
  if (isLocked) rows.push(['Content', 'cannot be shown without its password']);
  if (form !== 'pkcs12' && certificates.length > 1 && certificates.some(({ isAuthority }) => !isAuthority))
    rows.push([
      'Order',
      isOrdered ? 'each certificate is followed by its issuer, as servers send them' : 'not the order that servers send: build a chain file',
    ]);
  if (hasKey)
    rows.push([
      'Private key',
      form === 'pkcs12' ? 'is in this store: give the file and its password to nobody else' : 'also lies in this file: keep it to yourself',
    ]);
  return rows;
}

function certificateRows(facts: CertificateFacts): Row[] {
  const { fingerprints, issuer, isSelfSigned } = facts;
  return [
    ...subjectRows(facts),
    ['Issued by', isSelfSigned ? 'itself' : { literal: distinguishedName(issuer) }],
    ['Valid', `${dayText(facts.validFrom)} to ${dayText(facts.validTo)} (${remainingText(facts)})`],
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
