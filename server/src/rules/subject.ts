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
export type Surroundings = Pick<Subject, 'line' | 'statement' | 'scope' | 'pending' | 'tag'>;

/** The subject of a line. */
export function subjectOf(surroundings: Surroundings, knowledge: Knowledge, target: Target): Subject {
  const { statement, scope } = surroundings;
  const directives = bestFirst(knowledge.find(statement.name, statement.kind !== 'directive'), scope);
  let answer: readonly Refusal[] | null = null;
  const subject: Subject = {
    ...surroundings,
    directives,
    knowledge,
    target,
    refusals: () => {
      answer ??= directives.length === 0 || statement.kind === 'close' ? [] : refusals(callFor(subject, statement.arguments));
      return answer;
    },
  };
  return subject;
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
