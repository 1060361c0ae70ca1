/** Rules about a configuration as a whole: what one line means in the light of others, of other files, and of the disk. */
import type { Configuration } from '../model/configuration/configuration.ts';
import type { Origin } from '../model/configuration/entry.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { RulePage } from './rule.ts';

/** A finding and the line that it is about; its offsets, and those of its edits, are offsets of that line's text. */
export interface ConfigurationFinding {
  readonly at: Origin;
  readonly finding: Finding;
}

/** A rule over a configuration; findings come in any order. */
export interface ConfigurationRule {
  readonly code: string;
  /** The severity that the rule's findings have at most. */
  readonly severity: Severity;
  readonly page: RulePage;
  readonly check: (configuration: Configuration) => ConfigurationFinding[];
}
