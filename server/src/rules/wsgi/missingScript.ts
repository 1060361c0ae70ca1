import { nearestName } from '../../knowledge/nearest.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, isCertain } from '../../model/configuration/entry.ts';
import { everywhere } from '../../model/configuration/inventory.ts';
import { perEntry } from '../../model/configuration/kept.ts';
import { baseOf, folderOf, isAbsolute, isOpen, isWindowsPath, joinPath, tidyPath } from '../../model/wsgi/paths.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { isWritten } from './edits.ts';
import { report, wordSpan } from './report.ts';
import { SCRIPT_LINES } from './scriptLines.ts';

/** A script that is not on the disk. */
export const missingScript: ConfigurationRule = {
  code: 'missing-script',
  severity: 'warning',
  page: {
    title: 'Script that does not exist',
    what: 'There is no file at the path that the line names.',
    why: 'httpd does not look when it starts. Requests are answered with 404, and the log says “Target WSGI script not found or unable to stat”.',
    fix: 'Correct the path, or put the script there.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/ap.wsgi\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
    files: { '/srv/blog/app.wsgi': 'from blog import app as application\n' },
  },
  check: (configuration) => {
    if (!configuration.looksForFiles || hasOtherRoot(configuration)) return [];
    return everywhere(configuration, ...Object.keys(SCRIPT_LINES)).flatMap(({ entry }) => finding(configuration, entry));
  },
};

const finding = perEntry(findingAnew);

function findingAnew(configuration: Configuration, entry: Entry): ConfigurationFinding[] {
  const index = SCRIPT_LINES[entry.name]!;
  const path = entry.statement.arguments[index]?.value ?? '';
  if (!isLookedFor(entry, path)) return [];
  const tidy = tidyPath(path);
  if (configuration.disk.stat(tidy).kind !== 'missing') return [];
  const folder = folderOf(tidy);
  const folderIsThere = configuration.disk.stat(folder).kind === 'folder';
  const near = folderIsThere ? likelyScript(configuration, folder, baseOf(tidy)) : null;
  const span = wordSpan(entry, index);
  const fixes =
    near !== null && isWritten(entry, span, path) ? [{ title: `Change to ${near}`, safe: false, edits: [{ ...span, text: quotedIfNeeded(near) }] }] : [];
  const what = folderIsThere ? `There is no ${baseOf(tidy)} in ${folder}` : `The folder ${folder} does not exist`;
  return [
    report(missingScript, entry, span, {
      message: `${what}: requests are answered with 404. ${near === null ? 'Correct the path.' : `Did you mean ${near}?`}`,
      fixes,
    }),
  ];
}

/** In a `chroot=` the same path may lie elsewhere. */
function hasOtherRoot(configuration: Configuration): boolean {
  return wsgiOf(configuration).daemons.some(({ options }) => options.some(({ name }) => name === 'chroot'));
}

function isLookedFor(entry: Entry, path: string): boolean {
  if (!isCertain(entry) || !isAbsolute(path) || isWindowsPath(path) || isOpen(path)) return false;
  return entry.name !== 'wsgiscriptaliasmatch' || !path.includes('$');
}

/** The script of a folder that was most likely meant: one with a similar name, or the only one there is. */
function likelyScript({ disk }: Configuration, folder: string, name: string): string | null {
  const listed = disk.list(folder);
  if (!('entries' in listed)) return null;
  const names = listed.entries.filter((entry) => !entry.folder).map((entry) => entry.name);
  const scripts = names.filter((candidate) => candidate.endsWith('.wsgi') || candidate === 'wsgi.py');
  const near = nearestName(name, names) ?? (scripts.length === 1 ? scripts[0]! : null);
  return near === null ? null : joinPath(folder, near);
}

function quotedIfNeeded(path: string): string {
  return /\s/.test(path) ? `"${path}"` : path;
}
