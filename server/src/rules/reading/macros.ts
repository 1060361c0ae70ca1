/** Macros that are used in a way that mod_macro refuses. */
import type { ConfigurationRule } from '../configurationRule.ts';
import { troubleRule } from './troubleRule.ts';

/** A Use of a macro that no line above defines. */
export const macroUndefined: ConfigurationRule = troubleRule(
  'macro-undefined',
  {
    severity: 'error',
    page: {
      title: 'Macro not defined',
      what: 'Use or UndefMacro names a macro that no line above defines.',
      why: 'Macros are put in while httpd reads: a definition that comes later, or was undone by UndefMacro, does not count. httpd does not start.',
      fix: 'Correct the name, or move the <Macro> section above its first use.',
      bad: 'Use Site blog.test\n',
      good: '<Macro Site $name>\n    ServerName $name\n</Macro>\nUse Site blog.test\n',
      files: {},
    },
  },
  ({ subject }) => ({
    message: `No line above defines the macro “${subject}”, so httpd does not start. Correct the name, or move its <Macro> section above this line.`,
  }),
);

/** A Use with another number of arguments than the macro has parameters. */
export const macroArguments: ConfigurationRule = troubleRule(
  'macro-arguments',
  {
    severity: 'error',
    page: {
      title: 'Wrong number of arguments for a macro',
      what: 'Use gives a macro more or fewer arguments than it has parameters.',
      why: 'httpd does not start.',
      fix: 'Give one argument for each parameter; quote an argument that has blanks in it.',
      bad: '<Macro Site $name $port>\n    ServerName $name:$port\n</Macro>\nUse Site blog.test\n',
      good: '<Macro Site $name $port>\n    ServerName $name:$port\n</Macro>\nUse Site blog.test 443\n',
    },
  },
  ({ subject, httpd = '' }) => ({
    message: `The macro “${subject}” is ${httpd.replace(' 1 arguments', ' 1 argument')}; httpd does not start. Give one argument for each parameter.`,
  }),
);

/** A macro whose text uses itself. */
export const macroRecursion: ConfigurationRule = troubleRule(
  'macro-recursion',
  {
    severity: 'error',
    page: {
      title: 'Macro uses itself',
      what: 'The text of a macro uses the same macro, straight or through another.',
      why: 'It would never end, so httpd refuses it.',
      fix: 'Take the Use line out of the macro.',
      bad: '<Macro Site $name>\n    Use Site $name\n</Macro>\nUse Site blog.test\n',
      good: '<Macro Site $name>\n    ServerName $name\n</Macro>\nUse Site blog.test\n',
    },
  },
  ({ subject }) => ({ message: `The macro “${subject}” uses itself; httpd does not start. Take this Use line out of its text.` }),
);
