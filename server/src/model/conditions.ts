/**
 * Sections that httpd reads only when a condition holds. Without the main configuration every module that we know counts
 * as loaded, and httpd as started without `-D` switches: what is written for the case that a module or switch is absent is
 * read, what needs an unheard-of module or an undefined name stays unknown.
 */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { compareVersions, isVersion } from '../knowledge/version.ts';
import type { Statement } from '../syntax/statement.ts';
import { readWords } from '../syntax/words.ts';
import type { Target } from './target.ts';

/** Whether the lines inside are read: `template` is the text of a macro, which is read where it is used. */
export type Certainty = 'active' | 'unknown' | 'inactive' | 'template';

/** Sections that do not change the context of what stands in them (measured with httpd 2.4.71). */
export const CONDITIONAL: readonly string[] = ['ifmodule', 'ifdefine', 'ifversion', 'iffile', 'ifdirective', 'ifsection'];

/** Whether a section is read or skipped as a whole while the file is being read. */
export function isConditional(tag: string): boolean {
  return CONDITIONAL.includes(tag);
}

/** Whether a section holds another language than httpd's own (Lua), or may hold one since nobody knows the section (Perl). */
export function isForeign(tag: string, knowledge: Knowledge): boolean {
  return tag.startsWith('luahook') || tag === 'luaquickhandler' || (knowledge.find(tag, true).length === 0 && knowledge.nearest(tag, true) === null);
}

/** Whether a condition holds; `absent` for a thing that nobody has heard of, which is most likely not there; null where nothing can be said. */
export type Holds = boolean | 'absent' | null;

/** Answers about the server at one line of the configuration. */
export interface Answers {
  readonly target: Target;
  isDefined(name: string): Holds;
  isLoaded(module: string): Holds;
  hasFile(path: string): Holds;
  hasDirective(name: string, section: boolean): Holds;
}

/** The certainty that a conditional section's own condition gives (not counting the sections around it). */
export function conditionOf(tag: string, statement: Statement, answers: Answers): Certainty {
  const negated = statement.rest.startsWith('!');
  const text = negated ? statement.rest.slice(1).trim() : statement.rest.trim();
  const holds = tag === 'ifversion' ? versionHolds(text, answers.target.httpd) : holdsOf(tag, operandOf(statement, negated), answers);
  if (holds === 'absent') return negated ? 'active' : 'unknown';
  if (holds === null) return 'unknown';
  return holds !== negated ? 'active' : 'inactive';
}

/** What the condition of an opening tag asks for: the first word, an exclamation mark before it left out; more words are passed over. */
export function operandOf({ cooked, rest, restAt }: Statement, negated: boolean): string {
  return readWords(cooked, restAt + (negated ? 1 : 0), restAt + rest.length)[0]?.value ?? '';
}

function holdsOf(tag: string, text: string, answers: Answers): Holds {
  if (tag === 'ifdefine') return answers.isDefined(text);
  if (tag === 'ifmodule') return answers.isLoaded(text);
  if (tag === 'iffile') return answers.hasFile(text);
  return tag === 'ifdirective' && text.startsWith('<') ? answers.hasDirective(text.slice(1), true) : answers.hasDirective(text, tag === 'ifsection');
}

/** mod_version's comparison; null for a form that it would refuse. */
function versionHolds(text: string, version: string): boolean | null {
  const match = /^(!?)(<=|>=|==|=|<|>|~)?\s*(\S+)$/.exec(text);
  if (match === null) return null;
  const [, not, operator = '=', operand = ''] = match;
  const [, slashed] = operator.startsWith('=') ? (/^\/(.*)\/$/.exec(operand) ?? []) : [];
  const pattern = operator === '~' ? operand : slashed;
  const holds = pattern === undefined ? orderHolds(operator, operand, version) : patternHolds(pattern, version);
  return holds === null ? null : holds !== (not === '!');
}

function patternHolds(pattern: string, version: string): boolean | null {
  try {
    return new RegExp(pattern).test(version);
  } catch {
    return null;
  }
}

function orderHolds(operator: string, operand: string, version: string): boolean | null {
  if (!isVersion(operand)) return null;
  const order = compareVersions(version, operand);
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  if (operator === '<=') return order <= 0;
  return operator === '>=' ? order >= 0 : order === 0;
}
