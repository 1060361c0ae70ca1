import { type Entry, entriesOf } from '../../model/configuration/entry.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { findingAt, once, refusal, wholeOf } from '../tls/report.ts';
import { MOST, tooDeep } from './cacheFolders.ts';
import { serversWith } from './lines.ts';

/** CacheDirLevels and CacheDirLength that ask for more letters than a cached file's name has. */
export const cacheFoldersTooDeep: ConfigurationRule = {
  code: 'cache-folders-too-deep',
  severity: 'error',
  page: {
    title: 'Folders of the cache are too deep',
    what: `CacheDirLevels times CacheDirLength is more than ${MOST}. Where one of the two is not set it is 2.`,
    why: `The folders are named by the first letters of the cached file’s name, and only ${MOST} of them are for that. httpd checks it at each of the two lines and does not start.`,
    fix: 'Write smaller numbers; the defaults of 2 and 2 suit most disks. Set the smaller of the two first.',
    bad: 'CacheDirLevels 3\nCacheDirLength 7\n',
    good: 'CacheDirLevels 3\nCacheDirLength 5\n',
  },
  check: (configuration) => {
    const servers = serversWith(configuration, 'cachedirlevels', 'cachedirlength');
    return once(
      servers
        .flatMap(({ entries }) => tooDeep(entries).map((entry) => ({ entry, sure: configuration.rooted || !isFirst(entry, entries) })))
        .map(({ entry, sure }) => {
          const message = `CacheDirLevels times CacheDirLength is more than ${MOST} at this line; where one of them is not set it is 2. Write a smaller number.`;
          const httpd = `CacheDirLevels*CacheDirLength value must not be higher than ${MOST}`;
          const span = entry.statement.arguments[0] ?? wholeOf(entry);
          return findingAt(entry, { code: cacheFoldersTooDeep.code, severity: refusal(sure, entry), message, httpd }, span);
        }),
    );
  },
};

/** Whether no line in sight has set the other number before: a line out of sight may have. */
function isFirst(entry: Entry, entries: readonly Entry[]): boolean {
  return entriesOf(entries, 'cachedirlevels', 'cachedirlength')[0] === entry;
}
