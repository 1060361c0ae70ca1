/** The rules about TLS, in the order in which findings of one line are shown: what keeps httpd from starting first. */
import type { ConfigurationRule } from '../configurationRule.ts';
import { certificateWithoutEngine } from './certificateWithoutEngine.ts';
import { certificateWithoutKey } from './certificateWithoutKey.ts';
import { clientCertificateBypass } from './clientCertificateBypass.ts';
import { clientCertificatesPerPath } from './clientCertificatesPerPath.ts';
import { clientCertificatesWithoutCa } from './clientCertificatesWithoutCa.ts';
import { clientCertificatesWithoutVariables } from './clientCertificatesWithoutVariables.ts';
import { engineWithoutCertificate } from './engineWithoutCertificate.ts';
import { forwardedProtoFromClients } from './forwardedProtoFromClients.ts';
import { hstsBehindProxy } from './hstsBehindProxy.ts';
import { hstsOverHttp } from './hstsOverHttp.ts';
import { hstsPolicy } from './hstsPolicy.ts';
import { hstsPreload } from './hstsPreload.ts';
import { hstsWithoutAlways } from './hstsWithoutAlways.ts';
import { httpBesideHsts } from './httpBesideHsts.ts';
import { httpsPortWithoutTls } from './httpsPortWithoutTls.ts';
import { mixedTlsAddress } from './mixedTlsAddress.ts';
import { noCipher } from './noCipher.ts';
import { noProtocol } from './noProtocol.ts';
import { noSessionResumption } from './noSessionResumption.ts';
import { opensslValue } from './opensslValue.ts';
import { protocolOverride } from './protocolOverride.ts';
import { publicClientCa } from './publicClientCa.ts';
import { redirectLoopBehindProxy } from './redirectLoopBehindProxy.ts';
import { revocationCheckWithoutList } from './revocationCheckWithoutList.ts';
import { revocationListUnused } from './revocationListUnused.ts';
import { sniPolicy } from './sniPolicy.ts';
import { staplingWithoutCache } from './staplingWithoutCache.ts';
import { tlsOnHttpPort } from './tlsOnHttpPort.ts';
import { unsafeTlsSwitch } from './unsafeTlsSwitch.ts';
import { unverifiedClientCertificates } from './unverifiedClientCertificates.ts';
import { weakCipher } from './weakCipher.ts';
import { weakProtocol } from './weakProtocol.ts';

export const tlsRules: readonly ConfigurationRule[] = [
  engineWithoutCertificate,
  certificateWithoutKey,
  noProtocol,
  noCipher,
  opensslValue,
  staplingWithoutCache,
  revocationCheckWithoutList,
  httpsPortWithoutTls,
  certificateWithoutEngine,
  tlsOnHttpPort,
  mixedTlsAddress,
  protocolOverride,
  weakProtocol,
  weakCipher,
  unsafeTlsSwitch,
  sniPolicy,
  noSessionResumption,
  clientCertificatesWithoutCa,
  unverifiedClientCertificates,
  clientCertificatesPerPath,
  clientCertificateBypass,
  publicClientCa,
  clientCertificatesWithoutVariables,
  revocationListUnused,
  httpBesideHsts,
  hstsOverHttp,
  hstsPolicy,
  hstsPreload,
  hstsBehindProxy,
  hstsWithoutAlways,
  redirectLoopBehindProxy,
  forwardedProtoFromClients,
];
