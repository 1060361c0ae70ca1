/** Paths of the server that a site is written for, which may be another machine than this one. */
import path from 'node:path';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import { type PlatformId, PROFILES } from './platforms.ts';
import { word } from './words.ts';

/** A path as httpd takes it, with slashes and without a slash at its end. Throws a `CertificateProblem` where it is none on that platform. */
export function serverPath(name: string, value: string, platform: PlatformId): string {
  const text = String(value);
  const found = platform === 'windows' ? windowsPath(text) : posixPath(text);
  if (found === null) {
    throw new CertificateProblem(
      `The option ${name} is an absolute path on the server (${PROFILES[platform].title}), such as ${EXAMPLES[platform]}, not ${quoted(text)}.`,
    );
  }
  word(found);
  return found;
}

const EXAMPLES: Readonly<Record<PlatformId, string>> = {
  debian: '/srv/app/app.wsgi',
  rhel: '/srv/app/app.wsgi',
  macos: '/Users/ann/app/app.wsgi',
  windows: 'C:/app/app.wsgi',
  docker: '/srv/app/app.wsgi',
};

function posixPath(text: string): string | null {
  return text.startsWith('/') && !text.includes('\0') ? trimmed(path.posix.normalize(text)) : null;
}

/** A path with a drive or a share; backslashes become slashes, which httpd takes everywhere. */
function windowsPath(text: string): string | null {
  const slashed = text.replaceAll('\\', '/');
  const match = /^([a-z]:|\/\/[^/]+\/[^/]+)(\/.*)$/i.exec(slashed);
  if (match === null || /[<>:"|?*\0]/.test(match[2] ?? '')) return null;
  return `${match[1]}${trimmed(path.posix.normalize(match[2] ?? ''))}`;
}

function trimmed(text: string): string {
  return text.length > 1 ? text.replace(/\/+$/, '') : text;
}

/** A folder that Python is told of in a list. Throws a `CertificateProblem` where Python would take it for two. */
export function refuseSeparator(folder: string, platform: PlatformId): string {
  const separator = platform === 'windows' ? ';' : ':';
  if (!folder.includes(separator)) return folder;
  throw new CertificateProblem(
    `${quoted(folder)} has a ${separator === ':' ? 'colon' : 'semicolon'} in it, where Python takes one folder for two. Rename the folder.`,
  );
}
