/** Rules about certificates and keys: what the lines name, and what lies in the files. */
import type { ConfigurationRule } from '../configurationRule.ts';
import { caAsServerCertificate } from './caAsServerCertificate.ts';
import { encryptedPrivateKey } from './encryptedPrivateKey.ts';
import { expiredCertificate } from './expiredCertificate.ts';
import { expiringCertificate } from './expiringCertificate.ts';
import { incompleteChain } from './incompleteChain.ts';
import { keyMismatch } from './keyMismatch.ts';
import { missingTlsFile } from './missingTlsFile.ts';
import { obsoleteChainFile } from './obsoleteChainFile.ts';
import { sameKeyKind } from './sameKeyKind.ts';
import { shortTicketKey } from './shortTicketKey.ts';
import { snakeoilCertificate } from './snakeoilCertificate.ts';
import { surplusPrivateKey } from './surplusPrivateKey.ts';
import { uncoveredName } from './uncoveredName.ts';
import { unusableAuthorities } from './unusableAuthorities.ts';
import { unusableCertificate } from './unusableCertificate.ts';
import { unusablePrivateKey } from './unusablePrivateKey.ts';
import { weakCertificateKey } from './weakCertificateKey.ts';
import { weakCertificateSignature } from './weakCertificateSignature.ts';
import { wrongChain } from './wrongChain.ts';

/** In the order in which findings of one line are shown. */
export const certificateRules: readonly ConfigurationRule[] = [
  missingTlsFile,
  unusableCertificate,
  unusablePrivateKey,
  encryptedPrivateKey,
  keyMismatch,
  weakCertificateKey,
  weakCertificateSignature,
  unusableAuthorities,
  shortTicketKey,
  expiredCertificate,
  expiringCertificate,
  uncoveredName,
  caAsServerCertificate,
  wrongChain,
  incompleteChain,
  obsoleteChainFile,
  surplusPrivateKey,
  sameKeyKind,
  snakeoilCertificate,
];
