/** Everything that has a code: the pages under docs/rules are made from this list, and every example in it is run by a test. */
import type { Severity } from '../model/finding.ts';
import { configurationRules } from './configurationRules.ts';
import { documentNotes } from './documentNotes.ts';
import { allLineRules } from './index.ts';
import type { RulePage } from './rule.ts';

/** What pages and tests need to know of a rule. */
export interface CatalogEntry {
  readonly code: string;
  readonly severity: Severity;
  readonly page: RulePage;
}

/** Every rule and remark, in the alphabetical order of the codes. */
export const catalog: readonly CatalogEntry[] = [...allLineRules, ...configurationRules, ...documentNotes].sort((a, b) => (a.code < b.code ? -1 : 1));
