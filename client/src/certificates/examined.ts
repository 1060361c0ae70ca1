/** Certificate files that are looked at again and again, as a list of them does: read when they changed, remembered until then. */
import type { X509Certificate } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { EXPIRING_DAYS, factsAt } from './facts.ts';
import { type Inspection, inspected } from './inspect.ts';
import { CertificateProblem, codeOf, DamagedFile, UnreadableFile } from './problem.ts';
import { readCertificates } from './read.ts';
import { readPrivateKey } from './readKey.ts';
import { type Use, uncoveredBy } from './uses.ts';

/** What a file holds, without what stands around it. */
export type Content = Omit<Inspection, 'uses' | 'lineage'>;

/** Why nothing can be told of a file. */
export interface Trouble {
  /** `none`: it holds no certificate. `denied`: it may not be read. */
  readonly kind: 'missing' | 'denied' | 'damaged' | 'none';
  readonly message: string;
}

/** A file as it is now. */
export interface Examined {
  /** As it was asked for. */
  readonly path: string;
  /** Where its links lead; the path itself where there is nothing. */
  readonly real: string;
  readonly content: Content | null;
  readonly trouble: Trouble | null;
}

/** A line that names a file, and whether the certificate fits it. */
export interface JudgedUse extends Use {
  /** Names of the virtual host that the certificate does not cover. */
  readonly uncovered: readonly string[];
  /** Whether the key belongs to the certificate; `null` where that cannot be told. */
  readonly keyFits: boolean | null;
}

interface Known {
  readonly stamp: string;
  readonly content: Content | null;
  readonly leaf: X509Certificate | null;
  readonly trouble: Trouble | null;
}

/** Looks at files and remembers what they held for as long as time and size of them stay. */
export class Examiner {
  readonly #known = new Map<string, Known>();
  readonly #fits = new Map<string, boolean | null>();

  /** A file, as it stands on a day. */
  async examine(path: string, now: number, expiringDays: number = EXPIRING_DAYS): Promise<Examined> {
    const place = await placeOf(path);
    if ('kind' in place) return { path, real: path, content: null, trouble: place };
    const { content, trouble } = await this.#look(place);
    const certificates = content?.certificates.map((facts) => factsAt(facts, now, expiringDays)) ?? [];
    return { path, real: place.real, content: content === null ? null : { ...content, certificates }, trouble };
  }

  /** Whether the certificate that a file begins with fits a line that names it. Of others nothing is found fault with. */
  async judge(use: Use): Promise<JudgedUse> {
    const place = await placeOf(use.path);
    const known = 'kind' in place ? null : await this.#look(place);
    if (known === null || known.leaf === null || use.role !== 'server') return { ...use, uncovered: [], keyFits: null };
    const [facts] = known.content?.certificates ?? [];
    const own = (facts?.names ?? []).map(({ value }) => value.toLowerCase());
    const isAuthority = facts?.isAuthority === true && own.length === 0;
    return { ...use, uncovered: isAuthority ? [] : uncoveredBy(known.leaf, own, use.names), keyFits: await this.#fit(known, use.privateKey) };
  }

  async #look({ real, stamp }: Place): Promise<Known> {
    const before = this.#known.get(real);
    if (before?.stamp === stamp) return before;
    const known = { stamp, ...(await contentOf(real)) };
    this.#known.set(real, known);
    return known;
  }

  async #fit({ leaf, stamp }: Known, privateKey: string | null): Promise<boolean | null> {
    const key = privateKey === null ? null : await placeOf(privateKey);
    if (leaf === null || key === null || 'kind' in key) return null;
    const both = `${stamp} ${key.stamp}`;
    const before = this.#fits.get(both);
    if (before !== undefined) return before;
    const fits = await readPrivateKey(key.real).then(
      (privateKeyRead) => leaf.checkPrivateKey(privateKeyRead),
      () => null,
    );
    this.#fits.set(both, fits);
    return fits;
  }
}

/** A file that is there; the stamp is another one once it changed. */
interface Place {
  readonly real: string;
  readonly stamp: string;
}

async function placeOf(path: string): Promise<Place | Trouble> {
  try {
    const real = await realpath(path);
    const { dev, ino, size, mtimeMs, ctimeMs } = await stat(real);
    return { real, stamp: [dev, ino, size, mtimeMs, ctimeMs].join(':') };
  } catch (error) {
    const isDenied = codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM';
    return isDenied
      ? { kind: 'denied', message: 'You may not look into its folder. Private files of a server belong to root.' }
      : { kind: 'missing', message: 'There is no such file on this machine.' };
  }
}

async function contentOf(real: string): Promise<Omit<Known, 'stamp'>> {
  try {
    const file = await readCertificates(real);
    return { content: inspected(file), leaf: file.certificates[0] ?? null, trouble: null };
  } catch (error) {
    if (!(error instanceof CertificateProblem)) throw error;
    return { content: null, leaf: null, trouble: { kind: kindOf(error), message: error.message } };
  }
}

function kindOf(problem: CertificateProblem): Trouble['kind'] {
  if (problem instanceof DamagedFile) return 'damaged';
  return problem instanceof UnreadableFile ? 'denied' : 'none';
}
