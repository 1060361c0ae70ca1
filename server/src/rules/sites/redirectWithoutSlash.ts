import type { Entry } from '../../model/configuration/entry.ts';
import { perEntry } from '../../model/configuration/kept.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { isWritten } from '../wsgi/edits.ts';
import { report } from '../wsgi/report.ts';
import { everywhere } from './lists.ts';
import { redirectOf } from './redirects.ts';

/** A redirect that glues the path to the host name. */
export const redirectWithoutSlash: ConfigurationRule = {
  code: 'redirect-without-slash',
  severity: 'warning',
  page: {
    title: 'Redirect without its last slash',
    what: 'A `Redirect` of a path with a slash at its end leads to a bare host, without one.',
    why: 'httpd puts what is left of the URL right behind the target: `/login` of `Redirect / https://blog.test` leads to `https://blog.testlogin`.',
    fix: 'End the target with a slash.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    Redirect permanent / https://blog.test\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    Redirect permanent / https://blog.test/\n</VirtualHost>\n',
  },
  check: (configuration) => everywhere(configuration, 'redirect', 'redirectpermanent', 'redirecttemp').flatMap((entry) => finding(configuration, entry)),
};

const finding = perEntry((_, entry: Entry) => findingAnew(entry));

function findingAnew(entry: Entry): ConfigurationFinding[] {
  const { path, target } = redirectOf(entry) ?? {};
  if (path === undefined || target === undefined || !path.value.endsWith('/') || !/^[a-z]+:\/\/[^/?#]+$/i.test(target.value)) return [];
  const mended = target.quote === null ? `${target.value}/` : `${target.quote}${target.value}/${target.quote}`;
  const fixes = isWritten(entry, target, target.value)
    ? [{ title: 'Add the slash', safe: true, edits: [{ start: target.start, end: target.end, text: mended }] }]
    : [];
  return [
    report(redirectWithoutSlash, entry, target, {
      message: `${path.value}login leads to ${target.value}login: the slash at the end is missing.`,
      fixes,
    }),
  ];
}
