/** Everything that speaks against the arguments of one directive, what httpd refuses first. */
import type { Call, Refusal } from './call.ts';
import { countRefusal } from './count.ts';
import { handlers } from './handlers/index.ts';
import { signatureRefusals } from './signature.ts';

/**
 * The complaints about a directive's arguments: a wrong number alone; else what httpd refuses by the signature and by its
 * own handler, then what it takes although it cannot be meant.
 */
export function refusals(call: Call): Refusal[] {
  const count = countRefusal(call);
  if (count !== null) return [count];
  const signature = signatureRefusals(call);
  const refused = signature.filter(({ httpd }) => httpd !== undefined);
  const doubted = signature.filter(({ httpd }) => httpd === undefined);
  const handled = handlerOf(call)?.(call) ?? null;
  const found = handled === null || refused.some((other) => overlaps(other, handled)) ? refused : [...refused, handled];
  return [...found, ...doubted.filter((doubt) => !found.some((other) => overlaps(other, doubt)))];
}

function handlerOf(call: Call): ((call: Call) => Refusal | null) | undefined {
  const { directive, statement } = call;
  if (statement.kind === 'close') return undefined;
  const key = `${statement.kind === 'open' ? '<' : ''}${directive.name.toLowerCase()}`;
  return Object.hasOwn(handlers, key) ? handlers[key] : undefined;
}

function overlaps(one: Refusal, other: Refusal): boolean {
  return one.start < other.end && other.start < one.end;
}
