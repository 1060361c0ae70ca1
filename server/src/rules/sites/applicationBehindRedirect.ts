import { argument, isCertain } from '../../model/configuration/entry.ts';
import { type Mount, perMount } from '../../model/wsgi/mounts.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { fixOf, isEditable, withoutLine } from '../wsgi/edits.ts';
import { nameSpan, related, report, wordSpan } from '../wsgi/report.ts';
import { type Redirected, redirectFor } from './redirects.ts';

/** An application in a virtual host that sends every request elsewhere. */
export const applicationBehindRedirect: ConfigurationRule = {
  code: 'application-behind-redirect',
  severity: 'hint',
  page: {
    title: 'Application behind a redirect',
    what: 'A `WSGIScriptAlias` stands in a virtual host that redirects every request for it.',
    why: 'mod_alias and mod_rewrite come before mod_wsgi, wherever their lines stand: no request reaches the application here. Such lines are left over when a site moves to HTTPS, and mislead whoever changes them later.',
    fix: 'Take the alias out of the virtual host that redirects. A WSGIDaemonProcess may stay where it is, as long as the other virtual host has the same ServerName.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    Redirect permanent / https://blog.test/\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    Redirect permanent / https://blog.test/\n</VirtualHost>\n',
  },
  check: (configuration) => wsgiOf(configuration).mounts.flatMap((mount) => judged(configuration, mount)),
};

const judged = perMount((_, mount: Mount) => finding(mount, redirectOver(mount)));

/** The redirect that takes the mount's own URL and everything below it. */
function redirectOver({ host, url, entry }: Mount): Redirected | null {
  if (host === null || url === null || url.includes('${') || !isCertain(entry)) return null;
  const [whole, inside] = [redirectFor(host, url), redirectFor(host, `${url.replace(/\/$/, '')}/x`)];
  return whole !== null && whole.entry === inside?.entry ? whole : null;
}

function finding({ entry }: Mount, redirect: Redirected | null): ConfigurationFinding[] {
  if (redirect === null) return [];
  return [
    report(applicationBehindRedirect, entry, nameSpan(entry), {
      message: `No request reaches this application: ${redirect.entry.statement.name} sends everything below ${argument(entry)} elsewhere first. Take the alias out of this virtual host.`,
      related: [related(redirect.entry, wordSpan(redirect.entry, 0), 'This line answers first.')],
      ...(isEditable(entry) && { fixes: [fixOf('Take the alias out', false, entry.line, [withoutLine(entry)])] }),
      tag: 'unnecessary',
    }),
  ];
}
