import { tidyPath } from '../../model/wsgi/paths.ts';
import { isThere, scriptPath } from '../../model/wsgi/project.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { isWritten } from './edits.ts';
import { report, wordSpan } from './report.ts';

/** A URL path that ends in a slash before a script that does not. */
export const scriptAliasSlash: ConfigurationRule = {
  code: 'script-alias-slash',
  severity: 'warning',
  page: {
    title: 'Slash at the end of one side',
    what: 'The URL path of a WSGIScriptAlias ends in a slash, and its target does not.',
    why: 'httpd puts what follows the URL path straight behind the target: with `/app/` and `/srv/app.wsgi`, the URL `/app/x` looks for a file `/srv/app.wsgix` and gets 404. Only `/app/` itself works.',
    fix: 'For a script leave the slash out on both sides; for a folder of scripts write it on both.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias /app/ /srv/blog/app.wsgi\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias /app /srv/blog/app.wsgi\n</VirtualHost>\n',
  },
  check: (configuration) =>
    wsgiOf(configuration).mounts.flatMap((mount) => {
      const { entry, url, path, isFolder } = mount;
      if (url === null || isFolder || url === '/' || !url.endsWith('/')) return [];
      const script = scriptPath(configuration, mount);
      const toFolder = script !== null && isThere(configuration, script, 'folder');
      const [from, to] = toFolder ? [path, `${path}/`] : [url, tidyPath(url)];
      const span = wordSpan(entry, toFolder ? 1 : 0);
      const fixes = isWritten(entry, span, from) && from !== '' ? [{ title: `Change to ${to}`, safe: false, edits: [{ ...span, text: to }] }] : [];
      const message = `What follows ${url} in a URL is put straight behind ${path}: ${url}x leads to ${path}x, which is not there. ${toFolder ? 'Write a slash behind the folder too.' : 'Leave out the slash.'}`;
      return report(scriptAliasSlash, entry, span, { message, fixes });
    }),
};
