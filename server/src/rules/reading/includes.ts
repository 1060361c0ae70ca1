/** Includes that lead nowhere, in circles, or to what is no configuration. */
import type { Fix } from '../../model/finding.ts';
import type { Trouble } from '../../model/reading/reading.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { troubleRule } from './troubleRule.ts';

/** Seven macros, each of which uses the one before ten times. */
const BY_TENS = `<Macro M0>\n</Macro>\n${[1, 2, 3, 4, 5, 6].map((level) => `<Macro M${level}>\n${`Use M${level - 1}\n`.repeat(10)}</Macro>\n`).join('')}Use M6\n`;

/** An Include whose file, folder or wildcard is not there. */
export const includeNotFound: ConfigurationRule = troubleRule(
  'include-not-found',
  {
    severity: 'error',
    page: {
      title: 'Included file not found',
      what: 'An Include names a file or folder that is not there, or a wildcard that nothing matches.',
      why: 'httpd does not start without the file. A relative path starts at ServerRoot, not at the folder of the file that has the Include.',
      fix: 'Correct the path, create the file, or write IncludeOptional where the file may be absent.',
      bad: 'Include snippets/tls.conf\n',
      good: 'IncludeOptional snippets/tls.conf\n',
      files: {},
    },
  },
  (trouble) => ({
    message:
      trouble.httpd === undefined
        ? `“${trouble.subject}” is not beside this copy of the configuration, so what it holds is not known here. If it is missing in its place too, httpd does not start.`
        : `“${trouble.subject}” is not there, so httpd does not start. Correct the path (a relative one starts at ServerRoot), or write IncludeOptional if it may be absent.`,
    fixes: optionalFix(trouble),
  }),
);

function optionalFix({ start }: Trouble): Fix[] {
  return [{ title: 'Change Include to IncludeOptional', safe: false, edits: [{ start: start - 'Include '.length, end: start - 1, text: 'IncludeOptional' }] }];
}

/** An included path that is no regular file, or may not be read. */
export const includeUnreadable: ConfigurationRule = troubleRule(
  'include-unreadable',
  {
    severity: 'error',
    page: {
      title: 'Included file cannot be read',
      what: 'An Include leads to a pipe, a device or a socket, or to a file that may not be read.',
      why: 'httpd reads regular files only and does not start with anything else. What may not be read here may still be readable for httpd, which starts as root.',
      fix: 'Name a regular file, or mend its permissions.',
      bad: 'Include /dev/full\n',
      good: 'IncludeOptional snippets/*.conf\n',
      files: { '/dev/full': '(device)' },
    },
  },
  ({ subject, httpd }) => ({
    message:
      httpd === undefined
        ? `“${subject}” may not be read here, so what it holds is not known; httpd, which starts as root, most likely reads it.`
        : `“${subject}” is no regular file that can be read; httpd does not start with it. Name a regular file.`,
  }),
);

/** Includes that lead in a circle. */
export const includeRecursion: ConfigurationRule = troubleRule(
  'include-recursion',
  {
    severity: 'error',
    page: {
      title: 'Includes lead in a circle',
      what: 'A file includes itself, straight or through others.',
      why: 'httpd follows 128 includes deep, then gives up and does not start.',
      fix: 'Take out one of the Include lines of the circle. A wildcard such as *.conf often matches the file that it stands in.',
      bad: 'Include apache2.conf\n',
      good: 'IncludeOptional snippets/*.conf\n',
      files: {},
    },
  },
  ({ subject }) => ({
    message: `Including “${subject}” here leads in a circle: httpd gives up after 128 files and does not start. Take out this Include or narrow its wildcard.`,
  }),
);

/** Files that httpd would read but that are far too large for a configuration. */
export const includeLimit: ConfigurationRule = troubleRule(
  'include-limit',
  {
    severity: 'warning',
    page: {
      title: 'Included file is not looked at',
      what: 'An Include leads to a file of more than 32 megabytes, to one that is not text, or to more than 20,000 files.',
      why: 'That is hardly a configuration, but a log or an archive that a wildcard matches; httpd would read all of it and stop at its first line. What the files left out hold is not known to other findings.',
      fix: 'Narrow the wildcard (*.conf), or correct the path.',
      bad: `Include data.bin\n`,
      good: 'IncludeOptional snippets/*.conf\n',
      files: { '/etc/apache2/data.bin': '\0'.repeat(400) },
    },
  },
  ({ subject }) => ({
    message: `“${subject}” is too large, too many files or not text, so not all of it is looked at here. Narrow the wildcard or correct the path.`,
  }),
);

/** Where reading ends because a configuration comes to too many lines. */
export const readingLimit: ConfigurationRule = troubleRule(
  'reading-limit',
  {
    severity: 'warning',
    page: {
      title: 'Configuration is too large to be read',
      what: 'With all that is included and all that macros put in, the configuration comes to more than two million lines; lines of macros count tenfold.',
      why: 'Mostly a macro uses another several times, and that one a third, so that the lines multiply; httpd takes minutes to start, or runs out of memory. What stands behind this line is judged alone.',
      fix: 'Use macros inside of macros sparingly, and include a file once.',
      bad: BY_TENS,
      good: '<Macro Site $name>\n    ServerName $name\n</Macro>\nUse Site blog.test\n',
    },
  },
  () => ({
    message:
      'Here the configuration comes to more lines than are looked at, so what stands behind this line is judged alone. See whether macros or includes multiply.',
  }),
);
