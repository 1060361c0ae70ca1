/** Where certificates are made in tests: a host whose authorities lie in a temporary folder, and openssl as the other side. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { type Host, thisHost } from '../../client/src/certificates/host.ts';
import { CertificateProblem } from '../../client/src/certificates/problem.ts';

/** A host that keeps its authorities in a folder. */
export function hostIn(folder: string, more: Partial<Host> = {}): Host {
  return thisHost({ workspace: [path.join(folder, 'workspace')], trusted: true, authorities: path.join(folder, 'authorities'), ...more });
}

/** What a person is told where something is refused; fails where it is not, or where something else went wrong. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CertificateProblem)) throw new Error('not refused', { cause: error });
  return error.message;
}

/** Runs openssl; gives what it wrote to its output. */
export function openssl(folder: string, ...args: readonly string[]): Buffer {
  return execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], timeout: 30_000, env: { PATH: process.env.PATH, HOME: folder } });
}

/** What openssl says as a client of a server on the loopback address that trusts one root only; with its status. */
export function asClient(folder: string, port: number, ...args: readonly string[]): { readonly ok: boolean; readonly text: string } {
  const call = ['s_client', '-connect', `127.0.0.1:${port}`, '-verify_return_error', '-showcerts', ...args];
  const { status, stdout, stderr } = spawnSync('openssl', call, { cwd: folder, input: '', encoding: 'utf8', timeout: 30_000 });
  return { ok: status === 0, text: `${stdout}${stderr}` };
}
