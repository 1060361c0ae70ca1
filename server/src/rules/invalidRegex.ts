import { refusalRule } from './refusalRules.ts';

/** A regular expression that PCRE refuses. */
export const invalidRegex = refusalRule('invalid-regex', {
  title: 'Invalid regular expression',
  what: 'The regular expression cannot be compiled.',
  why: 'httpd compiles it while it reads the configuration and refuses the line.',
  fix: 'Close every group and every bracket, and put a backslash before characters that are meant literally.',
  bad: 'RewriteRule ^/blog/(.* /index.html\n',
  good: 'RewriteRule ^/blog/(.*) /index.html\n',
});
