import type { Configuration } from '../../model/configuration/configuration.ts';
import { optionNamed } from '../../model/wsgi/daemons.ts';
import { folderOf, joinPath } from '../../model/wsgi/paths.ts';
import { textAt } from '../../model/wsgi/project.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { appended, fixOf } from './edits.ts';
import { report, wordSpan } from './report.ts';

/** A daemon that starts with the ASCII locale of the service. */
export const daemonWithoutLocale: ConfigurationRule = {
  code: 'daemon-without-locale',
  severity: 'hint',
  page: {
    title: 'Daemon without a locale',
    what: 'The daemon process group has no lang= or locale=, and the `envvars` file of httpd sets the C locale.',
    why: "In that locale Python takes the names of files for ASCII: uploading a file with an umlaut ends in UnicodeEncodeError, and only on the server. The modes that help the python program out of this don't work in mod_wsgi.",
    fix: "Add lang='C.UTF-8' locale='C.UTF-8', or another UTF-8 locale that the machine has.",
    bad: 'WSGIDaemonProcess blog\nWSGIProcessGroup blog\n',
    good: 'WSGIDaemonProcess blog lang=C.UTF-8 locale=C.UTF-8\nWSGIProcessGroup blog\n',
    files: { '/etc/apache2/envvars': 'export LANG=C\n' },
  },
  check: (configuration) => {
    const bare = wsgiOf(configuration).daemons.filter(
      ({ options }) => optionNamed(options, 'lang') === undefined && optionNamed(options, 'locale') === undefined,
    );
    if (bare.length === 0 || !startsInAscii(configuration)) return [];
    return bare.map(({ entry, name }) =>
      report(daemonWithoutLocale, entry, wordSpan(entry, 0), {
        message: `The processes of “${name}” start in the C locale, where Python takes the names of files for ASCII: uploads with other letters fail. Add lang=C.UTF-8 locale=C.UTF-8.`,
        fixes: entry.uses.length > 0 ? [] : [fixOf('Add lang=C.UTF-8 locale=C.UTF-8', false, entry.line, [appended(entry, 'lang=C.UTF-8 locale=C.UTF-8')])],
      }),
    );
  },
};

/** Debian's `envvars` beside the main configuration: the locale that it sets last, and nothing that brings in another. */
function startsInAscii(configuration: Configuration): boolean {
  const root = configuration.rooted ? configuration.files[0] : undefined;
  const text = root === undefined ? null : textAt(configuration, joinPath(folderOf(root.file.path), 'envvars'));
  if (text === null || /^\s*(?:\.|source)\s+\S*locale/m.test(text)) return false;
  const set = [...text.matchAll(/^\s*(?:export\s+)?(?:LC_ALL|LANG|LC_CTYPE)=["']?([\w.-]+)/gm)].map(([, value = '']) => value);
  return set.length > 0 && set.every((value) => /^(?:C|POSIX)$/.test(value));
}
