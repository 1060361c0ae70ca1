/** What went wrong, in words for the person who asked: what is wrong, why it matters, what to do. */

import { printable } from './wording.ts';

/** The one kind of error that leaves this room on purpose. Its message is shown as it is. */
export class CertificateProblem extends Error {
  override readonly name = 'CertificateProblem';
}

/** A file that holds a certificate, a request or a store which is damaged; as opposed to one that holds none. */
export class DamagedFile extends CertificateProblem {}

/** A file that the system does not give out. */
export class UnreadableFile extends CertificateProblem {}

/** A text from outside as it may stand in a message. */
export function quoted(text: string): string {
  return `“${printable(text)}”`;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'the system does not allow it',
  EROFS: 'it lies on a read-only file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENOENT: 'it does not exist',
  EEXIST: 'something of that name exists already',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
  EISDIR: 'it is a folder',
};

/** Why the file system did not do what it was asked, in words. */
export function reasonOf(error: unknown): string {
  const known = REASONS[codeOf(error) ?? ''];
  if (known !== undefined) return known;
  return error instanceof Error ? error.message : String(error);
}

/** The code of a system error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Rejects once somebody cancelled. */
export function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled();
}

/** What a cancelled command rejects with. */
export function cancelled(): CertificateProblem {
  return new CertificateProblem('Cancelled. Nothing was written.');
}
