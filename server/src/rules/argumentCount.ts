import { refusalRule } from './refusalRules.ts';

/** Too few or too many arguments. */
export const argumentCount = refusalRule('argument-count', {
  title: 'Wrong number of arguments',
  what: 'The directive has fewer or more arguments than httpd takes.',
  why: 'httpd counts before it looks at the values and refuses the line. An empty pair of quotes counts as no argument.',
  fix: 'Write what the finding asks for. A value with blanks needs quotes; a remark needs a line of its own.',
  bad: 'ServerName blog.test www.blog.test\n',
  good: 'ServerName blog.test\n',
});
