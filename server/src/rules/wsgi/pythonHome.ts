import type { Configuration } from '../../model/configuration/configuration.ts';
import { isCertain } from '../../model/configuration/entry.ts';
import type { Fix } from '../../model/finding.ts';
import { type Inside, insideEnvironment } from '../../model/python/environment.ts';
import { baseOf, isAbsolute, isOpen, isWindowsPath, joinPath, tidyPath } from '../../model/wsgi/paths.ts';
import { isThere } from '../../model/wsgi/project.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { asWritten, isReplaceable, type PythonLine, pythonHomes } from './pythonLines.ts';
import { report } from './report.ts';

/** A python-home that is not the root of an environment. */
export const pythonHome: ConfigurationRule = {
  code: 'python-home',
  severity: 'warning',
  page: {
    title: 'Not the root of an environment',
    what: 'python-home= or WSGIPythonHome points to the python program, to a folder inside the environment, or to something that is no environment.',
    why: 'mod_wsgi takes the path for sys.prefix. Any other path leaves Python without its standard library: the log says “No module named encodings”, the daemon dies and starts again for ever, and clients get no answer.',
    fix: 'Name the folder that holds `bin`, `lib` and `pyvenv.cfg`: what `import sys; print(sys.prefix)` prints in the environment.',
    bad: 'WSGIDaemonProcess blog python-home=/srv/blog/venv/bin/python\n',
    good: 'WSGIDaemonProcess blog python-home=/srv/blog/venv\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
    files: { '/srv/blog/venv/pyvenv.cfg': 'home = /usr/bin\nversion = 3.11.2\n', '/srv/blog/app.wsgi': 'from blog import app as application\n' },
  },
  check: (configuration) => pythonHomes(configuration).flatMap((line) => finding(configuration, line)),
};

interface Fault {
  readonly message: string;
  /** The root that was most likely meant; null where nothing tells. */
  readonly root: string | null;
}

const PARTS: Readonly<Record<Inside['part'], string>> = {
  python: 'is a file inside the environment',
  bin: 'is the folder of programs inside the environment',
  lib: 'is a folder inside the environment',
  'site-packages': 'lies among the packages of the environment',
};

function finding(configuration: Configuration, line: PythonLine): ConfigurationFinding[] {
  if (isOpen(line.value)) return [];
  const fault = faultOf(configuration, line);
  if (fault === null) return [];
  const fixes: Fix[] = [];
  if (fault.root !== null && isReplaceable(line)) {
    fixes.push({ title: `Change to ${fault.root}`, safe: false, edits: [{ start: line.start, end: line.end, text: asWritten(fault.root) }] });
  }
  return [report(pythonHome, line.entry, line, { message: fault.message, fixes })];
}

function faultOf(configuration: Configuration, { value, entry }: PythonLine): Fault | null {
  const path = tidyPath(value);
  if (!isAbsolute(value))
    return {
      message: `“${value}” is no absolute path, and mod_wsgi does not complete it: Python does not start. Write the whole path of the environment.`,
      root: null,
    };
  const inside = insideEnvironment(path);
  if (inside !== null) {
    return { message: `${path} ${PARTS[inside.part]}, not its root: Python does not find its standard library. Write ${inside.root}.`, root: inside.root };
  }
  return isCertain(entry) && !isWindowsPath(path) ? onDisk(configuration, path) : null;
}

/** What the disk says; nothing where it may not be asked. */
function onDisk(configuration: Configuration, path: string): Fault | null {
  if (isThere(configuration, path, 'missing'))
    return { message: `There is no folder ${path}: Python does not start. Correct the path or create the environment.`, root: null };
  if (isThere(configuration, path, 'file')) return { message: `${path} is a file. Name the environment's root, the folder that holds pyvenv.cfg.`, root: null };
  if (!isThere(configuration, path, 'folder') || holdsPython(configuration, path)) return null;
  const within = ['venv', '.venv', 'env'].map((name) => joinPath(path, name)).find((root) => holdsPython(configuration, root));
  const advice = within === undefined ? 'Name the folder that holds pyvenv.cfg.' : `Did you mean ${within}?`;
  return {
    message: `${path} holds no environment: neither pyvenv.cfg nor a Python is in it, so Python does not find its standard library. ${advice}`,
    root: within ?? null,
  };
}

/** An environment, or the prefix of a Python that was installed there. */
function holdsPython(configuration: Configuration, root: string): boolean {
  if (['pyvenv.cfg', 'bin/python', 'bin/python3'].some((name) => isThere(configuration, joinPath(root, name), 'file'))) return true;
  const listed = configuration.disk.list(joinPath(root, 'bin'));
  return 'entries' in listed && listed.entries.some(({ name }) => /^python\d/.test(baseOf(name)));
}
