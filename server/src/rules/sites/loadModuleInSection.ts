import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, isCertain } from '../../model/configuration/entry.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { above, fixOf, isEditable, outside, withoutLine, writtenText } from '../wsgi/edits.ts';
import { nameSpan, report } from '../wsgi/report.ts';
import { everywhere } from './lists.ts';

/** A module that is loaded inside of a section. */
export const loadModuleInSection: ConfigurationRule = {
  code: 'load-module-in-section',
  severity: 'warning',
  page: {
    title: 'LoadModule inside a section',
    what: 'A `LoadModule` line stands in a `<VirtualHost>` or another section.',
    why: 'httpd takes it, but a module is loaded for the whole server, wherever the line stands. What looks like the business of one site counts for all of them; of two lines for one module the later one is passed over.',
    fix: 'Put the line at server level, once. On Debian: `a2enmod`.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    LoadModule wsgi_module /usr/lib/apache2/modules/mod_wsgi.so\n</VirtualHost>\n',
    good: 'LoadModule wsgi_module /usr/lib/apache2/modules/mod_wsgi.so\n<VirtualHost *:80>\n    ServerName blog.test\n</VirtualHost>\n',
  },
  check: (configuration) => everywhere(configuration, 'loadmodule').flatMap((entry) => (isInSection(entry) ? [finding(configuration, entry)] : [])),
};

/** Conditions such as `<IfModule>` dissolve before httpd looks at contexts. */
function isInSection({ scope }: Entry): boolean {
  return scope.context !== 'server' && scope.context !== 'htaccess';
}

function finding(configuration: Configuration, entry: Entry): ConfigurationFinding {
  const place = outside(configuration, entry);
  const movable = isEditable(entry) && isCertain(entry) && place.line !== entry.line;
  return report(loadModuleInSection, entry, nameSpan(entry), {
    message: 'LoadModule counts for the whole server, wherever it stands: this section does not limit it. Put the line at server level, once.',
    ...(movable && { fixes: [fixOf('Move it to server level', true, entry.line, [above(place, writtenText(entry)), withoutLine(entry)])] }),
  });
}
