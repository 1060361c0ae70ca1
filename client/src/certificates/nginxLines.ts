/** A chain and its key as nginx is told of them. */
import { CertificateProblem, quoted } from './problem.ts';

/** The lines for a `server` block of nginx; `privateKey` is `null` where the key is not known, which leaves its line to the person. */
export function nginxLines(chain: string, privateKey: string | null): readonly string[] {
  return [`ssl_certificate ${nginxWord(chain)};`, ...(privateKey === null ? [] : [`ssl_certificate_key ${nginxWord(privateKey)};`])];
}

/** A path as one word of nginx's configuration, where `$` begins a variable for which there is no escape. */
function nginxWord(file: string): string {
  if (/[\p{Cc}$]/u.test(file))
    throw new CertificateProblem(`The path ${quoted(file)} cannot stand in a configuration of nginx. Move the file to another folder.`);
  return /^[\w./:@+-]+$/.test(file) ? file : `"${file.replaceAll(/["\\]/g, '\\$&')}"`;
}
