import { LINE_LIMIT } from '../syntax/words.ts';
import type { Rule } from './rule.ts';

/** A line that is longer than what is taken apart. */
export const lineTooLong: Rule = {
  code: 'line-too-long',
  severity: 'information',
  page: {
    title: 'Very long line',
    what: `The line is longer than ${LINE_LIMIT} characters; only its beginning is analysed.`,
    why: 'httpd itself takes lines of up to 16 MiB; the limit here keeps the editor quick.',
    fix: 'Nothing needs to be done for httpd. Split the line if you want all of it checked.',
    bad: `SetEnv BLOG_WORDS ${'a'.repeat(LINE_LIMIT)}\n`,
    good: 'SetEnv BLOG_WORDS aaaa\n',
  },
  check: ({ line, statement }) => {
    if (line.width <= LINE_LIMIT) return null;
    return {
      code: 'line-too-long',
      severity: 'information',
      message: `This line has more than ${LINE_LIMIT} characters; only its beginning is analysed.`,
      start: statement.nameStart,
      end: statement.nameEnd,
    };
  },
};
