/**
 * How an authority comes to be trusted, and stops being it: for each store of a machine the exact commands, as data. Nothing is run here; a person
 * reads them and has them typed into a terminal that can be seen.
 */
import type { X509Certificate } from 'node:crypto';
import path from 'node:path';
import type { Machine } from './machine.ts';
import { CertificateProblem } from './problem.ts';
import { type CertificateFile, readCertificates } from './read.ts';
import { browserPlans } from './trustBrowsers.ts';
import { languagePlans } from './trustLanguages.ts';
import type { TrustPlan, TrustSubject } from './trustPlan.ts';
import { systemPlans } from './trustSystem.ts';
import { subjectOf } from './wording.ts';

/** What to do on a machine, and what to mind. */
export interface TrustAdvice {
  /** What the authority is called. */
  readonly title: string;
  readonly plans: readonly TrustPlan[];
  /** For the case that the browser is not on this machine. */
  readonly hints: readonly string[];
}

/** The plans for the certificate of an authority; refuses one that is none. */
export async function trustAdvice(certificate: string, machine: Machine): Promise<TrustAdvice> {
  const authority = authorityIn(await readCertificates(certificate));
  const file = path.resolve(certificate);
  const alias = `apache-wsgi-tls-${authority.fingerprint256.replaceAll(':', '').slice(0, 12).toLowerCase()}`;
  const subject: TrustSubject = { file, alias, thumbprint: authority.fingerprint.replaceAll(':', ''), machine };
  return { title: subjectOf(authority), plans: [...systemPlans(subject), ...browserPlans(subject), ...languagePlans(subject)], hints: hintsFor(subject) };
}

/** The one certificate of a file that can be handed to every store as it is: stores copy all of it. */
function authorityIn({ path: file, form, certificates, hasKey }: CertificateFile): X509Certificate {
  const [authority, second] = certificates;
  if (hasKey)
    throw new CertificateProblem(
      `${file} also holds a private key, which stores would copy to where others can read it. Choose the file with the certificate alone.`,
    );
  if (authority === undefined || second !== undefined)
    throw new CertificateProblem(`${file} holds more or less than one certificate. Choose the one of the authority.`);
  if (form !== 'pem')
    throw new CertificateProblem(`${file} is not PEM, which most stores take alone. Write it anew: openssl x509 -inform DER -in FILE -out NEW`);
  if (authority.ca) return authority;
  throw new CertificateProblem(
    `${subjectOf(authority)} is the certificate of a server or client: trusting it makes browsers trust nothing. Choose the one of the authority that signed it.`,
  );
}

function hintsFor({ file, machine: { remoteName, isWsl } }: TrustSubject): string[] {
  const copy = `Copy ${file} there (the certificate alone, never the key beside it) and trust it there as its system does.`;
  if (isWsl || remoteName === 'wsl') return ['The browser usually runs on Windows, which trusts apart from this Linux: see the plan for Windows.'];
  if (remoteName === null) return [];
  return [`You work on another machine (${remoteName}). A browser on your own does not know what is trusted here. ${copy}`];
}
