/**
 * Certificates by mkcert, signed with its own authority, which may be trusted on this machine already. mkcert is looked for,
 * never fetched, and never told to change what this machine trusts.
 */
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Host } from '../host.ts';
import { CertificateProblem } from '../problem.ts';
import { findProgram, type Program, runProgram } from '../processes.ts';
import type { Maker } from './maker.ts';
import { madeBy } from './results.ts';

/** Makes certificates with mkcert. */
export const mkcert: Maker = {
  keyTypes: ['rsa-2048', 'ecdsa-p256'],
  days: null,
  program: findMkcert,
  async make(order, host) {
    const program = await findMkcert(host);
    const authority = path.join(await authorityFolder(program, order.folder, host), 'rootCA.pem');
    const wasThere = await access(authority).then(
      () => true,
      () => false,
    );
    host.progress?.('Making key and certificate with mkcert');
    const options = [...(order.keyType === 'ecdsa-p256' ? ['-ecdsa'] : []), '-cert-file', 'certificate.pem', '-key-file', 'key.pem'];
    const args = [...options, '--', ...order.names.map(({ text }) => text)];
    await runProgram(program, { args, folder: order.folder, env: environment(host) }, host);
    const made = await madeBy(program, path.join(order.folder, 'key.pem'), path.join(order.folder, 'certificate.pem'));
    return {
      ...made,
      authority,
      notes: wasThere ? [] : ['mkcert made a new authority, which nothing trusts yet. “mkcert -install” in a terminal changes that.'],
    };
  },
};

/** The certificate of mkcert's own authority, if this machine has mkcert and mkcert has made one; `folder` is a private one to run in. */
export async function mkcertAuthority(folder: string, host: Host): Promise<string | null> {
  try {
    const program = await findProgram('mkcert', host);
    if (program === null) return null;
    const file = path.join(await authorityFolder(program, folder, host), 'rootCA.pem');
    await access(file);
    return file;
  } catch {
    return null;
  }
}

async function findMkcert(host: Host): Promise<Program> {
  const found = await findProgram('mkcert', host);
  if (found !== null) return found;
  throw new CertificateProblem('mkcert was not found on PATH. Install it, name it in the settings, or choose the built-in maker.');
}

/** Where mkcert keeps its authority: its own answer, since nothing else knows all of its ways to find it. */
async function authorityFolder(program: Program, folder: string, host: Host): Promise<string> {
  const { stdout } = await runProgram(program, { args: ['-CAROOT'], folder, env: environment(host) }, host);
  const answer = stdout.trim();
  if (answer === '') {
    throw new CertificateProblem(
      'mkcert does not know where to keep its authority, since there is no home folder (HOME). Set HOME or CAROOT, or choose the built-in maker.',
    );
  }
  if (path.isAbsolute(answer) && !/[\r\n]/.test(answer)) return answer;
  throw new CertificateProblem(
    `mkcert would keep its authority in “${answer.slice(0, 200)}”, which is no absolute path, so it would be lost. Correct CAROOT, or choose the built-in maker.`,
  );
}

/** mkcert finds its authority by these; the stores of this machine are none of its business here. */
function environment({ env }: Host): Record<string, string> {
  const passed = ['CAROOT', 'XDG_DATA_HOME'].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return { ...Object.fromEntries(passed), TRUST_STORES: 'none' };
}
