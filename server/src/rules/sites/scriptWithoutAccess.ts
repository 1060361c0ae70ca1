import { accessTo, type Place } from '../../model/access/access.ts';
import { isIn, parentOf } from '../../model/access/folders.ts';
import { requirementsOf } from '../../model/access/requirements.ts';
import { isExpression, pathOf } from '../../model/access/sections.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, isCertain } from '../../model/configuration/entry.ts';
import type { Fix } from '../../model/finding.ts';
import { type Mount, perMount } from '../../model/wsgi/mounts.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { below, fixOf, isEditable } from '../wsgi/edits.ts';
import { related, report, wordSpan } from '../wsgi/report.ts';
import { canBeGranted, denialOf, deniedBy, grantOfFile, grantOfFolder, judgedPath } from './grants.ts';
import { everywhere } from './lists.ts';

/** A WSGI script that httpd lets nobody have. */
export const scriptWithoutAccess: ConfigurationRule = {
  code: 'script-without-access',
  severity: 'warning',
  page: {
    title: 'Nobody may have the WSGI script',
    what: 'No section grants access to the folder that holds the script of a `WSGIScriptAlias`, or one denies it.',
    why: 'The alias leads to the script, but grants nothing. Main configurations of Debian and Red Hat deny everything below `/`, so every request ends with 403 and the log says “client denied by server configuration” (AH01630). A grant for a folder inside of that folder, or beside it, does not count.',
    fix: 'Grant access to the folder of the script, best to the script alone.',
    bad: '<Directory />\n    Require all denied\n</Directory>\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi\n    <Directory /srv/blog/static>\n        Require all granted\n    </Directory>\n</VirtualHost>\n',
    good: '<Directory />\n    Require all denied\n</Directory>\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi\n    <Directory /srv/blog>\n        <Files app.wsgi>\n            Require all granted\n        </Files>\n    </Directory>\n</VirtualHost>\n',
  },
  check: (configuration) => wsgiOf(configuration).mounts.flatMap((mount) => judged(configuration, mount)),
};

const judged = perMount(judgedAnew, ({ rooted, entries }) => (rooted ? null : entries));

function judgedAnew(configuration: Configuration, mount: Mount): ConfigurationFinding[] {
  const path = judgedPath(mount.path);
  if (path === null || mount.matches || !isCertain(mount.entry)) return [];
  const place: Place = { path, kind: mount.isFolder ? 'folder' : 'script', url: mount.url, host: mount.host };
  const by = denialOf(configuration, place);
  if (by !== null) return [denied(mount, path, by)];
  const lower = configuration.rooted ? null : grantBelow(configuration, place);
  return lower === null ? [] : [forgotten(mount, path, lower)];
}

/** Folders to which Debian's main configuration grants access. */
const GRANTED = ['/var/www', '/usr/share'];

/** In a file that stands alone: a grant for a folder below that of the script, where nothing is said of the script's own. */
function grantBelow(configuration: Configuration, place: Place): Entry | null {
  const { host, path } = place;
  const folder = place.kind === 'folder' ? path : parentOf(path);
  if (host === null || accessTo(configuration, place).by !== null || GRANTED.some((granted) => isIn(path, granted))) return null;
  if (everywhere(configuration, 'include', 'includeoptional', 'use').length > 0) return null;
  const grants = host.entry.children.filter(
    (entry) => entry.name === 'directory' && !isExpression(entry) && isCertain(entry) && requirementsOf(entry).vote === 'granted',
  );
  return grants.find((entry) => pathOf(entry) !== folder && isIn(pathOf(entry), folder)) ?? null;
}

function denied(mount: Mount, path: string, by: Entry): ConfigurationFinding {
  const folder = mount.isFolder ? path : parentOf(path);
  const isOwn = pathOf(by) === folder;
  return report(scriptWithoutAccess, mount.entry, wordSpan(mount.entry, 1), {
    message: `Nobody may have ${path}, so requests end with 403. ${isOwn ? 'Its own folder denies access.' : 'The alias grants nothing: add a <Directory> for its folder with Require all granted.'}`,
    related: [deniedBy(by)],
    fixes: canBeGranted(by, folder) ? grantFixes(mount, path, pathOf(by) === '/') : [],
  });
}

function forgotten(mount: Mount, path: string, lower: Entry): ConfigurationFinding {
  return report(scriptWithoutAccess, mount.entry, wordSpan(mount.entry, 1), {
    message: `Access is granted below ${parentOf(path)}, but not to the script in it. Main configurations deny what is not granted, and requests end with 403.`,
    related: [related(lower, wordSpan(lower, 0), 'The folder to which access is granted.')],
    fixes: grantFixes(mount, path, true),
  });
}

/** Only the script is granted, which is what the alias is for. */
function grantFixes({ entry, isFolder }: Mount, path: string, safe: boolean): Fix[] {
  if (!isEditable(entry)) return [];
  const lines = isFolder ? grantOfFolder(path) : grantOfFile(path);
  return [fixOf('Grant access to the script', safe && !isFolder, entry.line, [below(entry, ...lines)])];
}
