/** Refusals of words that are expressions: `<If>`, `Require expr`, `Header ... "expr=..."`, `SetEnvIfExpr` and others. */
import type { Word } from '../syntax/words.ts';
import { isInterpolated, type Refusal } from './call.ts';
import { expressionFault } from './expression/parse.ts';
import type { ExpressionKind } from './expression/tokens.ts';

/** What to look at. `offset` is where the expression begins in the word's value; `httpd` stands before httpd's own finding. */
export interface ExpressionInWord {
  readonly text: string;
  readonly kind: ExpressionKind;
  readonly httpd: string;
  readonly offset?: number;
}

/** Refuses a word whose expression httpd cannot parse. */
export function expressionRefusal(word: Word, { text, kind, httpd, offset = 0 }: ExpressionInWord): Refusal | null {
  if (isInterpolated(text)) return null;
  const fault = expressionFault(text, kind);
  if (fault === null) return null;
  const shift = word.start + (word.quote === null ? 0 : 1) + offset;
  const plain = word.end - word.start - (word.quote === null ? 0 : word.closed ? 2 : 1) === word.value.length;
  const span = plain ? { start: shift + fault.at, end: Math.max(shift + fault.end, shift + fault.at + 1) } : { start: word.start, end: word.end };
  const unquoted = kind === 'condition' && word.quote === null ? ' An expression of several words stands in quotes.' : '';
  return { code: 'invalid-value', message: `In this expression ${fault.problem}.${unquoted}`, httpd: httpd + fault.httpd, ...span };
}
