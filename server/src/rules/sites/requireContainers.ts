import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry, isCertain } from '../../model/configuration/entry.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { nameSpan, report } from '../wsgi/report.ts';
import { everywhere, holdsUnseen, listsWith } from './lists.ts';

const CONTAINERS = ['requireall', 'requireany', 'requirenone'];

/** A container of conditions with none in it. */
export const emptyRequireContainer: ConfigurationRule = {
  code: 'empty-require-container',
  severity: 'error',
  page: {
    title: 'Container without a condition',
    what: 'A `<RequireAll>`, `<RequireAny>` or `<RequireNone>` has no `Require` in it that httpd reads.',
    why: 'httpd does not start: a container of nothing can neither grant nor deny.',
    fix: 'Write a condition into it, or take the container out. `Order`, `Allow` and `Deny` do not count.',
    bad: '<Location />\n    <RequireAll>\n    </RequireAll>\n</Location>\n',
    good: '<Location />\n    <RequireAll>\n        Require all granted\n    </RequireAll>\n</Location>\n',
  },
  check: (configuration) =>
    everywhere(configuration, ...CONTAINERS).flatMap((entry) => {
      if (!entry.section || holdsCondition(configuration, entry)) return [];
      return [
        report(emptyRequireContainer, entry, nameSpan(entry), {
          message: `<${entry.statement.name}> holds no condition, and httpd refuses that. Write a Require into it or take it out.`,
          httpd: `<${spelled(entry)}> directive contains no authorization directives`,
        }),
      ];
    }),
};

/** Conditions of `<RequireAll>` that can only take away. */
export const negativeRequireAll: ConfigurationRule = {
  code: 'negative-require-all',
  severity: 'error',
  page: {
    title: 'RequireAll that only takes away',
    what: 'All conditions of a `<RequireAll>` are `Require not` or `<RequireNone>`.',
    why: 'What is not denied is not granted by that: nobody could ever come in. httpd does not start (AH01624).',
    fix: 'Add what grants access, such as `Require all granted`.',
    bad: '<Location />\n    <RequireAll>\n        Require not ip 192.0.2.1\n    </RequireAll>\n</Location>\n',
    good: '<Location />\n    <RequireAll>\n        Require all granted\n        Require not ip 192.0.2.1\n    </RequireAll>\n</Location>\n',
  },
  check: (configuration) =>
    listsWith(configuration, 'requireall').flatMap((list) =>
      list.filter(({ name }) => name === 'requireall').flatMap((entry) => negative(configuration, entry)),
    ),
};

function negative(configuration: Configuration, entry: Entry): ConfigurationFinding[] {
  const conditions = conditionsIn(entry);
  const isInAll = entry.scope.tag === 'requireall';
  if (isInAll || conditions.length === 0 || holdsUnseen(configuration, entry.children) || !conditions.every(isNegative)) return [];
  const { bracket, end } = entry.statement;
  const at = bracket === -1 ? end : bracket + 1;
  const indent = `${/^[ \t]*/.exec(entry.line.text)![0]}    `;
  return [
    report({ code: 'negative-require-all', severity: conditions.every(isCertain) ? 'error' : 'warning' }, entry, nameSpan(entry), {
      message: 'Every condition in here only takes away, so nobody could come in, and httpd refuses that. Add Require all granted.',
      httpd: '<RequireAll> directive contains only negative authorization directives',
      ...(entry.uses.length === 0 && {
        fixes: [{ title: 'Add Require all granted', safe: false, edits: [{ start: at, end: at, text: `\n${indent}Require all granted` }] }],
      }),
    }),
  ];
}

/** The conditions of a container, those in `<Limit>` too. */
function conditionsIn({ children }: Entry): Entry[] {
  return children.flatMap((child) => {
    if (child.name === 'require' || CONTAINERS.includes(child.name)) return [child];
    return child.name === 'limit' || child.name === 'limitexcept' ? conditionsIn(child) : [];
  });
}

function isNegative(entry: Entry): boolean {
  if (entry.name === 'requirenone') return true;
  if (entry.name === 'requireall') return conditionsIn(entry).every(isNegative);
  return entry.name === 'require' && argument(entry).toLowerCase() === 'not';
}

function holdsCondition(configuration: Configuration, entry: Entry): boolean {
  return conditionsIn(entry).length > 0 || holdsUnseen(configuration, entry.children);
}

function spelled(entry: Entry): string {
  return entry.name === 'requireall' ? 'RequireAll' : entry.name === 'requireany' ? 'RequireAny' : 'RequireNone';
}
