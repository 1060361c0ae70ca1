/** Making findings of rules about mod_wsgi. */
import { type Entry, isCertain, type Origin } from '../../model/configuration/entry.ts';
import type { Finding, Related, Severity } from '../../model/finding.ts';
import type { ConfigurationFinding } from '../configurationRule.ts';

/** A stretch of a line's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a finding has besides its code and its place. */
export type Say = Pick<Finding, 'message'> & Partial<Pick<Finding, 'httpd' | 'fixes' | 'related' | 'missing' | 'tag'>>;

/** A finding of a rule at a stretch of an entry's line. Where httpd may not read the line at all, an error is a warning. */
export function report(rule: { readonly code: string; readonly severity: Severity }, at: Entry, { start, end }: Span, say: Say): ConfigurationFinding {
  const severity = rule.severity === 'error' && !isCertain(at) ? 'warning' : rule.severity;
  return { at, finding: { code: rule.code, severity, start, end, ...say } };
}

/** The name of an entry's directive. */
export function nameSpan({ statement }: Entry): Span {
  return { start: statement.nameStart, end: statement.nameEnd };
}

/** An argument of an entry, counted from 0; the directive's name where there is none. */
export function wordSpan(entry: Entry, index: number): Span {
  return entry.statement.arguments[index] ?? nameSpan(entry);
}

/** Another line that a finding speaks of. */
export function related(at: Origin, { start, end }: Span, message: string): Related {
  return { at, start, end, message };
}

/** A path, a value or a name in a message. */
export function quoted(text: string): string {
  return `“${text}”`;
}
