import type { Configuration } from '../../model/configuration/configuration.ts';
import { READ_AUTHORIZATION } from '../../model/python/requirements.ts';
import { optionNamed } from '../../model/wsgi/daemons.ts';
import { type Mount, perMount } from '../../model/wsgi/mounts.ts';
import { daemonFor, packagesOf, scriptOf } from '../../model/wsgi/project.ts';
import { settingFor } from '../../model/wsgi/settings.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { below, fixOf } from './edits.ts';
import { report, wordSpan } from './report.ts';

/** An application that reads tokens from a header that it does not get. */
export const authorizationNotPassed: ConfigurationRule = {
  code: 'authorization-not-passed',
  severity: 'hint',
  page: {
    title: 'Authorization header that is not passed on',
    what: 'The requirements of the project name a package that reads the Authorization header, such as djangorestframework-simplejwt, and WSGIPassAuthorization is not On.',
    why: 'httpd keeps that header to itself, so that passwords do not reach scripts. The application sees no token and answers 401, though only on the server.',
    fix: 'Write `WSGIPassAuthorization On` beside the alias.',
    bad: 'WSGIDaemonProcess blog python-path=/srv/blog\nWSGIProcessGroup blog\nWSGIScriptAlias / /srv/blog/app.wsgi\n',
    good: 'WSGIDaemonProcess blog python-path=/srv/blog\nWSGIProcessGroup blog\nWSGIPassAuthorization On\nWSGIScriptAlias / /srv/blog/app.wsgi\n',
    files: { '/srv/blog/app.wsgi': 'from blog import app as application\n', '/srv/blog/requirements.txt': 'flask>=3\nflask-jwt-extended\n' },
  },
  check: (configuration) => (configuration.looksForFiles ? wsgiOf(configuration).mounts.flatMap((mount) => finding(configuration, mount)) : []),
};

const finding = perMount(findingAnew, daemonFor);

function findingAnew(configuration: Configuration, mount: Mount): ConfigurationFinding[] {
  const script = scriptOf(configuration, mount);
  const reading = script === null ? undefined : packagesOf(configuration, script.path).find((name) => READ_AUTHORIZATION.has(name));
  if (reading === undefined || isPassed(configuration, mount)) return [];
  const line = 'WSGIPassAuthorization On';
  return [
    report(authorizationNotPassed, mount.entry, wordSpan(mount.entry, 1), {
      message: `The project asks for ${reading}, which reads the Authorization header, but httpd does not pass it on: clients with a token get 401. Add ${line}.`,
      fixes: mount.entry.uses.length > 0 ? [] : [fixOf(`Add ${line}`, false, mount.entry.line, [below(mount.entry, line)])],
    }),
  ];
}

/** Whether the header is passed on, or somebody decided about it. */
function isPassed(configuration: Configuration, mount: Mount): boolean {
  if (optionNamed(mount.options, 'pass-authorization') !== undefined) return true;
  return ['wsgipassauthorization', 'cgipassauth'].some((name) => {
    const setting = settingFor(configuration, mount.host, mount, name);
    return setting.value !== null || !setting.sure;
  });
}
