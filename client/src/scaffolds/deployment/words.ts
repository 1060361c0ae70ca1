/** Paths and texts as the files of nginx, gunicorn, supervisor and systemd spell them, each in its own way. */
import { CertificateProblem, quoted } from '../../certificates/problem.ts';

/** A word of nginx. A dollar sign begins a variable, and nothing takes that from it (measured with nginx 1.22). */
export function nginxWord(text: string): string {
  if (text.includes('$')) throw unspeakable(text, '$', 'nginx');
  return /^[\w./:@*+-]+$/.test(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** A value of supervisor's INI file. It cuts what follows a blank and `;` or `#`, in quotes as well (measured with supervisor 4.2). */
export function iniValue(text: string): string {
  if (/(?:^|\s)[;#]/.test(text)) throw unspeakable(text, 'a blank before ; or #', 'supervisor');
  if (text !== text.trim()) throw unspeakable(text, 'a blank at an end', 'supervisor');
  return text.replaceAll('%', '%%');
}

/** A word of a command in supervisor's INI file, which it takes apart as a shell would. */
export function iniWord(text: string): string {
  return iniValue(/^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`);
}

/** A value of a systemd unit that is one path (systemd.unit(5): specifiers begin with a percent sign). */
export function unitPath(text: string): string {
  if (text !== text.trim() || text.endsWith('\\')) throw unspeakable(text, 'a blank or a backslash at an end', 'systemd');
  return text.replaceAll('%', '%%');
}

/** A word of a command in a systemd unit (systemd.service(5): quotes, backslashes, specifiers and variables). */
export function unitWord(text: string): string {
  const safe = text.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /^[\w./:@+%$-]+$/.test(safe) ? safe : `"${safe.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** A string of Python. JSON's escapes are Python's. */
export function pythonText(text: string): string {
  return JSON.stringify(text);
}

function unspeakable(text: string, what: string, program: string): CertificateProblem {
  return new CertificateProblem(`The path ${quoted(text)} cannot be told to ${program}, because of ${what} in it. Move or link the folder to a plainer path.`);
}
