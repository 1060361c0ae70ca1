/** What people chose about findings: a severity for a code, or none of it at all. */
import { nearestName } from '../knowledge/nearest.ts';
import type { Severity } from '../model/finding.ts';
import { catalog } from './catalog.ts';

/** What the findings of a code can be shown as. */
export const LEVELS = ['error', 'warning', 'information', 'hint', 'off'] as const;

/** One of them. */
export type Level = (typeof LEVELS)[number];

/** The chosen levels by code; what is not named is shown as its rule says. */
export type RuleLevels = Readonly<Record<string, Level>>;

/** What a choice for one code comes to (null for nothing), and what is wrong with it, for people (null for nothing). */
export interface ReadLevel {
  readonly level: Level | null;
  readonly problem: string | null;
}

/** Checks a choice: the code must exist, the level too, and `error` is for rules that speak of what httpd refuses; others get no higher than warning. */
export function readLevel(code: string, chosen: unknown): ReadLevel {
  const entry = catalog.find((candidate) => candidate.code === code);
  if (entry === undefined) return { level: null, problem: `There is no finding “${code}”.${hint(code)}` };
  const level = LEVELS.find((candidate) => candidate === chosen);
  if (level === undefined) return { level: null, problem: `${code} takes one of ${LEVELS.join(', ')}, not ${quoted(chosen)}.` };
  if (level !== 'error' || entry.severity === 'error') return { level, problem: null };
  return { level: 'warning', problem: `${code} cannot be an error, since httpd takes what it finds; the most is warning.` };
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}

/** The existing code that a misspelt one most resembles; null when there is none. */
export function nearestCode(code: string): string | null {
  return nearestName(
    code.toLowerCase(),
    catalog.map((entry) => entry.code),
  );
}

function hint(code: string): string {
  const near = nearestCode(code);
  return near === null ? '' : ` Did you mean “${near}”?`;
}

/** The severity that a finding is shown with; null for none. Red is for what httpd refuses: `error` makes a warning of anything else. */
export function shownSeverity({ code, severity }: { readonly code: string; readonly severity: Severity }, levels: RuleLevels): Severity | null {
  const level = Object.hasOwn(levels, code) ? levels[code] : undefined;
  if (level === undefined) return severity;
  if (level === 'off') return null;
  return level === 'error' && severity !== 'error' ? 'warning' : level;
}
