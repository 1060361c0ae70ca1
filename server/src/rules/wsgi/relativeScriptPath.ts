import { type Entry, isCertain } from '../../model/configuration/entry.ts';
import { everywhere } from '../../model/configuration/inventory.ts';
import { perEntry } from '../../model/configuration/kept.ts';
import { isAbsolute, isOpen } from '../../model/wsgi/paths.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { report, wordSpan } from './report.ts';
import { SCRIPT_LINES } from './scriptLines.ts';

/** A script that is named by a relative path. */
export const relativeScriptPath: ConfigurationRule = {
  code: 'relative-script-path',
  severity: 'warning',
  page: {
    title: 'Relative path of a script',
    what: 'The path of a WSGI script does not begin with a slash.',
    why: 'mod_wsgi takes it as it stands and does not add ServerRoot. httpd starts, and every request to it fails.',
    fix: 'Write the path from the root of the file system.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / blog/app.wsgi\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
  },
  check: (configuration) => everywhere(configuration, ...Object.keys(SCRIPT_LINES)).flatMap(({ entry }) => finding(configuration, entry)),
};

const finding = perEntry((_, entry: Entry) => {
  const word = entry.statement.arguments[SCRIPT_LINES[entry.name]!];
  if (word === undefined || word.value === '' || isAbsolute(word.value) || isLeftOpen(entry, word.value)) return [];
  return report(relativeScriptPath, entry, wordSpan(entry, SCRIPT_LINES[entry.name]!), {
    message: `mod_wsgi takes “${word.value}” as it stands, without ServerRoot, and every request to it fails. Write the whole path, from the first slash on.`,
  });
});

function isLeftOpen(entry: Entry, path: string): boolean {
  return !isCertain(entry) || isOpen(path) || /^[$%{<@]/.test(path);
}
