import type { ConfigurationRule } from '../configurationRule.ts';
import { troubleRule } from './troubleRule.ts';

/** A `${NAME}` that surely stands for nothing. */
export const undefinedVariable: ConfigurationRule = troubleRule(
  'undefined-variable',
  {
    severity: 'warning',
    page: {
      title: 'Variable not defined',
      what: 'A line has ${NAME}, but no Define above it gives NAME a value, nor does the envvars file that httpd is started with.',
      why: 'httpd warns (AH00111) and goes on with the text ${NAME} as it stands; what is then wrong is mostly a path that does not exist. A Define counts from its line on.',
      fix: 'Define the name above this line, or in envvars, or correct it.',
      bad: 'ServerAdmin ${ADMIN}\n',
      good: 'Define ADMIN webmaster@blog.test\nServerAdmin ${ADMIN}\n',
      files: { '/etc/apache2/envvars': 'export APACHE_RUN_USER=www-data\n' },
    },
  },
  ({ subject }) => ({
    message: `\${${subject}} stands for nothing here: no Define above this line and no line of envvars gives it a value. httpd goes on with the text as it is written.`,
  }),
);
