import { tidied } from '../../model/access/folders.ts';
import { pathOf } from '../../model/access/sections.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Fix } from '../../model/finding.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { isWritten } from '../wsgi/edits.ts';
import { report, wordSpan } from '../wsgi/report.ts';
import { everywhere } from './lists.ts';

/** `<Location>` with the path of a folder. */
export const locationOnPath: ConfigurationRule = {
  code: 'location-on-path',
  severity: 'warning',
  page: {
    title: 'Location with a path of the file system',
    what: 'A `<Location>` names a folder of the machine. It is compared with the path of the URL, not with where files lie.',
    why: 'No URL begins like that, so nothing in the section ever counts: grants are not given, and options have no effect.',
    fix: 'Write `<Directory>` for a folder, or the URL path in `<Location>`.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi\n    <Location /srv/blog>\n        Require all granted\n    </Location>\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi\n    <Directory /srv/blog>\n        Require all granted\n    </Directory>\n</VirtualHost>\n',
  },
  check: (configuration) => {
    const sections = everywhere(configuration, 'location').filter((entry) => ON_DISK.test(pathOf(entry)));
    if (sections.length === 0) return [];
    const urls = urlPathsOf(configuration);
    return sections.flatMap((entry) => (urls.some((url) => begins(pathOf(entry), url)) ? [] : [finding(entry)]));
  },
};

/** Folders of the machine that no site has in its URLs, at least two names deep. */
const ON_DISK = /^(?:\/(?:srv|home|usr|opt|etc|root|mnt|var\/(?:www|lib|opt|log))\/[^/*?]+|[A-Za-z]:[\\/])/;

/** Directives whose first argument is a URL path. */
const MAPPING = ['alias', 'scriptalias', 'wsgiscriptalias', 'proxypass', 'redirect', 'redirectpermanent', 'redirecttemp'];

/** The URL paths that the configuration speaks of; some sites do have a `/home/…`. */
function urlPathsOf(configuration: Configuration): string[] {
  return everywhere(configuration, ...MAPPING).map((entry) => entry.statement.arguments.find(({ value }) => value.startsWith('/'))?.value ?? '/');
}

function begins(path: string, url: string): boolean {
  return url !== '/' && (path === url || path.startsWith(url.endsWith('/') ? url : `${url}/`));
}

function finding(entry: Entry): ConfigurationFinding {
  const span = wordSpan(entry, 0);
  const fixes: Fix[] = isWritten(entry, span, argument(entry))
    ? [
        {
          title: 'Change to <Directory>',
          safe: false,
          edits: [{ start: entry.statement.nameStart, end: entry.statement.nameEnd, text: 'Directory' }],
          closingName: 'Directory',
        },
      ]
    : [];
  return report(locationOnPath, entry, span, {
    message: `${tidied(argument(entry))} is a folder, but <Location> is about URLs: no request matches it and the section has no effect. Write <Directory>.`,
    fixes,
  });
}
