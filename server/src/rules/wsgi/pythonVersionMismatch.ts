import { type Configuration, pathIn } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import { everywhere } from '../../model/configuration/inventory.ts';
import { environmentIn, pythonOfModule } from '../../model/python/environment.ts';
import { baseOf, isOpen, joinPath, tidyPath } from '../../model/wsgi/paths.ts';
import { textAt } from '../../model/wsgi/project.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { type PythonLine, pythonHomes } from './pythonLines.ts';
import { related, report, wordSpan } from './report.ts';

/** An environment that was made with another Python than the one in mod_wsgi. */
export const pythonVersionMismatch: ConfigurationRule = {
  code: 'python-version-mismatch',
  severity: 'warning',
  page: {
    title: 'Environment of another Python',
    what: 'The environment was made with another version of Python than mod_wsgi was built with.',
    why: 'mod_wsgi has one Python built in, and an environment does not change that: it only brings packages. Those of another version are not found, or their extensions fail; often not even the standard library is found.',
    fix: 'Make the environment anew with the Python of the module (`python3.11 -m venv …`), or build mod_wsgi with the Python of the environment (`pip install mod_wsgi` in it).',
    bad: 'LoadModule wsgi_module /usr/lib/apache2/modules/mod_wsgi.so\nWSGIDaemonProcess blog python-home=/srv/blog/venv312\nWSGIProcessGroup blog\nWSGIScriptAlias / /srv/blog/app.wsgi\n',
    good: 'LoadModule wsgi_module /usr/lib/apache2/modules/mod_wsgi.so\nWSGIDaemonProcess blog python-home=/srv/blog/venv311\nWSGIProcessGroup blog\nWSGIScriptAlias / /srv/blog/app.wsgi\n',
    files: {
      '/srv/blog/venv311/pyvenv.cfg': 'home = /usr/bin\nversion = 3.11.2\n',
      '/srv/blog/venv312/pyvenv.cfg': 'home = /usr/bin\nversion = 3.12.4\n',
      '/srv/blog/app.wsgi': 'from blog import app as application\n',
      '/usr/lib/apache2/modules/mod_wsgi.so': '-> mod_wsgi.so-3.11',
      '/usr/lib/apache2/modules/mod_wsgi.so-3.11': '',
    },
  },
  check: (configuration) => {
    if (!configuration.looksForFiles) return [];
    const loading = everywhere(configuration, 'loadmodule').find((placed) => argument(placed.entry) === 'wsgi_module')?.entry;
    const python = loading === undefined ? null : pythonLoaded(configuration, argument(loading, 1));
    if (loading === undefined || python === null) return [];
    return pythonHomes(configuration).flatMap((line) => finding(configuration, line, { loading, python }));
  },
};

/** The version in the module's own name, or in that of the file that it is a link to (`mod_wsgi.so-3.11`). */
function pythonLoaded(configuration: Configuration, file: string): string | null {
  const path = pathIn(configuration, file);
  const real = path === null ? null : configuration.disk.realPath(path);
  return pythonOfModule(baseOf(file)) ?? (real === null ? null : pythonOfModule(baseOf(real)));
}

function finding(
  configuration: Configuration,
  line: PythonLine,
  { loading, python }: { readonly loading: Entry; readonly python: string },
): ConfigurationFinding[] {
  const root = tidyPath(line.value);
  const text = isOpen(root) ? null : textAt(configuration, joinPath(root, 'pyvenv.cfg'));
  const version = text === null ? null : environmentIn(text).version;
  if (version === null || version === python) return [];
  return [
    report(pythonVersionMismatch, line.entry, line, {
      message: `The environment was made with Python ${version}, but mod_wsgi runs Python ${python}: packages are not found or do not load. Make it anew: python${python} -m venv ${root}`,
      related: [related(loading, wordSpan(loading, 1), `The module with Python ${python}.`)],
    }),
  ];
}
