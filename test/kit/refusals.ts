/** Asks our own copy of httpd's handlers: a text in, what is refused in it out, line by line. */
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import type { Directive } from '../../server/src/knowledge/types.ts';
import { LoneSource } from '../../server/src/model/configuration/source.ts';
import type { Scope } from '../../server/src/model/scope.ts';
import { NEWEST, type Target } from '../../server/src/model/target.ts';
import type { Refusal } from '../../server/src/refusals/call.ts';
import { refusals } from '../../server/src/refusals/refuse.ts';
import { type Block, nodesOf } from '../../server/src/syntax/block.ts';
import type { Line } from '../../server/src/syntax/line.ts';
import { statementOf } from '../../server/src/syntax/statement.ts';
import { parse } from '../../server/src/syntax/tree.ts';

/** A refusal and the line it belongs to. */
export interface Refused extends Refusal {
  readonly text: string;
  readonly directive: string;
}

/** What is said against the arguments in a text; `httpd` is set where the real httpd refuses. */
export function refusalsIn(text: string, target: Target = NEWEST): Refused[] {
  const source = new LoneSource({ knowledge: knowledge(), target, filesMode: 'never', expiryDays: 0 }, 'configuration');
  const tree = parse(text);
  source.configuration({ path: '/tested.conf', real: '/tested.conf' }, tree);
  return refusedIn(tree.root, source.scopes.root, source, target);
}

function refusedIn(block: Block, scope: Scope, source: LoneSource, target: Target): Refused[] {
  return nodesOf(block).flatMap((node) => {
    if (node.type === 'line') return refusedLine(node, scope, target);
    const inside = source.scopes.inside(scope, node, source.reader.certaintyIn(scope, node));
    return [...refusedLine(node.open, scope, target), ...refusedIn(node.body, inside, source, target)];
  });
}

function refusedLine(line: Line, scope: Scope, target: Target): Refused[] {
  const statement = statementOf(line);
  if (statement === null || statement.kind === 'close') return [];
  const known = knowledge();
  const [directive]: readonly Directive[] = known.find(statement.name, statement.kind === 'open');
  if (directive === undefined) return [];
  const { arguments: words, rest } = statement;
  const found = refusals({ directive, statement, words, rest, scope, knowledge: known, target });
  return found.map((refusal) => ({ ...refusal, text: line.text, directive: directive.name }));
}
