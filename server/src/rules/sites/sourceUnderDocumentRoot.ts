import { accessTo } from '../../model/access/access.ts';
import { isIn, parentOf } from '../../model/access/folders.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry, entriesOf, isCertain, lastOf, outsideHosts } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import { perHost } from '../../model/configuration/kept.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { mountsIn } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { related, report, wordSpan } from '../wsgi/report.ts';
import { judgedPath } from './grants.ts';

/** A DocumentRoot or an alias that holds the source of the application. */
export const sourceUnderDocumentRoot: ConfigurationRule = {
  code: 'source-under-document-root',
  severity: 'warning',
  page: {
    title: 'Source code on the web',
    what: 'The script of a `WSGIScriptAlias` lies in the `DocumentRoot` or in the folder of an `Alias`, to which access is granted.',
    why: 'httpd hands out whatever lies there as it is: `/app.wsgi` and `/settings.py` come as text, passwords included. An application that is mounted at `/` hides what lies below `DocumentRoot`, but only as long as that line is there (then this is an information); an alias comes before it.',
    fix: 'Let `DocumentRoot` be an empty folder, or one with nothing but public files, and the alias lead to the static files alone.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    DocumentRoot /srv/blog\n    WSGIScriptAlias /app /srv/blog/app.wsgi\n    <Directory /srv/blog>\n        Require all granted\n    </Directory>\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    DocumentRoot /srv/blog/public\n    WSGIScriptAlias /app /srv/blog/app.wsgi\n    <Directory /srv/blog>\n        Require all granted\n    </Directory>\n</VirtualHost>\n',
  },
  check: (configuration) => [...inServer(configuration, null), ...configuration.hosts.flatMap((host) => inHost(configuration, host))],
};

const inHost = perHost((configuration, host: VirtualHost) => inServer(configuration, host));

function inServer(configuration: Configuration, host: VirtualHost | null): ConfigurationFinding[] {
  const mounts = mountsIn(configuration, host).filter(({ entry }) => isCertain(entry));
  if (mounts.length === 0) return [];
  const main = outsideHosts(configuration.entries);
  const root = lastOf(host?.entry.children ?? main, 'documentroot');
  const isHidden = mounts.some(({ url }) => url === '/');
  const aliases = entriesOf(host === null ? main : [...main, ...host.entry.children], 'alias');
  return [
    ...(root === undefined ? [] : inFolder(configuration, mounts, { line: root, index: 0, isHidden })),
    ...aliases.flatMap((line) => inFolder(configuration, mounts, { line, index: 1, isHidden: false })),
  ];
}

/** A line that puts a folder on the web. */
interface Root {
  readonly line: Entry;
  /** Which argument names the folder. */
  readonly index: number;
  /** Whether the application answers before files are looked for; an alias comes before it. */
  readonly isHidden: boolean;
}

function inFolder(configuration: Configuration, mounts: readonly Mount[], root: Root): ConfigurationFinding[] {
  const folder = judgedPath(argument(root.line, root.index));
  if (folder === null || !isCertain(root.line)) return [];
  const inside = mounts.find((mount) => isHandedOut(configuration, mount, folder));
  return inside === undefined ? [] : [finding(root, inside)];
}

function isHandedOut(configuration: Configuration, { path, host, isFolder, matches }: Mount, root: string): boolean {
  const script = judgedPath(path);
  if (script === null || matches || script === root || !isIn(script, root)) return false;
  const folder = isFolder ? script : parentOf(script);
  const { verdict } = accessTo(configuration, { path: folder, kind: 'folder', url: null, host });
  return verdict === 'granted' || verdict === 'depends';
}

function finding({ line, index, isHidden }: Root, mount: Mount): ConfigurationFinding {
  const effect = isHidden ? 'Only the application at / hides it' : 'Anybody can download it';
  const url = index === 0 ? 'below DocumentRoot' : `where ${argument(line)} leads`;
  return report({ code: 'source-under-document-root', severity: isHidden ? 'information' : 'warning' }, line, wordSpan(line, index), {
    message: `The source of the application lies ${url}. ${effect}: put a folder with public files only on the web.`,
    related: [related(mount.entry, wordSpan(mount.entry, 1), 'The script.')],
  });
}
