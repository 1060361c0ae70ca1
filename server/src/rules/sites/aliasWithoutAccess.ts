import type { Place } from '../../model/access/access.ts';
import { parentOf } from '../../model/access/folders.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry, entriesOf, isCertain } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { below, fixOf, isEditable } from '../wsgi/edits.ts';
import { report, wordSpan } from '../wsgi/report.ts';
import { canBeGranted, denialOf, deniedBy, grantOfFile, grantOfFolder, judgedPath } from './grants.ts';
import { perServer, type Server, serversOf } from './lists.ts';

/** An alias to a folder that httpd lets nobody have. */
export const aliasWithoutAccess: ConfigurationRule = {
  code: 'alias-without-access',
  severity: 'warning',
  page: {
    title: 'Nobody may have what the alias leads to',
    what: 'Access is denied to the folder or file of an `Alias`.',
    why: 'An alias leads to files, but grants nothing: pages come without their styles and pictures, and the log says “client denied by server configuration” (AH01630).',
    fix: 'Add a `<Directory>` for the folder with `Require all granted`.',
    bad: '<Directory />\n    Require all denied\n</Directory>\n<VirtualHost *:80>\n    ServerName blog.test\n    Alias /static /srv/blog/static\n</VirtualHost>\n',
    good: '<Directory />\n    Require all denied\n</Directory>\n<VirtualHost *:80>\n    ServerName blog.test\n    Alias /static /srv/blog/static\n    <Directory /srv/blog/static>\n        Require all granted\n    </Directory>\n</VirtualHost>\n',
  },
  check: (configuration) => serversOf(configuration).flatMap((server) => inServer(configuration, server)),
};

const inServer = perServer((configuration, { host, entries }: Server) => entriesOf(entries, 'alias').flatMap((entry) => judged(configuration, entry, host)));

function judged(configuration: Configuration, entry: Entry, host: VirtualHost | null): ConfigurationFinding[] {
  const path = judgedPath(argument(entry, 1));
  if (path === null || !isCertain(entry)) return [];
  const kind = kindOf(configuration, argument(entry, 1), path);
  const place: Place = { path, kind, url: argument(entry), host };
  const by = denialOf(configuration, place);
  if (by === null) return [];
  const grantable = isEditable(entry) && canBeGranted(by, kind === 'file' ? parentOf(path) : path);
  const lines = kind === 'file' ? grantOfFile(path) : grantOfFolder(path);
  return [
    report(aliasWithoutAccess, entry, wordSpan(entry, 1), {
      message: `Nobody may have ${path}: ${argument(entry)} ends with 403. The alias grants nothing; add a <Directory> with Require all granted.`,
      related: [deniedBy(by)],
      ...(grantable && { fixes: [fixOf('Grant access to it', false, entry.line, [below(entry, ...lines)])] }),
    }),
  ];
}

/** What an alias leads to; where files are not looked for, a name with an ending is taken for a file. */
function kindOf({ looksForFiles, disk }: Configuration, written: string, path: string): 'file' | 'folder' {
  if (looksForFiles) {
    const { kind } = disk.stat(path);
    if (kind === 'file' || kind === 'folder') return kind;
  }
  return !written.endsWith('/') && /\.\w{1,5}$/.test(path) ? 'file' : 'folder';
}
