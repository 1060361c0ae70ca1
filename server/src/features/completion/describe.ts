/** The documentation of an offer, made only when somebody looks at it. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Argument, Value } from '../../knowledge/types.ts';
import { LINEAGE_FILES } from '../../model/tls/lineage.ts';
import { directiveText, optionText, valueText, variableText } from '../texts.ts';
import type { About } from './item.ts';

/** The explanation (Markdown) of what an offer is about; empty when there is none. */
export function describe(about: About, knowledge: Knowledge): string {
  if (about.lineageFile !== undefined) return LINEAGE_FILES.find(({ name }) => name === about.lineageFile)?.meaning ?? '';
  if (about.variable !== undefined) {
    const variable = knowledge.variables.find(({ name }) => name === about.variable);
    return variable === undefined ? '' : variableText(variable);
  }
  const [directive] = about.directive === undefined ? [] : knowledge.find(about.directive, about.section === true);
  if (directive === undefined) return '';
  if (about.option !== undefined) {
    const option = directive.arguments.flatMap(({ options }) => options ?? []).find(({ name }) => name === about.option);
    return option === undefined ? '' : optionText(directive, option);
  }
  if (about.value === undefined) return directiveText(directive, knowledge);
  const found = literal(directive.arguments, about.value);
  return found === null ? '' : valueText(directive, found.argument, found.value);
}

function literal(list: readonly Argument[], name: string): { argument: Argument; value: Value } | null {
  for (const argument of list) {
    for (const value of argument.values ?? []) {
      if (value.name === name) return { argument, value };
      const deeper = value.then === undefined ? null : literal(value.then, name);
      if (deeper !== null) return deeper;
    }
  }
  return null;
}
