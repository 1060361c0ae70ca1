/** The rules about virtual hosts, addresses, access, aliases and redirects. */
import type { ConfigurationRule } from '../configurationRule.ts';
import { aliasSlash } from './aliasSlash.ts';
import { aliasWithoutAccess } from './aliasWithoutAccess.ts';
import { applicationBehindRedirect } from './applicationBehindRedirect.ts';
import { copiedSite } from './copiedSite.ts';
import { directoryWithoutEffect } from './directoryWithoutEffect.ts';
import { duplicateHostName } from './duplicateHostName.ts';
import { duplicateListen } from './duplicateListen.ts';
import { elseWithoutIf } from './elseWithoutIf.ts';
import { hostNameAsAddress } from './hostNameAsAddress.ts';
import { hostWithoutListen } from './hostWithoutListen.ts';
import { loadModuleInSection } from './loadModuleInSection.ts';
import { locationOnPath } from './locationOnPath.ts';
import { missingAliasTarget } from './missingAliasTarget.ts';
import { namelessHost } from './namelessHost.ts';
import { noListen } from './noListen.ts';
import { oldAccessControl } from './oldAccessControl.ts';
import { redirectLoop } from './redirectLoop.ts';
import { redirectWithoutSlash } from './redirectWithoutSlash.ts';
import { emptyRequireContainer, negativeRequireAll } from './requireContainers.ts';
import { scriptWithoutAccess } from './scriptWithoutAccess.ts';
import { secretsUnderWebRoot } from './secretsUnderWebRoot.ts';
import { shadowedAlias } from './shadowedAlias.ts';
import { sourceUnderDocumentRoot } from './sourceUnderDocumentRoot.ts';
import { temporaryHttpsRedirect } from './temporaryHttpsRedirect.ts';
import { unusableHostName } from './unusableHostName.ts';
import { uselessAllowOverride } from './uselessAllowOverride.ts';

/** In the order in which findings of one line are shown: what httpd refuses comes first. */
export const siteRules: readonly ConfigurationRule[] = [
  duplicateListen,
  noListen,
  elseWithoutIf,
  emptyRequireContainer,
  negativeRequireAll,
  hostWithoutListen,
  hostNameAsAddress,
  duplicateHostName,
  namelessHost,
  unusableHostName,
  scriptWithoutAccess,
  aliasWithoutAccess,
  secretsUnderWebRoot,
  sourceUnderDocumentRoot,
  oldAccessControl,
  directoryWithoutEffect,
  locationOnPath,
  aliasSlash,
  missingAliasTarget,
  shadowedAlias,
  applicationBehindRedirect,
  redirectLoop,
  redirectWithoutSlash,
  temporaryHttpsRedirect,
  uselessAllowOverride,
  loadModuleInSection,
  copiedSite,
];
