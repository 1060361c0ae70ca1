/** Rules about what goes wrong while httpd reads: the reading has found it, the rule says it. */
import type { PlacedTrouble } from '../../model/configuration/configuration.ts';
import type { Fix } from '../../model/finding.ts';
import type { Trouble, TroubleKind } from '../../model/reading/reading.ts';
import type { ConfigurationRule } from '../configurationRule.ts';

/** What a rule says about one kind of trouble. */
export interface Saying {
  readonly message: string;
  readonly fixes?: readonly Fix[];
}

/** A rule that shows each trouble of a kind: an error where httpd refuses and surely reads the line, else a warning. */
export function troubleRule(kind: TroubleKind, rule: Pick<ConfigurationRule, 'page' | 'severity'>, say: (trouble: Trouble) => Saying): ConfigurationRule {
  return {
    ...rule,
    code: kind,
    check: ({ troubles }) =>
      troubles
        .filter(({ trouble }) => trouble.kind === kind)
        .map((placed) => ({
          at: placed.at,
          finding: { code: kind, severity: severityOf(placed, rule.severity), ...say(placed.trouble), ...shown(placed.trouble) },
        })),
  };
}

function severityOf({ trouble, certain }: PlacedTrouble, most: ConfigurationRule['severity']): ConfigurationRule['severity'] {
  return most === 'error' && !(certain && trouble.httpd !== undefined) ? 'warning' : most;
}

function shown({ start, end, httpd }: Trouble): { start: number; end: number; httpd?: string } {
  return { start, end, ...(httpd !== undefined && { httpd }) };
}
