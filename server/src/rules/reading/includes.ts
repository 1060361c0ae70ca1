/** Includes that lead nowhere, in circles, or to what is no configuration. */
import type { Fix } from '../../model/finding.ts';
import type { Trouble } from '../../model/reading/reading.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { troubleRule } from './troubleRule.ts';

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
    message: `“${trouble.subject}” is not there, so httpd does not start. Correct the path (a relative one starts at ServerRoot), or write IncludeOptional if it may be absent.`,
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
  ({ subject }) => ({
    message: `“${subject}” is no regular file that can be read; httpd does not start with it. Name a regular file or mend its permissions.`,
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
      what: 'An Include leads to a file of more than 32 megabytes, or to one that is not text.',
      why: 'That is hardly a configuration, but a log or an archive that a wildcard matches; httpd would read all of it and stop at its first line. Findings about other files may be wrong, since this one is left out.',
      fix: 'Narrow the wildcard (*.conf), or correct the path.',
      bad: `Include data.bin\n`,
      good: 'IncludeOptional snippets/*.conf\n',
      files: { '/etc/apache2/data.bin': '\0'.repeat(400) },
    },
  },
  ({ subject }) => ({ message: `“${subject}” is too large or not text, so it is not looked at here. Narrow the wildcard or correct the path.` }),
);
