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
    what: 'python-path= or WSGIPythonPath names the site-packages folder of a virtual environment. Where the environment is Python’s home anyway this is a hint: the folder is on the path without it.',
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
  const { root } = found;
  const home = homeBeside(configuration, line);
  const isHome = home !== null && tidyPath(home) === root;
  const fix = home === null || isHome ? fixFor(line, root, isHome) : null;
  const instead = line.option === null ? `WSGIPythonHome ${root}` : `python-home=${root}`;
  return [
    report({ code: sitePackagesInPath.code, severity: isHome ? 'hint' : 'warning' }, line.entry, line, {
      message: isHome
        ? `${root} is Python's home already, so its packages are on the path without this. Take them off.`
        : `The packages of ${root} are put beside those of ${home ?? 'the system'}, and Python is not that of the environment. Write ${instead}.`,
      ...(fix !== null && { fixes: [fix] }),
      ...(isHome && { tag: 'unnecessary' }),
    }),
  ];
}

/** The home that counts: a daemon without one of its own has that of the server. */
function homeBeside(configuration: Configuration, { entry, option }: PythonLine): string | null {
  const own = option === null ? undefined : optionNamed(optionsOf(entry), 'python-home')?.value;
  return own ?? lastInMain(configuration, 'wsgipythonhome')?.statement.arguments[0]?.value ?? null;
}

/** Takes the environment off the path, and names it as home where it is not; null where the line cannot be changed. */
function fixFor(line: PythonLine, root: string, isHome: boolean): Fix | null {
  if (!isReplaceable(line)) return null;
  const rest = pathList(line.value)
    .filter((part) => !isBelow(tidyPath(part), root))
    .join(':');
  if (line.option === null) return directiveFix(line, root, rest, isHome);
  const pieces = [...(isHome ? [] : [`python-home=${root}`]), ...(rest === '' ? [] : [`python-path=${asWritten(rest)}`])];
  const { start, end } = line.option;
  const title = isHome ? OFF_THE_PATH : `Use ${root} as python-home`;
  return { title, safe: isHome, edits: [{ start: pieces.length === 0 ? start - 1 : start, end, text: pieces.join(' ') }] };
}

const OFF_THE_PATH = 'Take the packages off the path';

function directiveFix({ entry, start, end }: PythonLine, root: string, rest: string, isHome: boolean): Fix {
  const added = isHome ? [] : [below(entry, `WSGIPythonHome ${asWritten(root)}`)];
  const kept = rest === '' ? withoutLine(entry) : { at: entry, edits: [{ start, end, text: asWritten(rest) }] };
  return fixOf(isHome ? OFF_THE_PATH : `Use ${root} as WSGIPythonHome`, isHome, entry.line, [kept, ...added]);
}
