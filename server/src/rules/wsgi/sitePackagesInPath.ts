import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Fix } from '../../model/finding.ts';
import { insideEnvironment, isSystemRoot } from '../../model/python/environment.ts';
import { optionNamed, optionsOf } from '../../model/wsgi/daemons.ts';
import { isBelow, isOpen, isWindowsPath, tidyPath } from '../../model/wsgi/paths.ts';
import { pathList } from '../../model/wsgi/project.ts';
import { lastInMain } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { below, fixOf, withoutLine } from './edits.ts';
import { asWritten, isReplaceable, type PythonLine, pythonPaths } from './pythonLines.ts';
import { report } from './report.ts';

/** An environment that is put on Python's path instead of being its home. */
export const sitePackagesInPath: ConfigurationRule = {
  code: 'site-packages-in-path',
  severity: 'warning',
  page: {
    title: 'site-packages on the path',
    what: 'python-path= or WSGIPythonPath names the site-packages folder of a virtual environment.',
    why: "Python then runs with the system's own prefix and finds the packages of both: a package that is missing in the environment is taken from the system, in another version, and works in the shell only. Programs that ask for sys.prefix get the wrong answer.",
    fix: "Name the environment's root by python-home= (WSGIPythonHome for embedded mode), and keep python-path for the project's own folder.",
    bad: 'WSGIDaemonProcess blog python-path=/srv/blog:/srv/blog/venv/lib/python3.11/site-packages\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
    good: 'WSGIDaemonProcess blog python-home=/srv/blog/venv python-path=/srv/blog\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIProcessGroup blog\n    WSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n',
  },
  check: (configuration) => pythonPaths(configuration).flatMap((line) => finding(configuration, line)),
};

function finding(configuration: Configuration, line: PythonLine): ConfigurationFinding[] {
  const parts = pathList(line.value);
  const inside = parts.map((part) => (isOpen(part) || isWindowsPath(part) ? null : insideEnvironment(tidyPath(part))));
  const found = inside.find((part) => part?.part === 'site-packages' && !isSystemRoot(part.root));
  if (found === undefined || found === null) return [];
  const fix = fixFor(configuration, line, found.root);
  const instead = line.option === null ? `WSGIPythonHome ${found.root}` : `python-home=${found.root}`;
  return [
    report(sitePackagesInPath, line.entry, line, {
      message: `The packages of ${found.root} are put beside those of the system, and Python is not that of the environment. Write ${instead}.`,
      ...(fix !== null && { fixes: [fix] }),
    }),
  ];
}

/** Names the environment as home and takes it off the path; null where another home is named, or where the line cannot be changed. */
function fixFor(configuration: Configuration, line: PythonLine, root: string): Fix | null {
  const home = homeBeside(configuration, line);
  if (!isReplaceable(line) || (home !== null && tidyPath(home) !== root)) return null;
  const rest = pathList(line.value)
    .filter((part) => !isBelow(tidyPath(part), root))
    .join(':');
  if (line.option === null) return directiveFix(line, root, rest, home);
  const pieces = [...(home === null ? [`python-home=${root}`] : []), ...(rest === '' ? [] : [`python-path=${asWritten(rest)}`])];
  const { start, end } = line.option;
  return { title: `Use ${root} as python-home`, safe: false, edits: [{ start: pieces.length === 0 ? start - 1 : start, end, text: pieces.join(' ') }] };
}

function homeBeside(configuration: Configuration, { entry, option }: PythonLine): string | null {
  if (option !== null) return optionNamed(optionsOf(entry), 'python-home')?.value ?? null;
  return lastInMain(configuration, 'wsgipythonhome')?.statement.arguments[0]?.value ?? null;
}

function directiveFix({ entry, start, end }: PythonLine, root: string, rest: string, home: string | null): Fix {
  const added = home === null ? [below(entry, `WSGIPythonHome ${asWritten(root)}`)] : [];
  const kept = rest === '' ? withoutLine(entry) : { at: entry, edits: [{ start, end, text: asWritten(rest) }] };
  return fixOf(`Use ${root} as WSGIPythonHome`, false, entry.line, [kept, ...added]);
}
