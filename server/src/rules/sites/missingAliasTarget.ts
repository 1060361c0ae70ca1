import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry, isCertain } from '../../model/configuration/entry.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { report, wordSpan } from '../wsgi/report.ts';
import { judgedPath } from './grants.ts';
import { everywhere } from './lists.ts';

/** An alias that leads nowhere. */
export const missingAliasTarget: ConfigurationRule = {
  code: 'missing-alias-target',
  severity: 'warning',
  page: {
    title: 'Alias that leads nowhere',
    what: 'There is no file or folder where an `Alias` leads to.',
    why: 'httpd does not look when it starts; requests end with 404. Static files of Django lie at `STATIC_ROOT` only after `manage.py collectstatic`.',
    fix: 'Correct the path, or make what is missing.',
    bad: 'Alias /static/ /srv/blog/assets/\n',
    good: 'Alias /static/ /srv/blog/static/\n',
    files: { '/srv/blog/static/': '' },
  },
  check: (configuration) =>
    configuration.looksForFiles ? everywhere(configuration, 'alias', 'scriptalias').flatMap((entry) => finding(configuration, entry)) : [],
};

function finding({ disk }: Configuration, entry: Entry): ConfigurationFinding[] {
  const path = judgedPath(argument(entry, 1));
  if (path === null || /^[a-z]:/.test(path) || !isCertain(entry) || disk.stat(path).kind !== 'missing') return [];
  const hint = /static/i.test(argument(entry)) ? ' For Django, run manage.py collectstatic.' : '';
  return [
    report(missingAliasTarget, entry, wordSpan(entry, 1), {
      message: `${path} does not exist: ${argument(entry)} ends with 404. Correct the path or make it.${hint}`,
    }),
  ];
}
