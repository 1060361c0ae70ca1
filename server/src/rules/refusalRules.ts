/** The rules whose findings are what httpd's own argument counters and handlers answer. */
import type { Finding, Severity } from '../model/finding.ts';
import type { Refusal, RefusalCode } from '../refusals/call.ts';
import { type Rule, type RulePage, refusalSeverity, type Subject } from './rule.ts';

/** A rule that shows the first refusal with its code. */
export function refusalRule(code: RefusalCode, page: RulePage): Rule {
  return { code, severity: 'error', page, yields: true, check: (subject) => firstRefusal(subject, code) };
}

function firstRefusal(subject: Subject, code: RefusalCode): Finding | null {
  const refusal = subject.refusals().find((candidate) => candidate.code === code);
  return refusal === undefined ? null : asFinding(refusal, subject);
}

function asFinding(refusal: Refusal, subject: Subject): Finding {
  const severity: Severity = refusal.httpd === undefined ? 'warning' : refusalSeverity(subject.scope);
  return { ...refusal, severity };
}
