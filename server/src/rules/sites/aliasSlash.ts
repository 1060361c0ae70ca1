import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { isWritten } from '../wsgi/edits.ts';
import { report, wordSpan } from '../wsgi/report.ts';
import { everywhere } from './lists.ts';

/** An alias whose URL path ends in a slash and whose folder does not. */
export const aliasSlash: ConfigurationRule = {
  code: 'alias-slash',
  severity: 'warning',
  page: {
    title: 'Alias with one slash too few',
    what: 'The URL path of an `Alias` or `ScriptAlias` ends in a slash, the folder does not.',
    why: 'httpd puts what is left of the URL right behind the folder: with `Alias /static/ /srv/static`, the URL `/static/site.css` leads to `/srv/staticsite.css`. Everything below is 404.',
    fix: 'Write both with a slash at the end, or both without.',
    bad: 'Alias /static/ /srv/blog/static\n',
    good: 'Alias /static/ /srv/blog/static/\n',
  },
  check: (configuration) => everywhere(configuration, 'alias', 'scriptalias').flatMap(finding),
};

function finding(entry: Entry): ConfigurationFinding[] {
  const [url, path] = entry.statement.arguments;
  if (url === undefined || path === undefined || !url.value.endsWith('/') || /[/\\]$/.test(path.value) || path.value === '') return [];
  if (/[$@{}%]/.test(path.value) || looksLikeFile(path.value)) return [];
  const mended = path.quote === null ? `${path.value}/` : `${path.quote}${path.value}/${path.quote}`;
  const fixes = isWritten(entry, path, path.value) ? [{ title: 'Add the slash', safe: true, edits: [{ start: path.start, end: path.end, text: mended }] }] : [];
  return [
    report(aliasSlash, entry, wordSpan(entry, 1), {
      message: `${argument(entry)}a.css leads to ${path.value}a.css: a slash is missing at the end of the folder.`,
      fixes,
    }),
  ];
}

/** A single file with a slash behind its URL is another mistake. */
function looksLikeFile(path: string): boolean {
  return /\.\w{1,5}$/.test(path);
}
