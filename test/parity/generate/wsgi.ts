/** mod_wsgi's lines: daemons, and scripts that name them before, after or beside their declaration. */
import { ROOT } from '../tree.ts';
import type { World } from './world.ts';

const DAEMON_OPTIONS = [
  'processes=2',
  'threads=15',
  'python-home=/srv/blog/venv',
  `python-path=${ROOT}/app`,
  `home=${ROOT}/app`,
  'display-name=%{GROUP}',
  'lang=C.UTF-8',
  "locale='C.UTF-8'",
  'umask=0027',
  'user=www-data group=www-data',
  'request-timeout=60',
  'maximum-requests=1000',
  'listen-backlog=50',
  'connect-timeout=5',
  'threads=x',
  'processes=0',
  'thread=5',
  'user=root',
  'home=app',
];

/** A daemon process group; rarely a name that is taken. */
export function daemonLine(world: World): string {
  const { draw, daemons } = world;
  const name = daemons.length > 0 && draw.chance(0.05) ? draw.pick(daemons) : draw.pick([`d${world.fresh()}`, `blog${world.fresh()}`]);
  daemons.push(name);
  const offered = world.slips === 0 ? DAEMON_OPTIONS.slice(0, -5) : DAEMON_OPTIONS;
  return ['WSGIDaemonProcess', name, ...draw.some(offered, 0.15)].join(' ');
}

/** A script that is mounted, imported or handled, with or without its groups. */
export function scriptLine(world: World): string {
  const { draw } = world;
  const target = draw.pick([`${ROOT}/app/app.wsgi`, '/srv/blog/app.wsgi', `"${ROOT}/app/app.wsgi"`]);
  const options = draw.some([processGroup(world), 'application-group=%{GLOBAL}', 'pass-authorization=On', 'callable-object=app'], 0.4);
  return draw.weighted([
    [6, ['WSGIScriptAlias', draw.pick(['/', '/blog', '/a/']), target, ...options].join(' ')],
    [1, ['WSGIScriptAliasMatch', '^/(a|b)', target, ...options.slice(0, 2)].join(' ')],
    [1, ['WSGIImportScript', target, processGroup(world), 'application-group=%{GLOBAL}'].join(' ')],
    [1, ['WSGIHandlerScript', 'my-handler', target, ...options.slice(0, 1)].join(' ')],
  ]);
}

function processGroup({ draw, daemons, slips }: World): string {
  const unknown = slips > 0 ? ['%{GLOBAL}', '%{ENV:x}', '%{SERVER}', 'nobody'] : ['%{GLOBAL}', '%{ENV:x}'];
  return `process-group=${draw.pick([...daemons, ...daemons, ...unknown])}`;
}
