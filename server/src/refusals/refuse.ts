/** Everything that speaks against the arguments of one directive, what httpd refuses first. */
import { type Call, type Handler, isInterpolated, type Refusal } from './call.ts';
import { countRefusal } from './count.ts';
import { handlers } from './handlers/index.ts';
import { signatureRefusals } from './signature.ts';

/**
 * The complaints about a directive's arguments: a wrong number alone; else what httpd refuses by the signature and by its
 * own handler (whose word counts where both speak of the same place), then what it takes although it cannot be meant.
 * The text of a macro is not judged: what stands for its parameters is only known where it is used.
 */
export function refusals(written: Call): Refusal[] {
  if (written.scope.certainty === 'template') return [];
  const count = countRefusal(written);
  if (count !== null) return [count];
  const call = asIterated(written);
  const signature = signatureRefusals(call);
  const refused = signature.filter(({ httpd }) => httpd !== undefined);
  const doubted = signature.filter(({ httpd }) => httpd === undefined);
  const handled = handledOf(call);
  const found = handled === null ? refused : [...refused.filter((other) => !overlaps(other, handled)), handled];
  found.sort((one, other) => one.start - other.start);
  return [...found, ...doubted.filter((doubt) => !found.some((other) => overlaps(other, doubt)))];
}

/** A counter that takes words one by one stops at an empty one and never sees the rest (measured with 2.4.71). */
function asIterated(call: Call): Call {
  if (call.directive.count.kind !== 'ITERATE') return call;
  const empty = call.words.findIndex(({ value }) => value === '');
  return empty === -1 ? call : { ...call, words: call.words.slice(0, empty) };
}

/** What the handler says; of a line with variables nobody knows how many words it will have. */
function handledOf(call: Call): Refusal | null {
  const refusal = handlerOf(call)?.(call) ?? null;
  return refusal?.code === 'argument-count' && isInterpolated(call.rest) ? null : refusal;
}

function handlerOf(call: Call): Handler | undefined {
  const { directive, statement } = call;
  if (statement.kind === 'close') return undefined;
  const key = `${statement.kind === 'open' ? '<' : ''}${directive.name.toLowerCase()}`;
  return Object.hasOwn(handlers, key) ? handlers[key] : undefined;
}

function overlaps(one: Refusal, other: Refusal): boolean {
  return one.start < other.end && other.start < one.end;
}
