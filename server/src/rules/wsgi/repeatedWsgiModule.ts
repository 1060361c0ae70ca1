import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry, isCertain } from '../../model/configuration/entry.ts';
import { everywhere } from '../../model/configuration/inventory.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { fixOf, withoutLine } from './edits.ts';
import { related, report, wordSpan } from './report.ts';

/** mod_wsgi, loaded twice. */
export const repeatedWsgiModule: ConfigurationRule = {
  code: 'repeated-wsgi-module',
  severity: 'warning',
  page: {
    title: 'mod_wsgi loaded twice',
    what: 'A second LoadModule line for wsgi_module.',
    why: 'httpd leaves it out with a warning (AH01574). Where the two name different files, the first one decides which Python runs: usually that of the distribution, and not the one that was installed with pip.',
    fix: 'Keep the line of the module that you want, and take the other away (`a2dismod wsgi` for that of Debian).',
    bad: 'LoadModule wsgi_module /usr/lib/apache2/modules/mod_wsgi.so\nLoadModule wsgi_module /srv/blog/venv/mod_wsgi-py311.so\n',
    good: 'LoadModule wsgi_module /usr/lib/apache2/modules/mod_wsgi.so\n',
  },
  check: (configuration) => {
    const loading = linesOf(configuration).filter(isCertain);
    const [first, ...others] = loading;
    return first === undefined ? [] : others.map((entry) => finding(entry, first));
  },
};

function linesOf(configuration: Configuration): Entry[] {
  return everywhere(configuration, 'loadmodule').flatMap(({ entry }) => (argument(entry) === 'wsgi_module' ? entry : []));
}

function finding(entry: Entry, first: Entry): ConfigurationFinding {
  const other = argument(entry, 1) === argument(first, 1) ? '' : `, and ${argument(first, 1)} decides which Python runs`;
  return report(repeatedWsgiModule, entry, wordSpan(entry, 0), {
    message: `wsgi_module is loaded already: httpd leaves this line out${other}. Keep one of the two.`,
    related: [related(first, wordSpan(first, 0), 'The module that counts.')],
    fixes: entry.uses.length > 0 ? [] : [fixOf('Delete this line', false, entry.line, [withoutLine(entry)])],
    tag: 'unnecessary',
  });
}
