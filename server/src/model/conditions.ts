/**
 * Sections that httpd reads only when a condition holds. Without the main configuration every module that we know counts
 * as loaded, and httpd as started without `-D` switches: what is written for the case that a module or switch is absent is
 * read, what needs an unheard-of module or an undefined name stays unknown.
 */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { compareVersions, isVersion } from '../knowledge/version.ts';
import type { Statement } from '../syntax/statement.ts';
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
function isForeign(tag: string, knowledge: Knowledge): boolean {
  return tag.startsWith('luahook') || tag === 'luaquickhandler' || knowledge.find(tag, true).length === 0;
}

/** Names that a document Defines: surely, or in a branch that may not be read. */
export interface DefinedNames {
  readonly surely: ReadonlySet<string>;
  readonly perhaps: ReadonlySet<string>;
}

/** No names: a document without Define. */
export const NO_NAMES: DefinedNames = { surely: new Set(), perhaps: new Set() };

/** The certainty that a section's own condition gives (not counting the sections around it). */
export function conditionOf(tag: string, statement: Statement, { knowledge, target, defined }: Known): Certainty {
  if (tag === 'macro' || isForeign(tag, knowledge)) return 'template';
  if (!CONDITIONAL.includes(tag)) return 'active';
  if (statement.rest.includes('${')) return 'unknown';
  const negated = statement.rest.startsWith('!');
  const text = negated ? statement.rest.slice(1).trim() : statement.rest.trim();
  const holds = tag === 'ifdefine' ? isDefined(text, defined) : holdsOf(tag, text, knowledge, target);
  if (holds === 'absent') return negated ? 'active' : 'unknown';
  if (holds === null) return 'unknown';
  return holds !== negated ? 'active' : 'inactive';
}

/** What conditions are judged by. */
export interface Known {
  readonly knowledge: Knowledge;
  readonly target: Target;
  readonly defined: DefinedNames;
}

/** Whether a condition holds; `absent` for a thing that nobody has heard of, which is most likely not there; null where nothing can be said. */
type Holds = boolean | 'absent' | null;

function isDefined(name: string, { surely, perhaps }: DefinedNames): Holds {
  if (surely.has(name)) return true;
  return perhaps.has(name) ? null : 'absent';
}

function holdsOf(tag: string, text: string, knowledge: Knowledge, target: Target): Holds {
  if (tag === 'ifmodule') return moduleCounts(text, knowledge);
  if (tag === 'ifversion') return versionHolds(text, target.httpd);
  if (tag === 'ifdirective') return knowledge.find(text, false).length > 0 ? true : null;
  if (tag === 'ifsection') return knowledge.find(text.replace(/[<>]/g, ''), true).length > 0 ? true : null;
  return null;
}

/** Which of these two is loaded depends on the process manager. */
const EXCLUSIVE = new Set(['mod_cgi', 'mod_cgid']);

/** Process managers exclude each other and modules of one platform may be absent: of those nothing is known without a root. */
function moduleCounts(name: string, knowledge: Knowledge): Holds {
  const module = knowledge.module(name);
  if (module === undefined) return 'absent';
  return module.status === 'MPM' || EXCLUSIVE.has(module.name) || module.platform !== undefined ? null : true;
}

/** mod_version's comparison; null for a form that it would refuse. */
function versionHolds(text: string, version: string): boolean | null {
  const match = /^(!?)(<=|>=|==|=|<|>|~)?\s*(\S+)$/.exec(text);
  if (match === null) return null;
  const [, not, operator = '=', operand = ''] = match;
  const holds = operator === '~' || /^\/.*\/$/.test(operand) ? patternHolds(operand, version) : orderHolds(operator, operand, version);
  return holds === null ? null : holds !== (not === '!');
}

function patternHolds(operand: string, version: string): boolean | null {
  try {
    return new RegExp(operand.replace(/^\/(.*)\/$/, '$1')).test(version);
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
