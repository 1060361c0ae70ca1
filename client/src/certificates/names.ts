/**
 * The names that a certificate is asked for: read, checked and brought into the one form that every maker gets. What does
 * not pass here reaches no certificate, no file name and no other program, so this is also the guard against names that
 * carry commas, line breaks or options.
 */
import { isIP, SocketAddress } from 'node:net';
import { domainToASCII } from 'node:url';
import { CertificateProblem, quoted } from './problem.ts';

/** A name in the form that stands in a certificate: a host name in lower-case ASCII, perhaps `*.` before it, or an IP address. */
export interface Name {
  readonly kind: 'dns' | 'ip';
  readonly text: string;
}

/** A name, or why it is none, in words for a person. */
export type Reading = { readonly name: Name } | { readonly problem: string };

/** Names that a development certificate has unless somebody says otherwise. */
export const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/** More names than that in one certificate is a mistake. */
export const NAME_LIMIT = 100;

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Ends under which anybody can register, besides the top level: a certificate for all of them is refused by browsers. */
const PUBLIC_SUFFIX = /^(?:home\.arpa|(?:ac|co|com|edu|gov|net|org)\.[a-z]{2})$/;

/** Reads one name. */
export function readName(typed: string): Reading {
  const text = typed.replace(/^[ \t]+|[ \t]+$/g, '');
  if (text === '') return { problem: 'A name is empty. Enter a host name such as app.test, or an IP address.' };
  if (text.length > 1000) return { problem: 'A name is longer than 253 characters, which no host name may be.' };
  const address = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  return isIP(address) === 0 ? readHost(text) : readAddress(address);
}

/** Reads the names of one certificate; repeated ones count once. Rejects with all that is wrong. */
export function readNames(typed: readonly string[]): readonly Name[] {
  if (typed.length === 0) throw new CertificateProblem('A certificate needs at least one name. Enter a host name such as app.test.');
  if (typed.length > NAME_LIMIT) throw new CertificateProblem(`A certificate takes at most ${NAME_LIMIT} names here; ${typed.length} were given.`);
  const names = new Map<string, Name>();
  const problems: string[] = [];
  for (const one of typed) {
    const reading = readName(one);
    if ('problem' in reading) problems.push(reading.problem);
    else names.set(reading.name.text, reading.name);
  }
  if (problems.length > 0) throw new CertificateProblem(problems.join('\n'));
  return [...names.values()];
}

function readAddress(text: string): Reading {
  if (text.includes('%')) return { problem: `${quoted(text)} names a network interface (after %), which no certificate can. Leave that part out.` };
  const family = isIP(text) === 6 ? 'ipv6' : 'ipv4';
  const address = new SocketAddress({ address: text, family }).address.replace(/^::ffff:(?=\d+\.)/, '');
  if (address === '0.0.0.0' || address === '::') {
    return { problem: `${quoted(text)} is where a server listens, not an address that it is reached at. Use 127.0.0.1, ::1 or the address of this machine.` };
  }
  return { name: { kind: 'ip', text: address } };
}

function readHost(text: string): Reading {
  const meant = pastedUrl(text);
  if (meant !== null) return { problem: `${quoted(text)} is more than a name. Enter the host name alone${meant === '' ? '' : `: ${quoted(meant)}`}.` };
  const wildcard = text.startsWith('*.');
  const host = ascii((wildcard ? text.slice(2) : text).replace(/\.$/, ''));
  const problem = host === null ? unreadable(text) : (hostProblem(host, text) ?? (wildcard ? wildcardProblem(host, text) : null));
  return problem === null ? { name: { kind: 'dns', text: `${wildcard ? '*.' : ''}${host}` } } : { problem };
}

/** The host in something copied from an address bar or an e-mail; `null` where the text is no such thing. */
function pastedUrl(text: string): string | null {
  const url = /^[a-z][a-z0-9+.-]*:\/\/([a-z0-9.*-]*)/i.exec(text) ?? /^([a-z0-9.*-]+)(?::\d+)?(?:\/.*)?$/i.exec(text) ?? /^[^@\s]+@([a-z0-9.-]+)$/i.exec(text);
  return url === null || url[1] === text ? null : (url[1] ?? '');
}

/** The name in lower-case ASCII, labels of other scripts as punycode; `null` where that cannot be done. */
function ascii(host: string): string | null {
  if (/[^a-zA-Z0-9.\-\x80-\u{10ffff}]/u.test(host)) return null;
  const lower = host.toLowerCase();
  const foreign = /[^\x00-\x7f]/.test(lower) || /(?:^|\.)xn--/.test(lower);
  if (!foreign) return lower;
  const converted = domainToASCII(lower);
  return converted === '' ? null : converted;
}

function unreadable(text: string): string {
  const shown = quoted(text);
  if (text.includes('_')) return `${shown} has an underscore, which host names may not have: some clients refuse such a certificate. Use a hyphen.`;
  if (text.includes('*')) return `${shown}: a wildcard is the whole first label and nothing else, as in *.app.test. Browsers accept no other form.`;
  return `${shown} is no host name: letters, digits, hyphens and dots are all that it may have. Enter one name at a time, such as app.test.`;
}

function hostProblem(host: string, text: string): string | null {
  const shown = quoted(text);
  if (host.length > 253) return `${shown} is longer than 253 characters, which no host name may be.`;
  const labels = host.split('.');
  const wrong = labels.find((label) => !LABEL.test(label));
  if (wrong === '') return `${shown} has an empty part: two dots in a row, or one at the start.`;
  if (wrong !== undefined && wrong.length > 63) return `${shown} has a part longer than 63 characters, which no host name may have.`;
  if (wrong !== undefined) return /^-|-$/.test(wrong) ? `${shown} has a part that begins or ends with a hyphen, which no host name may.` : unreadable(text);
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) {
    return `${shown} looks like an IP address but is none: browsers would not take it for a name. Write IPv4 addresses as four numbers, such as 127.0.0.1.`;
  }
  return null;
}

function wildcardProblem(host: string, text: string): string | null {
  const shown = quoted(text);
  if (!host.includes('.')) return `${shown} covers a whole top level, which browsers refuse. Put a label between: *.app.${host}.`;
  if (PUBLIC_SUFFIX.test(host)) return `${shown} covers every site registered under ${host}, which browsers refuse. Put a label between: *.app.${host}.`;
  return null;
}
