/** The authorities that the public web rests on, as Node carries them. */
import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';

let roots: readonly X509Certificate[] | null = null;

/** Mozilla's list as this Node was built with; read once. */
export function publicRoots(): readonly X509Certificate[] {
  roots ??= rootCertificates.map((pem) => new X509Certificate(pem));
  return roots;
}
