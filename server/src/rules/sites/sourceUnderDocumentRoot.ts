import { accessTo } from '../../model/access/access.ts';
import { isIn, parentOf } from '../../model/access/folders.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry, isCertain, lastOf } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { related, report, wordSpan } from '../wsgi/report.ts';
import { judgedPath } from './grants.ts';

/** A DocumentRoot that holds the source of the application. */
export const sourceUnderDocumentRoot: ConfigurationRule = {
  code: 'source-under-document-root',
  severity: 'warning',
  page: {
    title: 'Source code below DocumentRoot',
    what: 'The script of a `WSGIScriptAlias` lies in the `DocumentRoot`, to which access is granted.',
    why: 'httpd hands out whatever lies below `DocumentRoot` as it is: `/app.wsgi` and `/settings.py` come as text, passwords included. An application that is mounted at `/` hides the files, but only as long as that line is there.',
    fix: 'Let `DocumentRoot` be an empty folder, or one with nothing but public files.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    DocumentRoot /srv/blog\n    WSGIScriptAlias /app /srv/blog/app.wsgi\n    <Directory /srv/blog>\n        Require all granted\n    </Directory>\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    DocumentRoot /srv/blog/public\n    WSGIScriptAlias /app /srv/blog/app.wsgi\n    <Directory /srv/blog>\n        Require all granted\n    </Directory>\n</VirtualHost>\n',
  },
  check: (configuration) => {
    const byHost = new Map<VirtualHost | null, Mount[]>();
    for (const mount of wsgiOf(configuration).mounts) if (isCertain(mount.entry)) byHost.set(mount.host, [...(byHost.get(mount.host) ?? []), mount]);
    return [...byHost].flatMap(([host, mounts]) => inServer(configuration, host, mounts));
  },
};

function inServer(configuration: Configuration, host: VirtualHost | null, mounts: readonly Mount[]): ConfigurationFinding[] {
  const line = lastOf(host?.entry.children ?? configuration.entries, 'documentroot');
  const root = line === undefined ? null : judgedPath(argument(line));
  if (line === undefined || root === null || !isCertain(line)) return [];
  const inside = mounts.find((mount) => isHandedOut(configuration, mount, root));
  return inside === undefined
    ? []
    : [
        finding(
          line,
          inside,
          mounts.some(({ url }) => url === '/'),
        ),
      ];
}

function isHandedOut(configuration: Configuration, { path, host, isFolder, matches }: Mount, root: string): boolean {
  const script = judgedPath(path);
  if (script === null || matches || !isIn(script, root)) return false;
  const folder = isFolder ? script : parentOf(script);
  const { verdict } = accessTo(configuration, { path: folder, kind: 'folder', url: null, host });
  return verdict === 'granted' || verdict === 'depends';
}

function finding(line: Entry, mount: Mount, isHidden: boolean): ConfigurationFinding {
  const effect = isHidden ? 'Only the application at / hides it' : 'Anybody can download it';
  return report({ code: 'source-under-document-root', severity: isHidden ? 'information' : 'warning' }, line, wordSpan(line, 0), {
    message: `The source of the application lies below DocumentRoot. ${effect}: let DocumentRoot be a folder with public files only.`,
    related: [related(mount.entry, wordSpan(mount.entry, 1), 'The script.')],
  });
}
