/** Every rule about a configuration as a whole. */
import { certificateRules } from './certificates/index.ts';
import type { ConfigurationRule } from './configurationRule.ts';
import { declaredRules } from './declared/index.ts';
import { fileRules } from './files/index.ts';
import { readingRules } from './reading/index.ts';
import { siteRules } from './sites/index.ts';
import { tlsRules } from './tls/index.ts';
import { wsgiRules } from './wsgi/index.ts';

/** In the order in which findings of one line are shown. */
export const configurationRules: readonly ConfigurationRule[] = [
  ...readingRules,
  ...siteRules,
  ...wsgiRules,
  ...tlsRules,
  ...certificateRules,
  ...fileRules,
  ...declaredRules,
];
