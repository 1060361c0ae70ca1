import { type Entry, entriesOf } from '../../model/configuration/entry.ts';
import { perList } from '../../model/configuration/kept.ts';
import type { Word } from '../../syntax/words.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { isWritten } from '../wsgi/edits.ts';
import { report } from '../wsgi/report.ts';
import { serversOf } from './lists.ts';

/** A name of a host that no request can have. */
export const unusableHostName: ConfigurationRule = {
  code: 'unusable-host-name',
  severity: 'warning',
  page: {
    title: 'Name that no request has',
    what: 'A `ServerName` or `ServerAlias` has a path, a comma or a dot at its end, or an alias has a scheme or a port.',
    why: 'httpd takes the word as it is and compares it with the host name of the request, which has none of these. The virtual host is then reached by accident only. `ServerName` may have a scheme and a port: httpd takes them off.',
    fix: 'Write the bare host name; several aliases are separated by blanks.',
    bad: '<VirtualHost *:80>\n    ServerName http://blog.test/\n    ServerAlias www.blog.test, blog.example.test\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    ServerAlias www.blog.test blog.example.test\n</VirtualHost>\n',
  },
  check: (configuration) =>
    serversOf(configuration).flatMap(({ host, entries }) => (host === null && configuration.hosts.length > 0 ? [] : inServer(configuration, entries))),
};

const inServer = perList((_, entries: readonly Entry[]) =>
  entriesOf(entries, 'servername', 'serveralias').flatMap((entry) => {
    const words = entry.name === 'servername' ? entry.statement.arguments.slice(0, 1) : entry.statement.arguments;
    return words.flatMap((word) => finding(entry, word));
  }),
);

function finding(entry: Entry, word: Word): ConfigurationFinding[] {
  const { value } = word;
  if (/[$@{}<>%]/.test(value)) return [];
  const bare = entry.name === 'servername' ? value.replace(/^[a-z]+:\/\//i, '').replace(/:.*$/, '') : value;
  const problem = problemOf(bare);
  if (problem === null) return [];
  const name = value
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/:].*$/, '')
    .replace(/[,;.]+$/, '');
  const mendable = /^[\w*?.-]+$/.test(name) && isWritten(entry, word, value);
  return [
    report(unusableHostName, entry, word, {
      message: `httpd compares “${bare}” with the host name that is asked for, ${problem}. Write the bare name.`,
      ...(mendable && { fixes: [{ title: `Change to ${name}`, safe: false, edits: [{ start: word.start, end: word.end, text: name }] }] }),
    }),
  ];
}

function problemOf(name: string): string | null {
  if (name.includes('://')) return 'which has no scheme';
  if (name.includes('/')) return 'which has no path';
  if (/[,;]/.test(name)) return 'which has no comma: names are separated by blanks';
  if (/:\d+$/.test(name)) return 'from which the port is taken off before';
  return name.length > 1 && name.endsWith('.') ? 'from which a dot at the end is taken off before' : null;
}
