import { argument, type Entry } from '../../model/configuration/entry.ts';
import { everywhere } from '../../model/configuration/inventory.ts';
import type { Fix } from '../../model/finding.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { isBelow, tidyPath } from '../../model/wsgi/paths.ts';
import { mountsIn } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { below, fixOf, isEditable, withoutLine } from './edits.ts';
import { related, report, wordSpan } from './report.ts';

/** FallbackResource that leads to an application. */
export const fallbackToApplication: ConfigurationRule = {
  code: 'fallback-to-application',
  severity: 'warning',
  page: {
    title: 'FallbackResource to an application',
    what: 'FallbackResource names a URL of a WSGIScriptAlias.',
    why: 'httpd looks the URL up in a subrequest and goes on with the filters of that one. Where the length of the answer is not known beforehand (mod_deflate), it is sent in chunks without their marks, and browsers wait for the rest for ever.',
    fix: 'Mount the application on `/` and give files their own Alias, or rewrite what is no file: `RewriteCond %{REQUEST_FILENAME} !-f`, then `RewriteRule ^ /app/ [PT,L]`.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias /app /srv/blog/app.wsgi\n    <Directory /srv/files>\n        FallbackResource /app/\n    </Directory>\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias /app /srv/blog/app.wsgi\n    <Directory /srv/files>\n        RewriteEngine on\n        RewriteCond %{REQUEST_FILENAME} !-f\n        RewriteCond %{REQUEST_FILENAME} !-d\n        RewriteRule ^ /app/ [PT,L]\n    </Directory>\n</VirtualHost>\n',
  },
  check: (configuration) =>
    everywhere(configuration, 'fallbackresource').flatMap(({ entry, host }) => {
      const target = argument(entry);
      const mount = mountsIn(configuration, host).find(({ url }) => url !== null && isBelow(tidyPath(target), tidyPath(url)));
      return mount === undefined || !target.startsWith('/') ? [] : finding(entry, mount);
    }),
};

function finding(entry: Entry, mount: Mount): ConfigurationFinding {
  const fix = rewriting(entry);
  return report(fallbackToApplication, entry, wordSpan(entry, 0), {
    message: `FallbackResource does not go well with the application on ${mount.location}: answers may lose the end of their chunks, and browsers hang. Rewrite with the flag PT, or mount the application on /.`,
    related: [related(mount.entry, wordSpan(mount.entry, 0), 'The application on this URL.')],
    ...(fix !== null && { fixes: [fix] }),
  });
}

/** The rewrite that does the same in a directory section; elsewhere the file's name is not known to it yet. */
function rewriting(entry: Entry): Fix | null {
  if (!isEditable(entry) || entry.scope.context !== 'directory') return null;
  const lines = ['RewriteEngine on', 'RewriteCond %{REQUEST_FILENAME} !-f', 'RewriteCond %{REQUEST_FILENAME} !-d', `RewriteRule ^ ${argument(entry)} [PT,L]`];
  const added = below(entry, ...lines);
  return fixOf('Rewrite what is no file', false, entry.line, [withoutLine(entry), added]);
}
