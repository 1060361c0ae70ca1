/** The lines that ask for a client certificate: SSLCACertificateFile, SSLVerifyClient, SSLVerifyDepth, and SSLOptions so that the application hears of it. */
import { argumentsOf } from '../../model/configuration/entry.ts';
import { tlsOfHost } from '../../model/tls/servers.ts';
import type { TextEdit } from '../../text/range.ts';
import type { HostEdit, Refused } from './change.ts';
import { broughtIn, placeOf } from './elsewhere.ts';
import { asWritten, pathWord, textWord } from './words.ts';
import { inOrder, linesAtTop, linesBelow, linesOfHost, type WrittenHost, type WrittenLine, withArguments } from './written.ts';

/** Client certificates come straight from the authority unless a line says otherwise. */
const DEPTH = '1';
const VARIABLES = 'StdEnvVars';

/** Lets in only who has a certificate of an authority. */
export function clientCertificatesEdit(host: WrittenHost, authority: string): HostEdit {
  if (pathWord(authority) === null)
    return {
      refused: `httpd cannot read the path ${JSON.stringify(authority)}: a line break or \${ has a meaning of its own in its files. Put the file under another name.`,
    };
  const refused = refusedHost(host);
  if (refused !== null) return refused;
  const lines = linesOfHost(host);
  const changes = [
    setting(lines, 'SSLCACertificateFile', { value: authority, stays: (value) => value === asWritten(authority) }),
    setting(lines, 'SSLVerifyClient', { value: 'require', stays: (value) => /^(?:require|on)$/i.test(value) }),
    setting(lines, 'SSLVerifyDepth', { value: DEPTH, stays: (value) => Number(value) >= 1 }),
    variables(host, lines),
  ];
  const added = changes.flatMap(({ line }) => line ?? []);
  const edits = [...changes.flatMap(({ edit }) => edit ?? []), ...(added.length === 0 ? [] : [addition(host, lines, added)])];
  const summary =
    edits.length === 0
      ? `This virtual host asks for certificates of ${authority} already.`
      : `The virtual host lets in only clients with a certificate of ${authority}, and tells the application of them in SSL_CLIENT_* variables. Reload httpd, so that it does.`;
  return { edits: inOrder(edits), summary };
}

function refusedHost(host: WrittenHost): Refused | null {
  const foreign = broughtIn(host, 'sslcacertificatefile', 'sslverifyclient', 'sslverifydepth');
  if (foreign !== undefined)
    return {
      refused: `This virtual host gets ${foreign.statement.name} from ${placeOf(host, foreign)}. Change it there, or take it out of there, and try again.`,
    };
  const lines = linesOfHost(host);
  const isOn = (line: WrittenLine) => line.name === 'sslengine' && line.statement.arguments[0]?.value.toLowerCase() === 'on';
  const engine = host.host === null ? 'off' : tlsOfHost(host.view.configuration, host.host).engine;
  if (engine !== 'off' || lines.some(isOn)) return null;
  return {
    refused:
      'This virtual host does not speak TLS, so no client can show a certificate. Give it a certificate of its own first (SSLEngine on, SSLCertificateFile), then try again.',
  };
}

/** A line that is changed, or one that comes in addition. */
interface Change {
  readonly edit?: TextEdit;
  readonly line?: string;
}

/** What a directive is set to, and which values may stay. */
interface Wanted {
  readonly value: string;
  readonly stays: (value: string) => boolean;
}

function setting(lines: readonly WrittenLine[], directive: string, { value, stays }: Wanted): Change {
  const known = lines.findLast(({ name }) => name === directive.toLowerCase());
  if (known === undefined) return { line: `${directive} ${pathWord(value)}` };
  const words = known.statement.arguments;
  if (words.length === 1 && stays(words[0]!.value)) return {};
  return { edit: withArguments(known, pathWord(value, words[0]?.quote ?? null)!) };
}

/** The variables of the client's certificate, for the application. */
function variables({ host, view }: WrittenHost, lines: readonly WrittenLine[]): Change {
  const own = lines.filter(({ name }) => name === 'ssloptions');
  const isVariables = (value: string, signs: string) => new RegExp(`^[${signs}]?${VARIABLES}$`, 'i').test(value);
  const taken = own.findLast(({ statement }) => statement.arguments.some(({ value }) => isVariables(value, '+-')));
  if (taken === undefined) {
    const inherited = host === null || own.length > 0 ? [] : tlsOfHost(view.configuration, host).lines('ssloptions');
    return inherited.flatMap(argumentsOf).some((value) => isVariables(value, '+')) ? {} : { line: `SSLOptions +${VARIABLES}` };
  }
  const words = taken.statement.arguments.map(({ value }) => value);
  if (!words.some((value) => value.toLowerCase() === `-${VARIABLES.toLowerCase()}`)) return {};
  return { edit: withArguments(taken, words.map((value) => textWord(isVariables(value, '-') ? `+${VARIABLES}` : value)).join(' ')) };
}

/** Where lines come in addition: below the last one about TLS of the whole host. */
function addition(host: WrittenHost, lines: readonly WrittenLine[], texts: readonly string[]): TextEdit {
  const last = lines.findLast(({ name }) => /^ssl(?:engine|certificate(?:key)?file|cacertificatefile|verifyclient|verifydepth)$/.test(name));
  return last === undefined ? linesAtTop(host, lines, texts) : linesBelow(last, texts);
}
