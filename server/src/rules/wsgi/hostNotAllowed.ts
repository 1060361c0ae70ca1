import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, argumentsOf, type Entry, entriesOf, lastOf } from '../../model/configuration/entry.ts';
import { isHostAllowed } from '../../model/python/django.ts';
import { type Mount, perMount } from '../../model/wsgi/mounts.ts';
import { daemonFor, settingsOf } from '../../model/wsgi/project.ts';
import { hostNameIn } from '../../model/wsgi/serverNames.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { report, wordSpan } from './report.ts';

/** A name of a virtual host that Django does not answer for. */
export const hostNotAllowed: ConfigurationRule = {
  code: 'host-not-allowed',
  severity: 'warning',
  page: {
    title: 'Name that Django does not allow',
    what: 'ServerName or ServerAlias has a name that is not in ALLOWED_HOSTS of the Django settings.',
    why: 'Django answers requests for other hosts with 400 (DisallowedHost).',
    fix: 'Add the name to ALLOWED_HOSTS, or take it out of the virtual host. A name with a dot in front, such as `.blog.test`, stands for the domain and all below it.',
    bad: '<VirtualHost *:80>\n    ServerName www.blog.test\n    WSGIScriptAlias / /srv/blog/blog/wsgi.py\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/blog/wsgi.py\n</VirtualHost>\n',
    files: {
      '/srv/blog/blog/wsgi.py':
        'import os\nimport sys\n\nsys.path.insert(0, "/srv/blog")\nos.environ["DJANGO_SETTINGS_MODULE"] = "blog.settings"\n\nfrom django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n',
      '/srv/blog/blog/settings.py': 'DEBUG = False\nALLOWED_HOSTS = ["blog.test"]\n',
    },
  },
  check: (configuration) => (configuration.looksForFiles ? wsgiOf(configuration).mounts.flatMap((mount) => findings(configuration, mount)) : []),
};

const findings = perMount(findingsAnew, daemonFor);

function findingsAnew(configuration: Configuration, mount: Mount): ConfigurationFinding[] {
  const found = mount.host === null ? null : settingsOf(configuration, mount);
  const allowed = found?.settings.allowedHosts;
  if (found === null || allowed === null || allowed === undefined || mount.host === null) return [];
  if (allowed.length === 0 && found.settings.debug !== false) return [];
  return namesOf(mount.host.entry).flatMap(({ entry, index, name }) =>
    isHostAllowed(name.toLowerCase(), allowed)
      ? []
      : report(hostNotAllowed, entry, wordSpan(entry, index), {
          message: `Django answers requests for ${name} with 400, since ALLOWED_HOSTS in ${found.path} does not hold it. Add it there.`,
        }),
  );
}

interface Name {
  readonly entry: Entry;
  readonly index: number;
  readonly name: string;
}

/** The names of a host that are plain words; wildcards of ServerAlias left out. */
function namesOf(host: Entry): Name[] {
  const server = lastOf(host.children, 'servername');
  const own = server === undefined || argument(server) === '' ? [] : [{ entry: server, index: 0, name: hostNameIn(server) }];
  const aliases = entriesOf(host.children, 'serveralias').flatMap((entry) => argumentsOf(entry).map((name, index) => ({ entry, index, name })));
  return [...own, ...aliases].filter(({ name }) => /^[\w.-]+$/.test(name));
}
