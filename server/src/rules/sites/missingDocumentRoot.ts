import { type Configuration, pathIn } from '../../model/configuration/configuration.ts';
import { argument, type Entry, entriesOf, isCertain } from '../../model/configuration/entry.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { report, wordSpan } from '../wsgi/report.ts';
import { serversOf } from './lists.ts';

/** A DocumentRoot that is not there. */
export const missingDocumentRoot: ConfigurationRule = {
  code: 'missing-document-root',
  severity: 'error',
  page: {
    title: 'DocumentRoot that is not there',
    what: 'There is no folder at the path of `DocumentRoot`.',
    why: 'At server level httpd refuses to start. In a virtual host it starts with a line in the log (AH00112), and requests end with 404.',
    fix: 'Make the folder, or correct the path. A relative one starts at ServerRoot.',
    bad: 'DocumentRoot /srv/nowhere\n',
    good: 'DocumentRoot /srv/www\n',
    files: { '/srv/www/': '' },
  },
  check: (configuration) =>
    configuration.looksForFiles
      ? serversOf(configuration).flatMap(({ host, entries }) => entriesOf(entries, 'documentroot').flatMap((entry) => finding(configuration, entry, host === null)))
      : [],
};

function finding(configuration: Configuration, entry: Entry, refused: boolean): ConfigurationFinding[] {
  const written = argument(entry);
  const path = pathIn(configuration, written);
  if (path === null || /^[A-Za-z]:/.test(path)) return [];
  const { kind } = configuration.disk.stat(path);
  if (kind !== 'missing' && kind !== 'file' && kind !== 'other') return [];
  const what = kind === 'missing' ? 'does not exist' : 'is no folder';
  const effect = refused ? 'httpd does not start' : 'requests end with 404';
  return [
    report({ code: 'missing-document-root', severity: refused && isCertain(entry) ? 'error' : 'warning' }, entry, wordSpan(entry, 0), {
      message: `${path} ${what}: ${effect}. Make the folder or correct the path.`,
      ...(refused && { httpd: `DocumentRoot '${path}' is not a directory, or is not readable` }),
    }),
  ];
}
