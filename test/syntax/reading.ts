// How we read a text, in forms that tables and the real httpd can be compared with.
import { statementOf } from '../../server/src/syntax/statement.ts';
import { linesOf, parse } from '../../server/src/syntax/tree.ts';

/** The logical lines that httpd would act on: name and arguments of directives, tags with their brackets. */
export function readLines(text: string): string[] {
  return [...linesOf(parse(text).root)].flatMap(({ line }) => {
    const statement = statementOf(line);
    if (statement === null) return [];
    if (statement.kind === 'close') return [`</${statement.name}>`];
    if (statement.kind === 'directive') return [`${statement.name} ${statement.rest}`.trim()];
    return [statement.cooked.text.replace(/\s+/, ' ')];
  });
}

/** The words of the first directive of a text. */
export function readWords(text: string): string[] {
  const [first] = [...linesOf(parse(text).root)].flatMap(({ line }) => statementOf(line) ?? []);
  return (first?.arguments ?? []).map(({ value }) => value);
}
