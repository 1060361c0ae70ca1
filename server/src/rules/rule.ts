/** What a rule is: a code, its documentation with examples that tests run, and a check of one line. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Directive } from '../knowledge/types.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Scope } from '../model/scope.ts';
import type { Target } from '../model/target.ts';
import type { Refusal } from '../refusals/call.ts';
import type { Line } from '../syntax/line.ts';
import type { Statement } from '../syntax/statement.ts';
import type { FileSketch } from './certificateSketch.ts';

/** The page of a rule, in our own words. `bad` and `good` are configurations: the first gets the finding, the second does not. */
export interface RulePage {
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly bad: string;
  readonly good: string;
  /** The server that the examples are for, where the finding depends on it. */
  readonly server?: Partial<Pick<Target, 'httpd' | 'platform'>>;
  /** Files that lie on the disk of the examples, by absolute path; the example is then a main configuration in `/etc/apache2`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Certificate and key files that lie there too. What httpd refuses because of them it refuses at start, not at `-t`. */
  readonly certificates?: Readonly<Record<string, FileSketch>>;
  /** Where the example lies, if not in the main configuration itself; `files` has that one then. */
  readonly place?: string;
  /** Whether httpd refuses the bad example at start only, not at `-t`. */
  readonly atStart?: true;
}

/** How a tag fared in the nesting; `none` for directives. A `tooDeep` one was left out of it. */
export type TagState = 'none' | 'paired' | 'unclosed' | 'stray' | 'tooDeep';

/** One line as the rules see it. */
export interface Subject {
  readonly line: Line;
  readonly statement: Statement;
  readonly scope: Scope;
  /** The sections that should have been closed before this closing tag, innermost last. Empty for other lines. */
  readonly pending: readonly string[];
  readonly tag: TagState;
  /** For the tags of a section: the scope of what stands inside. */
  readonly inside: Scope | null;
  /** The directives of this name, best fit first. */
  readonly directives: readonly Directive[];
  /** What httpd's handlers say to the arguments; worked out when first asked for. */
  refusals(): readonly Refusal[];
  readonly knowledge: Knowledge;
  readonly target: Target;
}

/** One finding's rule. */
export interface Rule {
  readonly code: string;
  /** The severity that the rule's findings have at most. */
  readonly severity: Severity;
  readonly page: RulePage;
  readonly check: (subject: Subject) => Finding | null;
  /** Whether a finding of this rule says why httpd refuses the arguments, so that rules which `yield` are silent. */
  readonly explains?: true;
  readonly yields?: true;
}

/** An error where the line is certainly read; a warning where nobody can know. */
export function refusalSeverity(scope: Scope): Severity {
  return scope.certainty === 'active' ? 'error' : 'warning';
}

/** The span of the statement's name. */
export function nameSpan({ statement }: Subject): { start: number; end: number } {
  return { start: statement.nameStart, end: statement.nameEnd };
}

/** The span of the whole statement. */
export function statementSpan({ statement }: Subject): { start: number; end: number } {
  const before = statement.kind === 'directive' ? 0 : statement.kind === 'open' ? 1 : 2;
  return { start: Math.max(statement.nameStart - before, 0), end: statement.end };
}

/** The name as httpd and people write it: `ServerName`, `<Directory>`, `</Directory>`. */
export function displayName({ statement, directives }: Subject): string {
  const name = directives[0]?.name ?? statement.name;
  if (statement.kind === 'directive') return name;
  return statement.kind === 'open' ? `<${name}>` : `</${name}>`;
}
