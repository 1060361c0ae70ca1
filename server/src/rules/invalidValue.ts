import { refusalRule } from './refusalRules.ts';

/** A value that the directive does not take. */
export const invalidValue = refusalRule('invalid-value', {
  title: 'Invalid value',
  what: 'An argument is not among the values that the directive takes: a switch that is neither On nor Off, an unknown keyword, a number out of bounds.',
  why: 'Where httpd refuses the value it will not start (an error, with httpd’s words). Where it takes it silently, it does something else than was meant (a warning).',
  fix: 'Write one of the values that the finding lists.',
  bad: 'SSLEngine yes\n',
  good: 'SSLEngine on\n',
});
