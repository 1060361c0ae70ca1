import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry, SourceFile } from '../../model/configuration/entry.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { nameSpan, report } from '../wsgi/report.ts';

/** A file of `sites-enabled` that is a copy of the one in `sites-available`. */
export const copiedSite: ConfigurationRule = {
  code: 'copied-site',
  severity: 'warning',
  page: {
    title: 'Copy instead of a link',
    what: 'A file in `sites-enabled`, `conf-enabled` or `mods-enabled` is no link, although a file of the same name lies in the folder of available ones.',
    why: 'httpd reads the copy. Changes of the other file have no effect, however often httpd is restarted, and `a2dissite` refuses to take the copy away.',
    fix: 'Take the copy away and run `a2ensite`, `a2enconf` or `a2enmod`, which makes the link.',
    bad: 'ServerName blog.test\n',
    good: '# This file was taken away; a2ensite blog made a link in its place.\n',
    place: '/etc/apache2/sites-enabled/blog.conf',
    files: {
      '/etc/apache2/apache2.conf': 'IncludeOptional sites-enabled/*.conf\n',
      '/etc/apache2/sites-available/blog.conf': 'ServerName blog.test\n',
    },
  },
  check: (configuration) => {
    if (!configuration.rooted || !configuration.looksForFiles) return [];
    const copies = new Map<SourceFile, string>();
    for (const { file } of configuration.files) {
      const original = originalOf(configuration, file);
      if (original !== null) copies.set(file, original);
    }
    return copies.size === 0 ? [] : findings(configuration, copies);
  },
};

/** The file that a copy was made of; null where it is none. */
function originalOf({ disk }: Configuration, { path, real }: SourceFile): string | null {
  const match = /^(.*\/(?:sites|conf|mods)-)enabled(\/[^/]+)$/.exec(path);
  if (match === null || path !== real) return null;
  const original = `${match[1]}available${match[2]}`;
  return disk.stat(original).kind === 'file' ? original : null;
}

/** Said on the first line of each copy. */
function findings({ entries }: Configuration, copies: Map<SourceFile, string>): ConfigurationFinding[] {
  const found: ConfigurationFinding[] = [];
  for (const entry of entries) {
    const original = copies.get(entry.file);
    if (original === undefined) continue;
    copies.delete(entry.file);
    found.push(finding(entry, original));
  }
  return found;
}

function finding(entry: Entry, original: string): ConfigurationFinding {
  return report(copiedSite, entry, nameSpan(entry), {
    message: `httpd reads this file, which is a copy: changes of ${original} have no effect. Take this one away and make a link with a2ensite, a2enconf or a2enmod.`,
  });
}
