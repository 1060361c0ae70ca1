/** Signature help: the arguments of the directive that is being written, and which one the cursor is at. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Argument, Directive } from '../knowledge/types.ts';
import { bindUnfinished } from '../model/binding.ts';
import type { Place } from './place.ts';
import { argumentText } from './texts.ts';

/** A signature as one line; parameters are stretches of it. */
export interface SignatureHelp {
  readonly label: string;
  readonly summary: string;
  readonly parameters: readonly { readonly start: number; readonly end: number; readonly markdown: string }[];
  /** Index of the parameter at the cursor; -1 for none. */
  readonly active: number;
}

/** The signature of the directive around the cursor; null outside of arguments. */
export function signatureAt(place: Place, knowledge: Knowledge): SignatureHelp | null {
  const { statement, column } = place;
  if (statement === null || statement.kind === 'close' || column <= statement.nameEnd) return null;
  const [directive] = knowledge.find(statement.name, statement.kind === 'open');
  if (directive === undefined || directive.arguments.length === 0) return null;
  if (statement.bracket !== -1 && column > statement.bracket) return null;
  const before = statement.arguments.filter(({ end }) => end < column);
  const { bound, next } = bindUnfinished(directive.arguments, before);
  const followed = bound.findLast(({ value }) => value?.then !== undefined);
  const shown = followed === undefined ? directive.arguments : [...argumentsUpTo(directive, followed.argument), ...followed.value!.then!];
  const active = next[0] === undefined ? -1 : shown.indexOf(next[0]);
  return { ...labelled(directive, shown), summary: directive.summary, active };
}

function argumentsUpTo({ arguments: list }: Directive, argument: Argument | null): readonly Argument[] {
  return argument === null ? list : list.slice(0, list.indexOf(argument) + 1);
}

function labelled(directive: Directive, shown: readonly Argument[]): Pick<SignatureHelp, 'label' | 'parameters'> {
  let label = `${directive.section ? '<' : ''}${directive.name}`;
  const parameters = shown.map((argument) => {
    const text = parameterText(argument);
    const start = label.length + 1;
    label += ` ${text}`;
    return { start, end: start + text.length, markdown: argumentText(directive, argument) };
  });
  return { label: directive.section ? `${label}>` : label, parameters };
}

function parameterText({ name, optional, repeat, type }: Argument): string {
  const text = `${type === 'options' ? `${name}=value` : name}${repeat ? ' …' : ''}`;
  return optional ? `[${text}]` : text;
}
