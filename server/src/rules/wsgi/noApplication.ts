import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Fix } from '../../model/finding.ts';
import { offerOf } from '../../model/python/application.ts';
import { optionNamed } from '../../model/wsgi/daemons.ts';
import { type Mount, perMount } from '../../model/wsgi/mounts.ts';
import { baseOf } from '../../model/wsgi/paths.ts';
import { daemonFor, scriptOf } from '../../model/wsgi/project.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { appended, fixOf } from './edits.ts';
import { report, wordSpan } from './report.ts';

/** A script without the callable that mod_wsgi asks for. */
export const noApplication: ConfigurationRule = {
  code: 'no-application',
  severity: 'warning',
  page: {
    title: 'Script without the application object',
    what: 'The WSGI script does not define the name that mod_wsgi looks for: `application`, unless WSGICallableObject or callable-object= says otherwise.',
    why: 'Requests are answered with 404, and the log says that the target script does not contain the WSGI application. Flask programs usually call the object `app`.',
    fix: 'Import the object under the wanted name in the script (`from blog import app as application`), or name it by callable-object=app.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/site.wsgi\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIScriptAlias / /srv/blog/site.wsgi callable-object=app\n</VirtualHost>\n',
    files: { '/srv/blog/site.wsgi': 'import sys\n\nsys.path.insert(0, "/srv/blog")\n\nfrom blog import app\n' },
  },
  check: (configuration) => (configuration.looksForFiles ? wsgiOf(configuration).mounts.flatMap((mount) => finding(configuration, mount)) : []),
};

const finding = perMount(findingAnew, daemonFor);

function findingAnew(configuration: Configuration, mount: Mount): ConfigurationFinding[] {
  const { callable, entry } = mount;
  const name = callable.value ?? 'application';
  if (!callable.sure || !/^[A-Za-z_]\w*$/.test(name)) return [];
  const script = scriptOf(configuration, mount);
  if (script === null) return [];
  const { presence, candidates } = offerOf(script.text, name);
  if (presence !== 'missing') return [];
  const [likely] = candidates;
  const advice =
    likely === undefined ? `Define ${name} in the script.` : `It has “${likely}”: name that by callable-object=${likely}, or import it as ${name}.`;
  return [
    report(noApplication, entry, wordSpan(entry, 1), {
      message: `${baseOf(script.path)} does not define “${name}”, so requests are answered with 404. ${advice}`,
      fixes: likely === undefined ? [] : fixesFor(mount, likely),
    }),
  ];
}

function fixesFor({ entry, options }: Mount, name: string): Fix[] {
  if (entry.uses.length > 0) return [];
  const title = `Name the application: callable-object=${name}`;
  const written = optionNamed(options, 'callable-object');
  if (written === undefined) return [fixOf(title, false, entry.line, [appended(entry, `callable-object=${name}`)])];
  return [{ title, safe: false, edits: [{ start: written.valueStart, end: written.end, text: name }] }];
}
