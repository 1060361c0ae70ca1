/** Rules about what goes wrong while httpd reads. */
import type { ConfigurationRule } from '../configurationRule.ts';
import { includeLimit, includeNotFound, includeRecursion, includeUnreadable, readingLimit } from './includes.ts';
import { macroArguments, macroRecursion, macroUndefined } from './macros.ts';
import { moduleFileMissing } from './modules.ts';
import { undefinedVariable } from './variables.ts';

/** In the order in which findings of one line are shown. */
export const readingRules: readonly ConfigurationRule[] = [
  includeNotFound,
  includeUnreadable,
  includeRecursion,
  includeLimit,
  readingLimit,
  moduleFileMissing,
  macroUndefined,
  macroArguments,
  macroRecursion,
  undefinedVariable,
];
