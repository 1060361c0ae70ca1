import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Fix } from '../../model/finding.ts';
import { type DaemonGroup, optionNamed, optionsOf } from '../../model/wsgi/daemons.ts';
import { isWindowsPath } from '../../model/wsgi/paths.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { type Change, fixOf, instead, isEditable, withoutLine, withoutOption } from './edits.ts';
import { asWritten } from './pythonLines.ts';
import { nameSpan, report } from './report.ts';

/** Daemon mode in a configuration for Windows. */
export const daemonModeOnWindows: ConfigurationRule = {
  code: 'daemon-mode-on-windows',
  severity: 'error',
  page: {
    title: 'Daemon mode on Windows',
    what: 'An alias has process-group=, or a group is declared beside scripts with a drive letter. mod_wsgi for Windows has no daemon processes.',
    why: 'There the option and the directives are unknown, and httpd does not start.',
    fix: 'Run the application inside httpd: WSGIPythonHome and WSGIPythonPath take the place of python-home= and python-path=, `WSGIApplicationGroup %{GLOBAL}` gives it the main interpreter.',
    bad: 'WSGIScriptAlias / C:/blog/app.wsgi process-group=blog\n',
    good: 'WSGIPythonHome C:/blog/venv\nWSGIApplicationGroup %{GLOBAL}\nWSGIScriptAlias / C:/blog/app.wsgi\n',
    server: { platform: 'windows' },
  },
  check: (configuration) => {
    const { platform } = configuration.target;
    if (platform === 'windows') return optionFindings(configuration);
    return platform === 'generic' ? daemonFindings(configuration) : [];
  },
};

const REFUSED: Readonly<Record<string, string>> = {
  wsgiscriptalias: 'Invalid option to WSGI script alias definition.',
  wsgiscriptaliasmatch: 'Invalid option to WSGI script alias definition.',
  wsgiimportscript: 'Invalid option to WSGI import script definition.',
  wsgihandlerscript: 'Invalid option to WSGI handler script definition.',
};

/** The option alone: the directives are unknown there, which another rule says. */
function optionFindings(configuration: Configuration): ConfigurationFinding[] {
  return wsgiOf(configuration).references.flatMap(({ entry, option }) => {
    const written = option ? optionNamed(optionsOf(entry), 'process-group') : undefined;
    if (written === undefined) return [];
    return report(daemonModeOnWindows, entry, written, {
      message: 'mod_wsgi for Windows has no daemon processes and does not know process-group=. Leave it out.',
      httpd: REFUSED[entry.name]!,
      fixes: isEditable(entry) ? [fixOf('Leave out process-group=', false, entry.line, [withoutOption(entry, written)])] : [],
    });
  });
}

/** Where nobody said which platform it is, a drive letter does. */
function daemonFindings(configuration: Configuration): ConfigurationFinding[] {
  const { daemons, mounts } = wsgiOf(configuration);
  if (daemons.length === 0 || !mounts.some(({ path }) => isWindowsPath(path))) return [];
  return daemons.map((group) => {
    const fix = embedding(configuration, group);
    return report({ code: daemonModeOnWindows.code, severity: 'warning' }, group.entry, nameSpan(group.entry), {
      message:
        'The scripts lie on a drive of Windows, where mod_wsgi has no daemon processes: httpd does not know WSGIDaemonProcess there and does not start. Use WSGIPythonHome and WSGIPythonPath.',
      ...(fix !== null && { fixes: [fix] }),
    });
  });
}

/** Turns the only group into settings of httpd's own processes. */
function embedding(configuration: Configuration, { entry, options, host, name }: DaemonGroup): Fix | null {
  const { daemons, references } = wsgiOf(configuration);
  const naming = references.filter((reference) => reference.name === name);
  if (daemons.length > 1 || host !== null || ![entry, ...naming.map((reference) => reference.entry)].every(isEditable)) return null;
  const lines = [
    ['python-home', 'WSGIPythonHome'],
    ['python-path', 'WSGIPythonPath'],
  ].flatMap(([option = '', directive = '']) => {
    const value = optionNamed(options, option)?.value;
    return value === undefined ? [] : [`${directive} ${asWritten(value)}`];
  });
  const changes: Change[] = [
    lines.length === 0 ? withoutLine(entry) : instead(entry, lines.join('\n')),
    ...naming.map((reference) => withoutGroup(reference.entry)),
  ];
  return fixOf('Run the application inside httpd', false, entry.line, changes);
}

function withoutGroup(entry: Entry): Change {
  const option = optionNamed(optionsOf(entry), 'process-group');
  if (option !== undefined) return withoutOption(entry, option);
  return argument(entry) === '' ? { at: entry, edits: [] } : withoutLine(entry);
}
