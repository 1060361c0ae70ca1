/** Rules about lines that rest on what other lines, files of the machine or the section around them declare. */
import type { ConfigurationRule } from '../configurationRule.ts';
import { cacheFoldersTooDeep } from './cacheFoldersTooDeep.ts';
import { invalidProxyList } from './invalidProxyList.ts';
import { proxySectionMismatch } from './proxySectionMismatch.ts';
import { takenProviderName } from './takenProviderName.ts';
import { undeclaredName } from './undeclaredName.ts';
import { unknownAccount } from './unknownAccount.ts';

/** In the order in which findings of one line are shown. */
export const declaredRules: readonly ConfigurationRule[] = [
  undeclaredName,
  takenProviderName,
  proxySectionMismatch,
  cacheFoldersTooDeep,
  invalidProxyList,
  unknownAccount,
];
