/** The comments of a WSGI script: what mod_wsgi does with it, and the lines of the configuration that go with it. */
import path from 'node:path';
import { comment, continued, type Lines } from './httpd/lines.ts';
import { option, word } from './httpd/words.ts';
import { inComment } from './python.ts';
import { canBeSaid, frameworkName, isWindowsPath, type ScriptPlan, setsPath } from './scriptPlan.ts';

/** The comments at the top of a script. No path stands in the first two lines, where Python looks for an encoding. */
export function commentsFor(plan: ScriptPlan): Lines {
  const { candidate, target } = plan;
  const lines = isWindowsPath(target) ? embeddedLines(plan) : daemonLines(plan);
  return [
    '# mod_wsgi loads this file and calls what is named "application" in it for every request.',
    `# Here that is a ${frameworkName(candidate.framework)} application.`,
    '#',
    '# These lines of the configuration go with it, with the paths of this machine:',
    '#',
    ...lines.map((line) => `#     ${inComment(line)}`),
    '#',
    ...explanations(plan).flatMap((text) => comment(inComment(text))),
  ];
}

/** What a daemon process group of a project may be called. */
export function groupName(project: string): string {
  const name = path.posix.basename(project.replaceAll('\\', '/')).replaceAll(/[^A-Za-z0-9_-]+/g, '-');
  return name.replaceAll(/^-+|-+$/g, '') || 'app';
}

function daemonLines(plan: ScriptPlan): Lines {
  const { candidate, environment, project } = plan;
  const options = [
    ...(environment === null ? [] : [said((path) => option('python-home', path), environment.path)]),
    ...(setsPath(plan) ? [] : [option('python-path', candidate.root)]),
    'lang=C.UTF-8 locale=C.UTF-8',
  ];
  const group = groupName(project);
  return [...continued(`WSGIDaemonProcess ${group}`, options), `WSGIProcessGroup ${group}`, ...lastLines(plan, plan.target)];
}

/** httpd on Windows has no daemon processes. */
function embeddedLines(plan: ScriptPlan): Lines {
  const { candidate, environment, target } = plan;
  const slashed = (text: string) => text.replaceAll('\\', '/');
  return [
    ...(environment === null ? [] : [`WSGIPythonHome ${said(word, slashed(environment.path))}`]),
    ...(setsPath(plan) ? [] : [`WSGIPythonPath ${word(slashed(candidate.root))}`]),
    ...lastLines(plan, slashed(target)),
  ];
}

function lastLines({ packages }: ScriptPlan, target: string): Lines {
  const authorization = packages.authorization.length > 0 ? ['WSGIPassAuthorization On'] : [];
  return ['WSGIApplicationGroup %{GLOBAL}', ...authorization, `WSGIScriptAlias / ${said(word, target)}`];
}

/** A path as the configuration has it; what no configuration can hold stands here as it is, since it is a comment. */
function said(say: (path: string) => string, path: string): string {
  return canBeSaid(() => say(path)) ? say(path) : path;
}

function explanations(plan: ScriptPlan): string[] {
  const { environment, packages, candidate, target } = plan;
  const isWindows = isWindowsPath(target);
  const [home, paths] = isWindows ? ['WSGIPythonHome', 'WSGIPythonPath'] : ['python-home=', 'python-path='];
  const { mainInterpreter, authorization } = packages;
  return [
    homeText(home, environment),
    ...(setsPath(plan)
      ? []
      : [`${paths} is the folder that modules are imported from: unlike the python program, mod_wsgi does not look into the folder of this file.`]),
    `%{GLOBAL} is the main interpreter, which packages with parts in C need${mainInterpreter.length > 0 ? `: here ${mainInterpreter.join(', ')}` : ''}.`,
    ...(authorization.length > 0 ? [`WSGIPassAuthorization lets ${authorization.join(', ')} see the Authorization header.`] : []),
    isWindows
      ? 'Restart Apache after a change of the project: on Windows it keeps what it has loaded.'
      : 'Touch this file after a change of the project: then its processes start anew.',
    ...(candidate.servesAt === null ? [] : [servingText(candidate.servesAt, candidate.path)]),
    'Keep passwords out of this file. What SetEnv sets is in the environ of each request, not in os.environ.',
  ];
}

function homeText(option: string, environment: ScriptPlan['environment']): string {
  if (environment === null) return `Without ${option} the packages of the system's Python count. A virtual environment would keep the project's own.`;
  const made = environment.version === null ? '' : `, here ${environment.version}`;
  return `${option} is the root of the virtual environment, not its bin/python. mod_wsgi has to be built for the Python that it was made with${made}.`;
}

/** What is wrong with a module that starts a server when it is imported. `row` counts from 0. */
export function servingText(row: number, file: string): string {
  return `Line ${row + 1} of ${path.basename(file)} starts a server of its own when the file is imported, and no request is answered. Put it below if __name__ == "__main__".`;
}
