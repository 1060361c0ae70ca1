import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, argumentsOf, type Entry } from '../../model/configuration/entry.ts';
import { answersOn, type VirtualHost } from '../../model/configuration/hosts.ts';
import { inventoryOf, placedIn } from '../../model/configuration/inventory.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { settingsOf } from '../../model/wsgi/project.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { below, fixOf } from './edits.ts';
import { report, wordSpan } from './report.ts';

/** A Django project whose idea of TLS does not fit the virtual host. */
export const djangoBehindProxy: ConfigurationRule = {
  code: 'django-behind-proxy',
  severity: 'warning',
  page: {
    title: 'Django does not learn the scheme',
    what: 'The Django settings redirect to HTTPS (SECURE_SSL_REDIRECT), but the application is mounted in a plain HTTP host alone and nothing tells it that a proxy in front ended TLS. Or they believe a header (SECURE_PROXY_SSL_HEADER) in a host that ends TLS itself, where clients can send it too.',
    why: 'In the first case each request is redirected to the address that it came from, until the browser gives up. In the second a plain request can pass for a secure one.',
    fix: 'Behind a proxy: let the proxy send X-Forwarded-Proto, and name that in SECURE_PROXY_SSL_HEADER. In a host with TLS of its own: `RequestHeader set X-Forwarded-Proto "https"`, and `RequestHeader unset` in its plain twin.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/blog/wsgi.py\n</VirtualHost>\n',
    good: 'WSGITrustedProxies 10.0.0.5\nWSGITrustedProxyHeaders X-Forwarded-Proto\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/blog/wsgi.py\n</VirtualHost>\n',
    files: {
      '/srv/blog/blog/wsgi.py':
        'import os\nimport sys\n\nsys.path.insert(0, "/srv/blog")\nos.environ["DJANGO_SETTINGS_MODULE"] = "blog.settings"\n\nfrom django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n',
      '/srv/blog/blog/settings.py': 'ALLOWED_HOSTS = ["blog.test"]\nSECURE_SSL_REDIRECT = True\n',
    },
  },
  check: (configuration) => (configuration.looksForFiles ? wsgiOf(configuration).mounts.flatMap((mount) => finding(configuration, mount)) : []),
};

function finding(configuration: Configuration, mount: Mount): ConfigurationFinding[] {
  const { host } = mount;
  const found = host === null ? null : settingsOf(configuration, mount);
  if (host === null || found === null) return [];
  const { redirectsToTls, proxyHeader } = found.settings;
  if (redirectsToTls === true && proxyHeader === null) return isPlainAlone(configuration, mount, host) ? [loop(mount, found.path)] : [];
  if (proxyHeader === null || proxyHeader === 'unknown' || !endsTls(host)) return [];
  const header = proxyHeader[0].replace(/^HTTP_/, '').replaceAll('_', '-');
  return handlesHeader(configuration, host, header) ? [] : [believed(mount, header, found.path)];
}

/** Whether the project is reached over plain HTTP only, and nothing here says that a proxy told the scheme. */
function isPlainAlone(configuration: Configuration, mount: Mount, host: VirtualHost): boolean {
  if (!configuration.rooted || endsTls(host) || answersOn(host, 443) || learnsScheme(configuration, host)) return false;
  return (
    !configuration.hosts.some((other) => other !== host && (endsTls(other) || answersOn(other, 443)) && other.serverName === host.serverName) &&
    mount.host === host
  );
}

function endsTls(host: VirtualHost): boolean {
  return host.entry.children.some((entry) => entry.name === 'sslengine' && argument(entry).toLowerCase() === 'on');
}

function learnsScheme(configuration: Configuration, host: VirtualHost): boolean {
  return (
    linesFor(configuration, host, 'wsgitrustedproxyheaders').some((entry) => argumentsOf(entry).some((word) => /proto|scheme|https|ssl/i.test(word))) ||
    linesFor(configuration, host, 'setenvif', 'setenvifnocase', 'setenv').some((entry) => /wsgi\.url_scheme|HTTPS/i.test(entry.statement.rest))
  );
}

function handlesHeader(configuration: Configuration, host: VirtualHost, header: string): boolean {
  const named = (entry: Entry) => argumentsOf(entry).some((word) => word.toLowerCase() === header.toLowerCase());
  return linesFor(configuration, host, 'requestheader', 'wsgitrustedproxyheaders').some(named);
}

function linesFor(configuration: Configuration, host: VirtualHost, ...names: readonly string[]): Entry[] {
  return [null, host].flatMap((server) => placedIn(inventoryOf(configuration, server), ...names)).map(({ entry }) => entry);
}

function loop({ entry }: Mount, settings: string): ConfigurationFinding {
  return report(djangoBehindProxy, entry, wordSpan(entry, 1), {
    message: `${settings} redirects to HTTPS, but the application never learns that a request came over TLS: browsers are redirected for ever. Set SECURE_PROXY_SSL_HEADER there, and let the proxy in front send that header.`,
  });
}

function believed({ entry }: Mount, header: string, settings: string): ConfigurationFinding {
  const name = header
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase())
    .join('-');
  const line = `RequestHeader set ${name} "https"`;
  return report({ code: djangoBehindProxy.code, severity: 'information' }, entry, wordSpan(entry, 1), {
    message: `${settings} believes ${name}, which clients can send as well, and this host ends TLS itself. Write ${line}, and unset the header in the plain twin.`,
    fixes: entry.uses.length > 0 ? [] : [fixOf(`Add ${line}`, false, entry.line, [below(entry, line)])],
  });
}
