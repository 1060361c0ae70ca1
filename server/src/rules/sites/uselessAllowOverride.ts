import type { Entry } from '../../model/configuration/entry.ts';
import { isInside } from '../../model/scope.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { fixOf, isEditable, withoutLine } from '../wsgi/edits.ts';
import { nameSpan, report } from '../wsgi/report.ts';
import { everywhere } from './lists.ts';

/** AllowOverride where httpd does not look at it. */
export const uselessAllowOverride: ConfigurationRule = {
  code: 'useless-allow-override',
  severity: 'warning',
  page: {
    title: 'AllowOverride without effect',
    what: '`AllowOverride` or `AllowOverrideList` stands in `<Location>`, `<Files>` or `<If>`.',
    why: 'Which `.htaccess` files count is decided while httpd walks through folders; sections about URLs, files and conditions come later. httpd says so in its log (AH00114) and goes on.',
    fix: 'Put the line into `<Directory>`, or take it out.',
    bad: '<Location /static>\n    AllowOverride None\n    Require all granted\n</Location>\n',
    good: '<Location /static>\n    Require all granted\n</Location>\n',
  },
  check: (configuration) => (configuration.kind === 'htaccess' ? [] : everywhere(configuration, 'allowoverride', 'allowoverridelist').flatMap(finding)),
};

const DEAF = ['location', 'locationmatch', 'files', 'filesmatch', 'if', 'elseif', 'else'];

function finding(entry: Entry): ConfigurationFinding[] {
  if (!isInside(entry.scope, ...DEAF)) return [];
  return [
    report(uselessAllowOverride, entry, nameSpan(entry), {
      message: `${entry.statement.name} counts in <Directory> only; here it does nothing. Move it there or take it out.`,
      ...(isEditable(entry) && { fixes: [fixOf('Take the line out', true, entry.line, [withoutLine(entry)])] }),
      tag: 'unnecessary',
    }),
  ];
}
