import type { Configuration } from '../../model/configuration/configuration.ts';
import { NEED_MAIN_INTERPRETER } from '../../model/python/requirements.ts';
import { applicationGroupOf } from '../../model/wsgi/groups.ts';
import { type Mount, perMount } from '../../model/wsgi/mounts.ts';
import { daemonFor, packagesOf, scriptOf } from '../../model/wsgi/project.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { below, fixOf } from './edits.ts';
import { report, wordSpan } from './report.ts';

/** An application with C extensions in a sub-interpreter. */
export const extensionsNeedGlobal: ConfigurationRule = {
  code: 'extensions-need-global',
  severity: 'hint',
  page: {
    title: 'Extension modules outside of the main interpreter',
    what: 'The requirements of the project name packages such as numpy or cryptography, and the application runs in an interpreter of its own.',
    why: 'Many extension modules work in the main interpreter of a process only. Elsewhere they refuse to load, hang, or crash: the log says “Truncated or oversized response headers received from daemon process”.',
    fix: 'Write `WSGIApplicationGroup %{GLOBAL}`, and give each application a daemon process group of its own.',
    bad: 'WSGIDaemonProcess blog python-path=/srv/blog\nWSGIProcessGroup blog\nWSGIScriptAlias / /srv/blog/app.wsgi\n',
    good: 'WSGIDaemonProcess blog python-path=/srv/blog\nWSGIProcessGroup blog\nWSGIApplicationGroup %{GLOBAL}\nWSGIScriptAlias / /srv/blog/app.wsgi\n',
    files: { '/srv/blog/app.wsgi': 'from blog import app as application\n', '/srv/blog/requirements.txt': 'flask>=3\nnumpy==2.1\n' },
  },
  check: (configuration) => (configuration.looksForFiles ? wsgiOf(configuration).mounts.flatMap((mount) => finding(configuration, mount)) : []),
};

const finding = perMount(findingAnew, daemonFor);

function findingAnew(configuration: Configuration, mount: Mount): ConfigurationFinding[] {
  const group = applicationGroupOf(mount.applicationGroup);
  if (group !== null && group.kind !== 'named') return [];
  const script = scriptOf(configuration, mount);
  const needing = script === null ? [] : packagesOf(configuration, script.path).filter((name) => NEED_MAIN_INTERPRETER.has(name));
  if (needing.length === 0) return [];
  const line = 'WSGIApplicationGroup %{GLOBAL}';
  const addable = mount.applicationGroup.value === null && mount.entry.uses.length === 0;
  return [
    report(extensionsNeedGlobal, mount.entry, wordSpan(mount.entry, 1), {
      message: `The project asks for ${needing.slice(0, 3).join(', ')}: such extension modules often fail or hang outside of Python's main interpreter. Add ${line}.`,
      fixes: addable ? [fixOf(`Add ${line}`, false, mount.entry.line, [below(mount.entry, line)])] : [],
    }),
  ];
}
