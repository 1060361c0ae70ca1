/** The files that certbot keeps for a certificate: cert.pem, chain.pem, fullchain.pem (both in one) and privkey.pem. */
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Fix } from '../../model/finding.ts';
import { absolutePath } from '../../model/reading/paths.ts';

const LEAF = /(\/letsencrypt\/(?:live|archive)\/[^/]+\/)cert(\d*\.pem)$/;

/** Whether a path is that of the certificate alone. */
export function leafOfCertbot(path: string): boolean {
  return LEAF.test(path);
}

/** The path of the whole chain beside the certificate alone. */
export function fullChainOf(path: string): string {
  return path.replace(LEAF, '$1fullchain$2');
}

/** The fix that names the whole chain: certbot keeps it beside the certificate. None where it is not there. */
export function toFullChain(configuration: Configuration, line: Entry): Fix[] {
  const path = argument(line);
  const absolute = absolutePath(fullChainOf(path), configuration.serverRoot);
  if (configuration.looksForFiles && (absolute === null || configuration.disk.stat(absolute).kind === 'missing')) return [];
  const edit = nameEdit(line);
  return edit === null ? [] : [{ title: 'Name fullchain.pem', safe: true, edits: [edit] }];
}

/** The edit of the file's name alone, since a variable or a macro's argument may stand before it; null where the name does. */
function nameEdit({ line, statement }: Entry): { start: number; end: number; text: string } | null {
  const [word] = statement.arguments;
  if (word === undefined) return null;
  const end = word.end - (word.quote !== null && word.closed ? 1 : 0);
  const written = /\/cert(?=\d*\.pem$)/.exec(line.text.slice(word.start, end));
  if (written === null) return null;
  const start = word.start + written.index + 1;
  return { start, end: start + 'cert'.length, text: 'fullchain' };
}
