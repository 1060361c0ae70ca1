/** Making a subject of a line: its directives, and what httpd's handlers say to its arguments. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Directive } from '../knowledge/types.ts';
import type { Scope } from '../model/scope.ts';
import type { Target } from '../model/target.ts';
import type { Call, Refusal } from '../refusals/call.ts';
import { refusals } from '../refusals/refuse.ts';
import type { Statement } from '../syntax/statement.ts';
import type { Word } from '../syntax/words.ts';
import { isAcceptedIn } from './notAllowedHere.ts';
import type { Subject } from './rule.ts';

/** What the surroundings of a line add to it. */
export type Surroundings = Pick<Subject, 'line' | 'statement' | 'scope' | 'pending' | 'tag' | 'inside'>;

/** The subject of a line. */
export function subjectOf(surroundings: Surroundings, knowledge: Knowledge, target: Target): Subject {
  return new LineSubject(surroundings, knowledge, target);
}

class LineSubject implements Subject {
  readonly line: Subject['line'];
  readonly statement: Statement;
  readonly scope: Scope;
  readonly pending: readonly string[];
  readonly tag: Subject['tag'];
  readonly inside: Scope | null;
  readonly directives: readonly Directive[];
  readonly knowledge: Knowledge;
  readonly target: Target;
  private answer: readonly Refusal[] | null = null;

  constructor({ line, statement, scope, pending, tag, inside }: Surroundings, knowledge: Knowledge, target: Target) {
    this.line = line;
    this.statement = statement;
    this.scope = scope;
    this.pending = pending;
    this.tag = tag;
    this.inside = inside;
    this.directives = bestFirst(knowledge.find(statement.name, statement.kind !== 'directive'), scope);
    this.knowledge = knowledge;
    this.target = target;
  }

  refusals(): readonly Refusal[] {
    if (this.answer === null) {
      const judged = this.directives.length > 0 && this.statement.kind !== 'close';
      this.answer = judged ? refusals(callFor(this, this.statement.arguments)) : [];
    }
    return this.answer;
  }
}

/** The call that httpd would make with these arguments of the subject's statement. */
export function callFor(subject: Pick<Subject, 'directives' | 'statement' | 'scope' | 'knowledge' | 'target'>, words: readonly Word[]): Call {
  const { statement, scope, knowledge, target } = subject;
  return { directive: subject.directives[0]!, statement, words, rest: restOf(statement, words), scope, knowledge, target };
}

function restOf(statement: Statement, words: readonly Word[]): string {
  const next = statement.arguments[words.length];
  if (next === undefined) return statement.rest;
  let length = 0;
  while (length < statement.rest.length && statement.cooked.origin(statement.restAt + length) < next.start) length++;
  return statement.rest.slice(0, length).trimEnd();
}

/** Where modules share a name, the one that may stand here comes first. */
function bestFirst(directives: readonly Directive[], scope: Scope): readonly Directive[] {
  if (directives.length < 2) return directives;
  const fitting = directives.filter((directive) => isAcceptedIn(directive, scope));
  return fitting.length === 0 ? directives : [...fitting, ...directives.filter((directive) => !fitting.includes(directive))];
}
