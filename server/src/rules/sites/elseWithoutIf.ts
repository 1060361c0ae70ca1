import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, isCertain } from '../../model/configuration/entry.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { nameSpan, report } from '../wsgi/report.ts';
import { holdsUnseen, listsWith } from './lists.ts';

/** `<Else>` or `<ElseIf>` without an `<If>` before it. */
export const elseWithoutIf: ConfigurationRule = {
  code: 'else-without-if',
  severity: 'error',
  page: {
    title: 'Else without If',
    what: 'An `<Else>` or `<ElseIf>` has no `<If>` or `<ElseIf>` before it in the same section.',
    why: 'httpd does not start. The `<If>` has to stand in the very same section: one at server level does not count in a virtual host, nor one of another `<Directory>` for the same folder. Directives may stand between the two.',
    fix: 'Put the `<If>` before it, or turn `<Else>` into `<If>` with a condition of its own.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    <Else>\n        Header set X-Robots-Tag noindex\n    </Else>\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    <If "%{REQUEST_URI} == \'/\'">\n        Header set X-Robots-Tag all\n    </If>\n    <Else>\n        Header set X-Robots-Tag noindex\n    </Else>\n</VirtualHost>\n',
  },
  check: (configuration) => listsWith(configuration, 'else', 'elseif').flatMap((entries) => inList(configuration, entries)),
};

function inList(configuration: Configuration, entries: readonly Entry[]): ConfigurationFinding[] {
  return entries.flatMap((entry, index) => {
    if (entry.name !== 'else' && entry.name !== 'elseif') return [];
    const before = entries.slice(0, index);
    if (followsIf(before) || holdsUnseen(configuration, before)) return [];
    const certain = configuration.rooted || entry.scope.depth > 0;
    const tag = entry.name === 'else' ? '<Else>' : '<ElseIf>';
    return report({ code: 'else-without-if', severity: certain ? 'error' : 'warning' }, entry, nameSpan(entry), {
      message: `${tag} needs an <If> or <ElseIf> right before it among the conditions of the same section. Add the <If>, or httpd will not start.`,
      httpd: '<Else> or <ElseIf> section without previous <If> or <ElseIf> section in same scope',
    });
  });
}

/** Whether the last condition may be one that can have an alternative: an `<Else>` that httpd may not read is passed over. */
function followsIf(before: readonly Entry[]): boolean {
  for (const entry of before.toReversed()) {
    if (entry.name === 'if' || entry.name === 'elseif') return true;
    if (entry.name === 'else' && isCertain(entry)) return false;
  }
  return false;
}
