import { argument, type Entry, isCertain } from '../../model/configuration/entry.ts';
import { inventoryOf } from '../../model/configuration/inventory.ts';
import { tidyPath } from '../../model/wsgi/paths.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { fixOf, withoutLine } from './edits.ts';
import { related, report, wordSpan } from './report.ts';

/** Two homes for the one Python inside httpd. */
export const overriddenPythonHome: ConfigurationRule = {
  code: 'overridden-python-home',
  severity: 'warning',
  page: {
    title: 'Several Python homes',
    what: 'WSGIPythonHome stands in the configuration more than once, with different paths.',
    why: 'There is one Python inside httpd for all virtual hosts: the last line counts, and the other sites run with the wrong environment.',
    fix: 'Give each application a daemon process group with a python-home= of its own.',
    bad: 'WSGIPythonHome /srv/blog/venv\nWSGIPythonHome /srv/shop/venv\n',
    good: 'WSGIDaemonProcess blog python-home=/srv/blog/venv\nWSGIDaemonProcess shop python-home=/srv/shop/venv\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIProcessGroup blog\n</VirtualHost>\n<VirtualHost *:80>\n    ServerName shop.test\n    WSGIProcessGroup shop\n</VirtualHost>\n',
  },
  check: (configuration) => {
    const homes = inventoryOf(configuration, null)
      .all('wsgipythonhome')
      .map(({ entry }) => entry)
      .filter(isCertain);
    const last = homes.at(-1);
    return last === undefined ? [] : homes.filter((entry) => tidyPath(argument(entry)) !== tidyPath(argument(last))).map((entry) => finding(entry, last));
  },
};

function finding(entry: Entry, last: Entry): ConfigurationFinding {
  return report(overriddenPythonHome, entry, wordSpan(entry, 0), {
    message: `This home has no effect: ${argument(last)} further down takes its place for every site. Give each application a daemon process group with its own python-home=.`,
    related: [related(last, wordSpan(last, 0), 'This one counts.')],
    fixes: entry.uses.length > 0 ? [] : [fixOf('Delete this line', false, entry.line, [withoutLine(entry)])],
    tag: 'unnecessary',
  });
}
