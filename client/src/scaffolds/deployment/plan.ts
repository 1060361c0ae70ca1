/** What a site behind nginx and gunicorn is made of, checked: everything that its files are written from. */
import path from 'node:path';
import { readNames } from '../../certificates/names.ts';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import { applicationProblem } from '../gunicornApplication.ts';
import { isModuleName } from '../python.ts';

/** What `createDeployment` is asked for. Paths are absolute. */
export interface DeploymentOptions {
  /** The folder that Python imports the application from. */
  readonly project: string;
  /** As gunicorn takes it: `module:name`, or `module:factory("production")`. */
  readonly application: string;
  /** Django's settings module, where the application does not name it itself. */
  readonly djangoSettings?: string;
  readonly serverName: string;
  readonly aliases?: readonly string[];
  /** The certificate with its chain, and the key. */
  readonly certificate: string;
  readonly privateKey: string;
  /** The folder of the virtual environment; else gunicorn is taken from PATH. */
  readonly pythonHome?: string;
  /** Who keeps gunicorn running; supervisor unless told otherwise. */
  readonly service?: Service;
  /** The account that gunicorn runs as; that of the service unless told otherwise. */
  readonly user?: string;
  /** The port of gunicorn on the loopback address, 8000 unless told otherwise. */
  readonly port?: number;
  /** A folder of files that nginx delivers below `/static/`. */
  readonly staticFolder?: string;
  /** The folder that the files go to. */
  readonly target: string;
}

/** Who starts gunicorn and keeps it running. */
export type Service = 'supervisor' | 'systemd';

/** The options, checked and completed. */
export interface DeploymentPlan {
  readonly project: string;
  readonly application: string;
  readonly djangoSettings: string | null;
  /** The names of the site, the first one the main one. */
  readonly names: readonly string[];
  /** What the service, and files of their own, are called. */
  readonly label: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly gunicorn: string;
  readonly service: Service;
  readonly user: string | null;
  readonly port: number;
  readonly staticFolder: string | null;
  /** Where gunicorn finds its settings. */
  readonly settings: string;
  readonly target: string;
}

/** All of them. */
export const SERVICES: readonly Service[] = ['supervisor', 'systemd'];
/** What useradd of Debian takes for the name of an account. */
const ACCOUNT = /^[a-z_][a-z0-9_-]{0,31}$/;
const GUNICORN_PORT = 8000;

/** Checks the options. Throws a `CertificateProblem` in words for the person. */
export function planOf(options: DeploymentOptions): DeploymentPlan {
  const { application, user, service = 'supervisor', port = GUNICORN_PORT } = options;
  const names = siteNames([options.serverName, ...(options.aliases ?? [])]);
  refuseApplication(options);
  if (user !== undefined && !ACCOUNT.test(user))
    throw new CertificateProblem(`${quoted(String(user))} is no name of an account. Use small letters, digits, hyphens and underscores, such as www-data.`);
  if (!SERVICES.includes(service)) throw new CertificateProblem(`The option service is one of ${SERVICES.join(', ')}, not ${quoted(String(service))}.`);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new CertificateProblem(`${quoted(String(port))} is no port. Use a number from 1 to 65535 that nothing else listens on, such as ${GUNICORN_PORT}.`);
  const file = (option: 'project' | 'certificate' | 'privateKey' | 'pythonHome' | 'staticFolder' | 'target') => pathOf(option, options[option]);
  const target = file('target');
  return {
    project: file('project'),
    application,
    djangoSettings: options.djangoSettings ?? null,
    names,
    label: names[0]!.replace(/^\*\./, ''),
    certificate: file('certificate'),
    privateKey: file('privateKey'),
    gunicorn: options.pythonHome === undefined ? '/usr/bin/gunicorn' : `${file('pythonHome')}/bin/gunicorn`,
    service,
    user: user ?? null,
    port,
    staticFolder: options.staticFolder === undefined ? null : file('staticFolder'),
    settings: path.posix.join(target, 'gunicorn.conf.py'),
    target,
  };
}

function refuseApplication({ application, djangoSettings }: DeploymentOptions): void {
  const problem = applicationProblem(String(application));
  if (problem !== null) throw new CertificateProblem(problem);
  if (djangoSettings !== undefined && !isModuleName(String(djangoSettings)))
    throw new CertificateProblem(`${quoted(String(djangoSettings))} is no module of settings. Write its full name, such as shop.settings.`);
}

/** The names that a site is reached by, checked. Throws a `CertificateProblem` for what is no name of a site. */
export function siteNames(typed: readonly string[]): readonly string[] {
  const names = readNames(typed);
  const address = names.find(({ kind }) => kind !== 'dns');
  if (address === undefined) return names.map(({ text }) => text);
  throw new CertificateProblem(`${quoted(address.text)} is an address. nginx tells sites apart by their names: give the site a name, such as app.test.`);
}

/** nginx, supervisor and systemd run where paths begin with a slash. */
function pathOf(option: string, value: string | undefined): string {
  if (typeof value === 'string' && path.posix.isAbsolute(value) && !/\p{Cc}/u.test(value)) return path.posix.normalize(value).replace(/(?<=.)\/$/, '');
  throw new CertificateProblem(
    `The option ${option} is an absolute path of the server, such as /srv/site, not ${quoted(String(value))}. nginx with gunicorn runs on Linux, macOS and BSD.`,
  );
}
