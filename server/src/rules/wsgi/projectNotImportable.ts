import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Fix } from '../../model/finding.ts';
import { changesPath, importedModules } from '../../model/python/imports.ts';
import { STANDARD_MODULES } from '../../model/python/standard.ts';
import { optionNamed } from '../../model/wsgi/daemons.ts';
import { processGroupOf } from '../../model/wsgi/groups.ts';
import { type Mount, perMount } from '../../model/wsgi/mounts.ts';
import { joinPath } from '../../model/wsgi/paths.ts';
import { daemonFor, isThere, projectFolders, pythonHomeOf, pythonPathOf, scriptOf, textAt } from '../../model/wsgi/project.ts';
import { lastInMain, wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { appended, fixOf, isEditable } from './edits.ts';
import { asWritten } from './pythonLines.ts';
import { report, wordSpan } from './report.ts';

/** A script that imports its project from a folder which is not on Python's path. */
export const projectNotImportable: ConfigurationRule = {
  code: 'project-not-importable',
  severity: 'warning',
  page: {
    title: "Project that is not on Python's path",
    what: "The WSGI script imports a module that lies in its project's folder, and neither python-path=, home=, WSGIPythonPath nor the script itself puts that folder on Python's path.",
    why: 'mod_wsgi does not add the folder of the script, unlike the python program: the import fails with ModuleNotFoundError, and requests are answered with 500.',
    fix: 'Add python-path= with the folder that holds the module to WSGIDaemonProcess (WSGIPythonPath for embedded mode).',
    bad: 'WSGIDaemonProcess blog\nWSGIProcessGroup blog\nWSGIScriptAlias / /srv/blog/app.wsgi\n',
    good: 'WSGIDaemonProcess blog python-path=/srv/blog\nWSGIProcessGroup blog\nWSGIScriptAlias / /srv/blog/app.wsgi\n',
    files: {
      '/srv/blog/app.wsgi': 'from blog import app as application\n',
      '/srv/blog/blog/__init__.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
    },
  },
  check: (configuration) => (configuration.looksForFiles ? wsgiOf(configuration).mounts.flatMap((mount) => finding(configuration, mount)) : []),
};

const finding = perMount(findingAnew, daemonFor);

function findingAnew(configuration: Configuration, mount: Mount): ConfigurationFinding[] {
  const script = isPathKnown(configuration, mount) ? scriptOf(configuration, mount) : null;
  if (script === null || changesPath(script.text)) return [];
  const path = pythonPathOf(configuration, mount);
  for (const module of importedModules(script.text)) {
    const folder = projectFolders(script.path)
      .slice(0, 2)
      .find((candidate) => holds(configuration, candidate, module));
    if (folder === undefined || STANDARD_MODULES.has(module) || path.some((part) => holds(configuration, part, module))) continue;
    if (isInstalled(configuration, mount, module, folder)) continue;
    const fix = fixFor(configuration, mount, folder);
    const message = `The script imports ${module} from ${folder}, but that folder is not on Python's path: the import fails, and requests are answered with 500. Add ${daemonFor(configuration, mount) === null ? 'WSGIPythonPath ' : 'python-path='}${folder}.`;
    return [report(projectNotImportable, mount.entry, wordSpan(mount.entry, 1), { message, ...(fix !== null && { fixes: [fix] }) })];
  }
  return [];
}

/** Whether the configuration tells which folders are on the path: not where a variable stands in them. */
function isPathKnown(configuration: Configuration, mount: Mount): boolean {
  const daemon = daemonFor(configuration, mount);
  if (daemon !== null) return !/\$\{/.test(daemon.entry.statement.rest);
  const global = lastInMain(configuration, 'wsgipythonpath');
  return processGroupOf(mount.processGroup).kind === 'global' && (global === undefined || !global.statement.rest.includes('${'));
}

function holds(configuration: Configuration, folder: string, module: string): boolean {
  return isThere(configuration, joinPath(folder, `${module}.py`), 'file') || isThere(configuration, joinPath(folder, `${module}/__init__.py`), 'file');
}

/** Whether the module, or a link to its folder, may lie among the packages of the environment or of the system. */
function isInstalled(configuration: Configuration, mount: Mount, module: string, folder: string): boolean {
  const home = pythonHomeOf(configuration, mount);
  return packageFolders(configuration, home).some((packages) => holds(configuration, packages, module) || isLinked(configuration, packages, folder));
}

function packageFolders(configuration: Configuration, home: string | null): string[] {
  const roots = home === null ? ['/usr/lib', '/usr/local/lib'] : [joinPath(home, 'lib')];
  return roots.flatMap((root) => {
    const listed = configuration.disk.list(root);
    const pythons = 'entries' in listed ? listed.entries.filter(({ name }) => /^python3/.test(name)) : [];
    return pythons.flatMap(({ name }) => ['site-packages', 'dist-packages'].map((last) => joinPath(root, `${name}/${last}`)));
  });
}

/** Whether a `.pth` file or an egg link among the packages names the folder. */
function isLinked(configuration: Configuration, packages: string, folder: string): boolean {
  const listed = configuration.disk.list(packages);
  const links = 'entries' in listed ? listed.entries.filter(({ name }) => /\.(?:pth|egg-link)$|^__editable__.*\.py$/.test(name)) : [];
  return links.some(({ name }) => textAt(configuration, joinPath(packages, name))?.includes(folder) ?? false);
}

function fixFor(configuration: Configuration, mount: Mount, folder: string): Fix | null {
  const daemon = daemonFor(configuration, mount);
  if (daemon === null || !isEditable(daemon.entry)) return null;
  const title = `Add ${folder} to python-path`;
  const written = optionNamed(daemon.options, 'python-path');
  if (written === undefined) return fixOf(title, false, mount.entry.line, [appended(daemon.entry, `python-path=${asWritten(folder)}`)]);
  const edits = [{ start: written.valueStart, end: written.end, text: asWritten(`${written.value}:${folder}`) }];
  return fixOf(title, false, mount.entry.line, [{ at: daemon.entry, edits }]);
}
