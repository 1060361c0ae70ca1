import { DEPTH_LIMIT } from '../syntax/nest.ts';
import { type Rule, statementSpan } from './rule.ts';

/** Sections nested so deep that they are no longer followed. */
export const nestedTooDeep: Rule = {
  code: 'nested-too-deep',
  severity: 'information',
  page: {
    title: 'Nested too deep',
    what: `Sections are followed ${DEPTH_LIMIT} levels deep. This one lies deeper and is not analysed.`,
    why: 'No real configuration nests like this; the limit keeps the editor quick whatever it is given.',
    fix: 'Nothing needs to be done for httpd. Flatten the sections if you want them checked.',
    bad: `${'<IfModule mod_ssl.c>\n'.repeat(DEPTH_LIMIT + 1)}${'</IfModule>\n'.repeat(DEPTH_LIMIT + 1)}`,
    good: '<IfModule mod_ssl.c>\n</IfModule>\n',
  },
  check: (subject) => {
    if (subject.tag !== 'tooDeep' || subject.statement.kind !== 'open') return null;
    return {
      code: 'nested-too-deep',
      severity: 'information',
      message: `Sections are followed ${DEPTH_LIMIT} levels deep; this one lies deeper and is not analysed.`,
      ...statementSpan(subject),
    };
  },
};
