import { type Configuration, pathIn } from '../../model/configuration/configuration.ts';
import { argument, type Entry, entriesOf, isCertain, lastOf } from '../../model/configuration/entry.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { report, wordSpan } from '../wsgi/report.ts';
import { serversOf } from './lists.ts';

/** A log in a folder that is not there. */
export const missingLogFolder: ConfigurationRule = {
  code: 'missing-log-folder',
  severity: 'error',
  page: {
    title: 'Log in a folder that is not there',
    what: 'The folder of an `ErrorLog`, `CustomLog`, `TransferLog` or `GlobalLog` does not exist.',
    why: 'httpd makes files, but no folders: it does not start, and `apache2 -t` says so (AH02291, AH02297).',
    fix: 'Make the folder, or correct the path. A relative one starts at ServerRoot.',
    bad: 'ErrorLog /srv/logs/blog/error.log\n',
    good: 'ErrorLog /srv/logs/error.log\n',
    files: { '/srv/logs/': '' },
  },
  check: (configuration) => {
    if (!configuration.looksForFiles) return [];
    return serversOf(configuration).flatMap(({ host, entries }) => {
      const errorLog = lastOf(entries, 'errorlog');
      const errors = errorLog === undefined ? [] : finding(configuration, errorLog, host === null ? 'main error log' : 'error log of vhost');
      return [...errors, ...entriesOf(entries, 'customlog', 'transferlog', 'globallog').flatMap((entry) => finding(configuration, entry, null))];
    });
  },
};

/** `errorLog` is how httpd calls the error log in question; null for the others. Of several ErrorLog lines only the last is opened. */
function finding(configuration: Configuration, entry: Entry, errorLog: string | null): ConfigurationFinding[] {
  const path = isFile(argument(entry)) ? pathIn(configuration, argument(entry)) : null;
  if (path === null || /^[A-Za-z]:/.test(path)) return [];
  const folder = path.slice(0, path.lastIndexOf('/'));
  const { kind } = configuration.disk.stat(folder === '' ? '/' : folder);
  if (kind !== 'missing' && kind !== 'file' && kind !== 'other') return [];
  return [
    report({ code: 'missing-log-folder', severity: isCertain(entry) ? 'error' : 'warning' }, entry, wordSpan(entry, 0), {
      message: `The folder ${folder} ${kind === 'missing' ? 'does not exist' : 'is no folder'}, so httpd cannot open the log and does not start. Make it or correct the path.`,
      httpd: `Cannot access directory '${folder}/' for ${errorLog ?? `log file '${path}'`}`,
    }),
  ];
}

/** Neither a program that gets the lines, nor a provider such as `syslog:local7`. */
function isFile(path: string): boolean {
  return path !== '' && !/^\s*\|/.test(path) && !/^[a-z_]\w+(?::|$)/i.test(path.includes('/') ? path.split('/')[0]! : path);
}
