/** A command of mod_wsgi-express as a virtual host: what is asked of `virtualHost`, and what gets lost on the way. */
import path from 'node:path';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import { DAEMON_NUMBERS } from '../httpd/daemonOptions.ts';
import type { Pattern } from '../httpd/patternNames.ts';
import type { VirtualHostOptions } from '../httpd/site.ts';
import { type Choice, type ExpressCommand, everyValue, isGiven, lastValue } from './command.ts';
import { trapsOf } from './traps.ts';

/** Options of a virtual host without what a command does not say, and what the person should know. */
export interface FromExpress {
  readonly options: Omit<VirtualHostOptions, 'target' | 'platform'>;
  readonly notes: readonly string[];
}

/** Ports that mod_wsgi-express takes unless it is told otherwise. */
const USUAL_PORT = 8000;
const STATIC = /^\/static\/?$/;

/** Options that a virtual host says in its own way, and those of the server that it becomes a part of. */
const SAID = new Set([
  ...[
    'port',
    'https-port',
    'ssl-port',
    'server-name',
    'server-alias',
    'https-only',
    'hsts-policy',
    'user',
    'group',
    'working-directory',
    'python-path',
    'locale',
    'lang',
  ],
  ...['ssl-certificate', 'ssl-certificate-file', 'ssl-certificate-key-file', 'ssl-ca-certificate-file', 'ssl-environment', 'trust-proxy', 'trust-proxy-header'],
  ...['server-root', 'log-to-terminal', 'log-directory', 'access-log', 'startup-log', 'pid-file', 'host', 'process-name', 'setup-only', 'socket-prefix'],
  ...DAEMON_NUMBERS.values(),
]);

/** Takes a command for a virtual host. Throws a `CertificateProblem` where the command serves nothing that one could. */
export function virtualHostOfCommand(command: ExpressCommand): FromExpress {
  const serverName = lastValue(command, 'server-name');
  if (serverName === undefined)
    throw new CertificateProblem('The command has no --server-name, without which a virtual host answers for every name. Add it first.');
  const pattern = patternOf(command);
  const folder = lastValue(command, 'working-directory');
  const [project = folder] = everyValue(command, 'python-path').map(([one]) => one);
  const statics = everyValue(command, 'url-alias').find(([url = '']) => STATIC.test(url));
  const pythonHome = /^(.*)[/\\]bin[/\\]mod_wsgi-express$/.exec(command.program)?.[1];
  const options = {
    pattern,
    serverName,
    aliases: everyValue(command, 'server-alias').flat(),
    script: located(command.script, folder),
    ...(project !== undefined && { project }),
    ...(pythonHome !== undefined && pythonHome !== '' && { pythonHome }),
    ...certificateOf(command),
    ...(pattern === 'mutual-tls' && { clientAuthority: lastValue(command, 'ssl-ca-certificate-file')! }),
    ...(pattern === 'behind-proxy' && isGiven(command, 'trust-proxy') && { proxies: everyValue(command, 'trust-proxy').flat() }),
    ...(statics !== undefined && { staticFolder: statics[1]! }),
    ports: portsOf(command),
    daemon: daemonOf(command),
  };
  return { options, notes: [...lost(command), ...trapsOf(command)] };
}

function patternOf(command: ExpressCommand): Pattern {
  const hasCertificate = isGiven(command, 'ssl-certificate') || isGiven(command, 'ssl-certificate-file');
  if (!hasCertificate) {
    if (isGiven(command, 'trust-proxy-header') || isGiven(command, 'trust-proxy')) return 'behind-proxy';
    throw new CertificateProblem(
      'The command has neither a certificate nor a proxy in front. Add --https-port with its certificate, or --trust-proxy, and try again.',
    );
  }
  if (isGiven(command, 'ssl-ca-certificate-file') && !isGiven(command, 'ssl-verify-client')) return 'mutual-tls';
  return isGiven(command, 'https-only') ? 'https-redirect' : 'http-and-https';
}

function certificateOf(command: ExpressCommand): Pick<VirtualHostOptions, 'certificate' | 'privateKey'> {
  const prefix = lastValue(command, 'ssl-certificate');
  if (prefix !== undefined) return { certificate: `${prefix}.crt`, privateKey: `${prefix}.key` };
  const [certificate, privateKey] = [lastValue(command, 'ssl-certificate-file'), lastValue(command, 'ssl-certificate-key-file')];
  return { ...(certificate !== undefined && { certificate }), ...(privateKey !== undefined && { privateKey }) };
}

function portsOf(command: ExpressCommand): NonNullable<VirtualHostOptions['ports']> {
  const https = lastValue(command, 'https-port') ?? lastValue(command, 'ssl-port');
  return { http: Number(lastValue(command, 'port') ?? USUAL_PORT), ...(https !== undefined && { https: Number(https) }) };
}

function daemonOf(command: ExpressCommand): NonNullable<VirtualHostOptions['daemon']> {
  return Object.fromEntries(
    [...DAEMON_NUMBERS].flatMap(([name, express]) => {
      const value = lastValue(command, express);
      return value === undefined ? [] : [[name, Number(value)]];
    }),
  );
}

/** The script, which stands in the working folder where its path says nothing else. */
function located(script: string, folder: string | undefined): string {
  if (path.posix.isAbsolute(script) || path.win32.isAbsolute(script)) return script;
  if (folder !== undefined) return path.posix.join(folder, script);
  throw new CertificateProblem(`Where ${quoted(script)} lies is not said: the command has no --working-directory. Write the script’s whole path.`);
}

/** What a virtual host of ours does not say. */
function lost(command: ExpressCommand): string[] {
  const isLost = ({ name, values }: Choice) => !SAID.has(name) && !(name === 'url-alias' && STATIC.test(values[0] ?? ''));
  const names = [...new Set(command.choices.filter(isLost).map(({ name }) => `--${name}`))];
  const more =
    everyValue(command, 'python-path').length > 1 ? ['Only the first --python-path is taken over; add the others to python-path=, with colons between.'] : [];
  return [...(names.length === 0 ? [] : [`The virtual host does not say what these options did: ${names.join(', ')}.`]), ...more];
}
