import { refusalRule } from './refusalRules.ts';

/** A `name=value` option that the directive does not have. */
export const unknownOption = refusalRule('unknown-option', {
  title: 'Unknown option',
  what: 'The directive has no option of this name, or the option is not written name=value.',
  why: 'mod_wsgi and mod_proxy refuse options they do not know; the whole server does not start.',
  fix: 'Correct the name. Options are written without blanks around the equals sign, and only the value may be quoted.',
  bad: 'WSGIDaemonProcess blog thread=5\n',
  good: 'WSGIDaemonProcess blog threads=5\n',
});
