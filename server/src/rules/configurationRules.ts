/** Every rule about a configuration as a whole. */
import type { ConfigurationRule } from './configurationRule.ts';

/** In the order in which findings of one line are shown. */
export const configurationRules: readonly ConfigurationRule[] = [];
