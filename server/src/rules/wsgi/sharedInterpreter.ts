import type { Configuration } from '../../model/configuration/configuration.ts';
import { settingsModuleIn } from '../../model/python/django.ts';
import { optionNamed } from '../../model/wsgi/daemons.ts';
import { applicationGroupOf, processGroupOf } from '../../model/wsgi/groups.ts';
import type { Mount } from '../../model/wsgi/mounts.ts';
import { scriptOf } from '../../model/wsgi/project.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { appended, fixOf } from './edits.ts';
import { related, report, wordSpan } from './report.ts';

interface Project {
  readonly mount: Mount;
  readonly settings: string;
}

/** Two Django projects in one interpreter. */
export const sharedInterpreter: ConfigurationRule = {
  code: 'shared-interpreter',
  severity: 'warning',
  page: {
    title: 'Two Django projects in one interpreter',
    what: 'Two scripts with different DJANGO_SETTINGS_MODULE run in the same process group and the same application group.',
    why: 'Django keeps one set of settings in an interpreter: that of the project that was asked first. Requests for the other one are answered by the wrong site, until the next restart changes the order.',
    fix: 'Give each project a daemon process group of its own. Or give it an interpreter of its own within the group: application-group=%{RESOURCE}.',
    bad: 'WSGIDaemonProcess sites\n<VirtualHost *:80>\n    ServerName www.test\n    WSGIProcessGroup sites\n    WSGIApplicationGroup %{GLOBAL}\n    WSGIScriptAlias /shop /srv/shop/shop/wsgi.py\n    WSGIScriptAlias / /srv/blog/blog/wsgi.py\n</VirtualHost>\n',
    good: 'WSGIDaemonProcess blog\nWSGIDaemonProcess shop\n<VirtualHost *:80>\n    ServerName www.test\n    WSGIApplicationGroup %{GLOBAL}\n    WSGIScriptAlias /shop /srv/shop/shop/wsgi.py process-group=shop\n    WSGIScriptAlias / /srv/blog/blog/wsgi.py process-group=blog\n</VirtualHost>\n',
    files: {
      '/srv/shop/shop/wsgi.py': djangoScript('shop'),
      '/srv/blog/blog/wsgi.py': djangoScript('blog'),
    },
  },
  check: (configuration) => {
    if (!configuration.looksForFiles) return [];
    const first = new Map<string, Project>();
    return wsgiOf(configuration).mounts.flatMap((mount) => {
      const key = interpreterOf(mount);
      const settings = key === null ? null : settingsOf(configuration, mount);
      if (key === null || settings === null) return [];
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, { mount, settings });
      return earlier === undefined || earlier.settings === settings ? [] : finding({ mount, settings }, earlier);
    });
  },
};

function djangoScript(name: string): string {
  return `import os\nimport sys\n\nsys.path.insert(0, "/srv/${name}")\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${name}.settings")\n\nfrom django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n`;
}

function settingsOf(configuration: Configuration, mount: Mount): string | null {
  const script = scriptOf(configuration, mount);
  return script === null ? null : (settingsModuleIn(script.text)?.module ?? null);
}

/** The interpreter that a mount shares with others of the same answer; null where it has one of its own, or where it is not known. */
function interpreterOf({ processGroup, applicationGroup }: Mount): string | null {
  const process = processGroupOf(processGroup);
  const application = applicationGroupOf(applicationGroup);
  if (process.kind === 'unknown' || application === null || application.kind === 'unknown') return null;
  return `${process.kind === 'named' ? process.name : ''}\n${application.kind === 'named' ? application.name : ''}`;
}

function finding({ mount, settings }: Project, earlier: Project): ConfigurationFinding {
  const free = mount.entry.uses.length === 0 && optionNamed(mount.options, 'application-group') === undefined;
  return report(sharedInterpreter, mount.entry, wordSpan(mount.entry, 1), {
    message: `This Django project (${settings}) shares one interpreter with another (${earlier.settings}), and the one that is asked first decides the settings of both. Give each a daemon process group of its own.`,
    related: [related(earlier.mount.entry, wordSpan(earlier.mount.entry, 1), `The project with ${earlier.settings}.`)],
    fixes: free ? [fixOf('Give it an interpreter of its own', false, mount.entry.line, [appended(mount.entry, 'application-group=%{RESOURCE}')])] : [],
  });
}
