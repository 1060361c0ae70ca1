/** The files that another program says it made: read only where they are what they should be. */
import { keyText } from '../keys.ts';
import { CertificateProblem } from '../problem.ts';
import type { Program } from '../processes.ts';
import { readRegular } from '../read.ts';
import { readPrivateKey } from '../readKey.ts';
import type { Made } from './maker.ts';

/** The key and the certificate that a program made, the key in the form that all makers give. */
export async function madeBy(program: Program, key: string, certificate: string): Promise<Pick<Made, 'privateKey' | 'certificate'>> {
  try {
    return { privateKey: keyText(await readPrivateKey(key)), certificate: (await readRegular(certificate)).toString('utf8') };
  } catch {
    throw new CertificateProblem(
      `${program.name} ended as if all were well, but made no key and certificate that can be read. Check that ${program.file} is the real ${program.name}, or choose another maker.`,
    );
  }
}
