/** An application over https on this machine, for development: Flask's own server, as a script and as a command; gunicorn for others, whose servers speak no TLS. */
import path from 'node:path';
import { CertificateProblem, quoted } from '../certificates/problem.ts';
import { powershellWord, type Shell, shWord } from '../certificates/quoting.ts';
import type { ApplicationCandidate } from './application.ts';
import type { ScaffoldFile } from './file.ts';
import { gunicornApplication } from './gunicornApplication.ts';
import { apart } from './httpd/lines.ts';
import { importing, pathExpression, type Used } from './scriptBody.ts';
import { frameworkName, isWindowsPath } from './scriptPlan.ts';
import { outOfReachText, valuesProblem } from './scriptRefusals.ts';

/** What is served, and with what. Paths are absolute, those of this machine. */
export interface DevelopmentServer {
  readonly candidate: ApplicationCandidate;
  /** What a factory is given: literals, as they stand between the brackets of a call. */
  readonly values?: string | undefined;
  /** The certificate with its intermediates, and the key. */
  readonly certificate: string;
  readonly privateKey: string;
  readonly port: number;
  /** The root of the virtual environment; null for the system's Python. */
  readonly pythonHome: string | null;
}

/** The port unless told otherwise: 443 is for administrators, and 5000 is Flask's own without TLS. */
export const DEVELOPMENT_PORT = 5443;

/** Whether an application's own server can speak TLS. */
export function isFlask({ framework, kind }: ApplicationCandidate): boolean {
  return framework === 'flask' && (kind === 'instance' || kind === 'factory');
}

/** The script that starts Flask's own server over https; `target` is where it goes. Throws a `CertificateProblem` where the application cannot be named. */
export function flaskScript(server: DevelopmentServer, target: string): ScaffoldFile {
  const { candidate, values = '', certificate, privateKey, port } = server;
  const application = flaskName(candidate, values);
  const [root, chain, key] = [candidate.root, certificate, privateKey].map((to) => pathExpression(to, target));
  const isBeside = root!.code === 'HERE';
  const used = new Set<Used>([...(isBeside ? [] : [...root!.uses, 'sys' as const]), ...chain!.uses, ...key!.uses]);
  const lines = apart(
    ['"""Flask\'s own server over https, for development alone: one process, with the debugger. Start it with Python."""'],
    ['os', 'sys'].filter((name) => used.has(name as Used)).map((name) => `import ${name}`),
    used.has('here') ? ['# The folder of this file, wherever it is moved.', 'HERE = os.path.dirname(os.path.abspath(__file__))'] : [],
    isBeside ? [] : ['# The modules of the project are imported from here.', `sys.path.insert(0, ${root!.code})`],
    importing(candidate.module, [candidate.name]),
    [...ABOUT_CERTIFICATE, `CERTIFICATE = ${chain!.code}`, `PRIVATE_KEY = ${key!.code}`],
    [
      'if __name__ == "__main__":',
      '    # Reached from this machine alone, since the debugger runs what it is told. It starts anew when a file changes.',
      `    ${application}.run(host="127.0.0.1", port=${port}, ssl_context=(CERTIFICATE, PRIVATE_KEY), debug=True)`,
    ],
  );
  return { path: target, text: `${lines.join('\n')}\n` };
}

/** The application in its module: a name, or a call. */
function flaskName(candidate: ApplicationCandidate, values: string): string {
  const problem = candidate.reach === 'import' ? valuesProblem(candidate, values) : outOfReachText(candidate);
  if (problem !== null) throw new CertificateProblem(problem);
  return candidate.kind === 'factory' ? `${candidate.name}(${values.trim()})` : candidate.name;
}

const ABOUT_CERTIFICATE = [
  '# The certificate with its intermediates, and its key. Browsers trust it once they trust the authority that signed it.',
  '# ssl_context="adhoc" needs no files: it makes a new certificate at each start, which no browser trusts, and takes the package cryptography.',
];

/** A command for a shell, with what it is for. */
export interface ServerCommand {
  readonly shell: Shell;
  readonly command: string;
  readonly explanation: string;
}

/** The command that starts the server: Flask's own, or gunicorn. Throws a `CertificateProblem` where there is none. */
export function serverCommand(server: DevelopmentServer): ServerCommand {
  const { candidate } = server;
  if (isFlask(candidate)) return flaskCommand(server);
  if (!isWindowsPath(candidate.root)) return gunicornCommand(server);
  throw new CertificateProblem(
    `${quoted(candidate.id)} is made with ${frameworkName(candidate.framework)}, whose own server speaks no TLS, and gunicorn does not run on Windows. Have Apache serve it: “Create Virtual Host”, of the kind for development.`,
  );
}

function flaskCommand({ candidate, values = '', certificate, privateKey, port, pythonHome }: DevelopmentServer): ServerCommand {
  const isWindows = isWindowsPath(candidate.root);
  const application = `${candidate.module}:${flaskName(candidate, values)}`;
  const python =
    pythonHome === null ? (isWindows ? 'python' : 'python3') : isWindows ? path.win32.join(pythonHome, 'Scripts', 'python.exe') : `${pythonHome}/bin/python`;
  const words = [python, '-m', 'flask', '--app', application, '--debug', 'run', '--port', String(port), '--cert', certificate, '--key', privateKey];
  return {
    ...inFolder(candidate.root, words),
    explanation:
      'Flask’s own server, for development alone: it is reached from this machine, starts anew when a file changes, and shows errors in the browser.',
  };
}

function gunicornCommand({ candidate, values = '', certificate, privateKey, port, pythonHome }: DevelopmentServer): ServerCommand {
  const { application, djangoSettings } = gunicornApplication(candidate, values);
  const settings = djangoSettings === null ? [] : ['--env', `DJANGO_SETTINGS_MODULE=${djangoSettings}`];
  const program = pythonHome === null ? 'gunicorn' : `${pythonHome}/bin/gunicorn`;
  const words = [program, '--certfile', certificate, '--keyfile', privateKey, '--bind', `127.0.0.1:${port}`, '--reload', ...settings, application];
  return {
    ...inFolder(candidate.root, words),
    explanation: 'gunicorn ends TLS itself. It is reached from this machine, and starts anew when a file changes.',
  };
}

function inFolder(folder: string, words: readonly string[]): Pick<ServerCommand, 'shell' | 'command'> {
  if (!isWindowsPath(folder)) return { shell: 'sh', command: `cd ${shWord(folder)} && ${words.map(shWord).join(' ')}` };
  return { shell: 'powershell', command: `Set-Location -LiteralPath ${powershellWord(folder)}; if ($?) { & ${words.map(programWord).join(' ')} }` };
}

/** Windows PowerShell hands double quotation marks on to programs only behind a backslash. */
function programWord(text: string): string {
  return powershellWord(text.replaceAll('"', '\\"'));
}

/** What the person should know of the server. */
export function serverNotes({ candidate: { framework }, port }: DevelopmentServer): readonly string[] {
  const django =
    'Django’s runserver speaks no TLS, and so gunicorn stands in for it. It delivers no static files: wrap the application in StaticFilesHandler of django.contrib.staticfiles.handlers, or use WhiteNoise.';
  return [
    `It answers at https://NAME:${port}, for each NAME of the certificate that leads to this machine, such as localhost.`,
    ...(framework === 'django' ? [django] : []),
  ];
}
