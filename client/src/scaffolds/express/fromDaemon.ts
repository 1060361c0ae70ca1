/** The daemon process group of a site, and how mod_wsgi-express is told of it. */
import path from 'node:path';
import { DAEMON_NUMBERS, DAEMON_TEXTS } from '../httpd/daemonOptions.ts';
import type { Choice } from './command.ts';
import type { SiteReading } from './fromSite.ts';
import type { SiteLines } from './siteReading.ts';

/** Options of a daemon by their names; the last one of a name counts. */
export type DaemonOptions = ReadonlyMap<string, string>;

/** What httpd gives a daemon that says nothing of threads; mod_wsgi-express has fewer. */
const USUAL_THREADS = '15';

/** The options of the group that the application runs in; none where it runs inside httpd. */
export function daemonOptionsOf({ main, mount }: SiteReading, { hosts, main: outside }: SiteLines): DaemonOptions {
  const group = optionIn(mount.arguments, 'process-group') ?? main.every('wsgiprocessgroup').at(-1)?.arguments[0];
  const lines = [...outside, ...hosts.flatMap(({ lines: own }) => own)];
  const declared = lines.find(({ name, arguments: [first] }) => name === 'wsgidaemonprocess' && first === group);
  return new Map(declared?.arguments.slice(1).flatMap((text) => splitOption(text)));
}

/** An option of mod_wsgi among words. */
export function optionIn(words: readonly string[], name: string): string | undefined {
  return new Map(words.flatMap(splitOption)).get(name);
}

function splitOption(text: string): [string, string][] {
  const at = text.indexOf('=');
  return at > 0 ? [[text.slice(0, at), text.slice(at + 1)]] : [];
}

/** The root of the Python that the application runs with. */
export function pythonHomeOf(daemon: DaemonOptions, { main }: SiteReading): string | undefined {
  return daemon.get('python-home') ?? main.word('wsgipythonhome');
}

/** The options for a daemon. */
export function daemonChoices(daemon: DaemonOptions, { main, mount }: SiteReading): Choice[] {
  const numbers = [...DAEMON_NUMBERS].flatMap(([name, express]) => known(express, daemon.get(name) ?? (name === 'threads' ? USUAL_THREADS : undefined)));
  const texts = [...DAEMON_TEXTS].flatMap(([name, express]) => known(express, daemon.get(name) ?? (name === 'locale' ? daemon.get('lang') : undefined)));
  const folders = (daemon.get('python-path') ?? main.word('wsgipythonpath'))?.split(':').filter((folder) => folder !== '') ?? [];
  const [, script = ''] = mount.arguments;
  return [
    ...(daemon.has('header-buffer-size') && !daemon.has('processes') ? [{ name: 'processes', values: ['1'] }] : []),
    ...numbers,
    ...(daemon.has('home') ? [] : [{ name: 'working-directory', values: [path.posix.dirname(main.absolute(script))] }]),
    ...texts,
    ...folders.map((folder) => ({ name: 'python-path', values: [folder] })),
  ];
}

function known(name: string, value: string | undefined): Choice[] {
  return value === undefined ? [] : [{ name, values: [value] }];
}
