import { nameOf, parentOf, tidied } from '../../model/access/folders.ts';
import { isExpression } from '../../model/access/sections.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import { perEntry } from '../../model/configuration/kept.ts';
import type { Fix } from '../../model/finding.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { below, fixOf, isEditable, isWritten, withoutLine, writtenText } from '../wsgi/edits.ts';
import { quoted, report, wordSpan } from '../wsgi/report.ts';
import { everywhere } from './lists.ts';

/** `<Directory>` with a path that no folder has. */
export const directoryWithoutEffect: ConfigurationRule = {
  code: 'directory-without-effect',
  severity: 'warning',
  page: {
    title: 'Directory that is no folder',
    what: 'A `<Directory>` names a relative path, or a WSGI script instead of the folder that holds it.',
    why: 'httpd completes a relative path from the folder in which it happened to be started, not from ServerRoot, and compares it with the whole path of each folder. A script is no folder: requests for anything below its URL are not covered, and end with 403 although the section grants access.',
    fix: 'Write the whole path of the folder, and name the script in a `<Files>` inside.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi\n    <Directory /srv/blog/app.wsgi>\n        Require all granted\n    </Directory>\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/app.wsgi\n    <Directory /srv/blog>\n        <Files app.wsgi>\n            Require all granted\n        </Files>\n    </Directory>\n</VirtualHost>\n',
  },
  check: (configuration) => {
    return everywhere(configuration, 'directory').flatMap((entry) => {
      const kind = kindOf(configuration, entry);
      return kind === null ? [] : [kind === 'relative' ? relative(configuration, entry) : script(entry)];
    });
  },
};

const kindOf = perEntry((_, entry: Entry): 'relative' | 'script' | null => {
  const path = argument(entry);
  if (isExpression(entry) || /[$@{}%]/.test(path)) return null;
  return isRelative(path) ? 'relative' : isScript(path) ? 'script' : null;
});

/** `*` alone is every folder, and `proxy:` was a way to write `<Proxy>`. */
function isRelative(path: string): boolean {
  return path !== '' && !/^(?:[/\\*?[]|[A-Za-z]:[\\/]|proxy:)/.test(path);
}

function isScript(path: string): boolean {
  return /\.(?:wsgi|py)$/.test(path);
}

function relative(configuration: Configuration, entry: Entry): ConfigurationFinding {
  const path = argument(entry);
  const span = wordSpan(entry, 0);
  const whole = likelyPath(configuration, path);
  const fixes = whole !== null && isWritten(entry, span, path) ? [{ title: `Change to ${whole}`, safe: false, edits: [{ ...span, text: `"${whole}"` }] }] : [];
  return report(directoryWithoutEffect, entry, span, {
    message: `${quoted(path)} is completed from the folder in which httpd was started, so hardly a folder is meant by it. Write the path from / on.`,
    fixes,
  });
}

const NAMING = ['documentroot', 'alias', 'scriptalias', 'wsgiscriptalias'];

/** The one folder of which the configuration speaks that ends like the relative path. */
function likelyPath(configuration: Configuration, path: string): string | null {
  const ending = `/${tidied(path)}`;
  const named = everywhere(configuration, ...NAMING).map((entry) => tidied(argument(entry, entry.name === 'documentroot' ? 0 : 1)));
  const found = new Set(named.flatMap((one) => [one, parentOf(one)]).filter((one) => one.startsWith('/') && one.endsWith(ending)));
  return found.size === 1 ? [...found][0]! : null;
}

function script(entry: Entry): ConfigurationFinding {
  const path = argument(entry);
  return report(directoryWithoutEffect, entry, wordSpan(entry, 0), {
    message: `${quoted(path)} is a file. Requests below its URL are not covered by this section; name its folder, and the file in a <Files> inside.`,
    fixes: scriptFix(entry),
  });
}

/** Wraps the plain lines of the section into a `<Files>`; the closing tag stays where it is. */
function scriptFix(entry: Entry): Fix[] {
  const path = tidied(argument(entry));
  const span = wordSpan(entry, 0);
  const { children, line } = entry;
  const first = children[0];
  const plain = children.every((child) => !child.section && isEditable(child) && child.file === entry.file);
  if (first === undefined || !plain || !isWritten(entry, span, argument(entry))) return [];
  const lines = [`<Files "${nameOf(path)}">`, ...children.map((child) => `    ${writtenText(child)}`), '</Files>'];
  const renamed = { at: entry, edits: [{ ...span, text: `"${parentOf(path)}"` }] };
  const wrapped = below(first, ...lines);
  const changes = [
    renamed,
    ...children.slice(1).map(withoutLine),
    { at: first, edits: [{ start: 0, end: first.line.text.length, text: wrapped.edits[0]!.text }] },
  ];
  return [fixOf('Name the folder, and the file in <Files>', false, line, changes)];
}
