import { type Rule, statementSpan } from './rule.ts';

/** A quote that is opened and not closed. */
export const unterminatedQuote: Rule = {
  code: 'unterminated-quote',
  severity: 'warning',
  page: {
    title: 'Quote that is not closed',
    what: 'An argument begins with a quote that is never closed.',
    why: 'httpd does not complain: it takes everything up to the end of the line for one argument. What should have been further arguments is swallowed.',
    fix: 'Add the closing quote (there is a quick fix that puts it at the end of the line).',
    bad: 'ErrorDocument 404 "/missing.html\n',
    good: 'ErrorDocument 404 "/missing.html"\n',
  },
  check: (subject) => {
    const { statement, scope } = subject;
    const word = statement.arguments.find(({ closed }) => !closed);
    if (word === undefined || statement.kind === 'close' || scope.certainty === 'template') return null;
    return {
      code: 'unterminated-quote',
      severity: 'warning',
      message: `This argument begins with ${word.quote} and is never closed, so httpd takes the rest of the line for part of it. Add the closing quote.`,
      start: word.start,
      end: Math.min(word.end, statementSpan(subject).end),
      fixes: [{ title: `Add the closing ${word.quote}`, safe: false, edits: [{ start: word.end, end: word.end, text: word.quote! }] }],
    };
  },
};
