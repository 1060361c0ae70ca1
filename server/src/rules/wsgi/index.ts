/** Every rule about mod_wsgi and the Python behind it. */
import type { ConfigurationRule } from '../configurationRule.ts';
import { applicationInHome } from './applicationInHome.ts';
import { authorizationNotPassed } from './authorizationNotPassed.ts';
import { daemonBeforeCertbot } from './daemonBeforeCertbot.ts';
import { daemonModeOnWindows } from './daemonModeOnWindows.ts';
import { daemonNumberWithoutMeaning } from './daemonNumberWithoutMeaning.ts';
import { daemonWithoutLocale } from './daemonWithoutLocale.ts';
import { djangoBehindProxy } from './djangoBehindProxy.ts';
import { duplicateDaemonProcess } from './duplicateDaemonProcess.ts';
import { embeddedModeRestricted } from './embeddedModeRestricted.ts';
import { extensionsNeedGlobal } from './extensionsNeedGlobal.ts';
import { fallbackToApplication } from './fallbackToApplication.ts';
import { handlerWithoutExecCgi } from './handlerWithoutExecCgi.ts';
import { hostNotAllowed } from './hostNotAllowed.ts';
import { missingScript } from './missingScript.ts';
import { misspeltGroupToken } from './misspeltGroupToken.ts';
import { noApplication } from './noApplication.ts';
import { overriddenProcessGroup } from './overriddenProcessGroup.ts';
import { overriddenPythonHome } from './overriddenPythonHome.ts';
import { processGroupAtStart } from './processGroupAtStart.ts';
import { processGroupOfOtherHost } from './processGroupOfOtherHost.ts';
import { projectNotImportable } from './projectNotImportable.ts';
import { pythonHome } from './pythonHome.ts';
import { pythonVersionMismatch } from './pythonVersionMismatch.ts';
import { relativeScriptPath } from './relativeScriptPath.ts';
import { repeatedWsgiModule } from './repeatedWsgiModule.ts';
import { rewritePastApplication } from './rewritePastApplication.ts';
import { rivalProxyHeaders } from './rivalProxyHeaders.ts';
import { scriptAliasSlash } from './scriptAliasSlash.ts';
import { secondDaemonPool } from './secondDaemonPool.ts';
import { shadowedScriptAlias } from './shadowedScriptAlias.ts';
import { sharedInterpreter } from './sharedInterpreter.ts';
import { sitePackagesInPath } from './sitePackagesInPath.ts';
import { socketPrefixMissing } from './socketPrefixMissing.ts';
import { trustedHeadersWithoutProxies } from './trustedHeadersWithoutProxies.ts';
import { twinRunsEmbedded } from './twinRunsEmbedded.ts';
import { unknownProcessGroup } from './unknownProcessGroup.ts';
import { unusedDaemonProcess } from './unusedDaemonProcess.ts';

/** What httpd refuses first, then what goes wrong at requests, then advice. */
export const wsgiRules: readonly ConfigurationRule[] = [
  duplicateDaemonProcess,
  processGroupAtStart,
  daemonModeOnWindows,
  unknownProcessGroup,
  processGroupOfOtherHost,
  unusedDaemonProcess,
  twinRunsEmbedded,
  secondDaemonPool,
  overriddenProcessGroup,
  embeddedModeRestricted,
  misspeltGroupToken,
  daemonNumberWithoutMeaning,
  pythonHome,
  overriddenPythonHome,
  sitePackagesInPath,
  pythonVersionMismatch,
  repeatedWsgiModule,
  relativeScriptPath,
  missingScript,
  scriptAliasSlash,
  shadowedScriptAlias,
  noApplication,
  projectNotImportable,
  sharedInterpreter,
  handlerWithoutExecCgi,
  rewritePastApplication,
  fallbackToApplication,
  trustedHeadersWithoutProxies,
  rivalProxyHeaders,
  hostNotAllowed,
  djangoBehindProxy,
  socketPrefixMissing,
  applicationInHome,
  extensionsNeedGlobal,
  authorizationNotPassed,
  daemonWithoutLocale,
  daemonBeforeCertbot,
];
