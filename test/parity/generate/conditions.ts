/** Conditional sections, true and false, about things that a configuration may or may not have. */
import { ROOT } from '../tree.ts';
import type { World } from './world.ts';

/** An opening tag and the name that closes it. */
export interface Tag {
  readonly open: string;
  readonly name: string;
}

const MODULES = [
  'ssl_module',
  'mod_ssl.c',
  'headers_module',
  'mod_headers.c',
  'wsgi_module',
  'mod_wsgi.c',
  'mpm_event_module',
  'event.c',
  'mod_php.c',
  'mod_ssl',
  'ssl',
];
const MORE_MODULES = [
  'core.c',
  'http_core.c',
  'mod_so.c',
  'mod_version.c',
  'log_config_module',
  'unixd_module',
  'mod_SSL.c',
  'rewrite',
  'mod_nosuch.c',
  'mod_cgid.c',
];
const VERSIONS = ['>= 2.4', '< 2.4', '2.4.71', '>= 2.4.72', '= 2.4', '~ ^2\\.4', '!< 2.3', '> 2', '/^2\\.[0-4]/', '== 2.4.71'];
const FILES = [`${ROOT}/www`, `${ROOT}/tls/a.pem`, 'tls/a.pem', `${ROOT}/gone`, 'gone', '"www"'];
const DIRECTIVES = ['ServerName', 'SSLEngine', 'WSGIDaemonProcess', 'NoSuchThing', 'VirtualHost', 'header'];
const SECTIONS = ['VirtualHost', 'Proxy', 'Macro', 'NoSuch', 'Directory', 'ServerName', 'macro'];

/** A conditional section. */
export function condition(world: World): Tag {
  const { draw, defined } = world;
  const not = draw.chance(0.3) ? '!' : '';
  const [name, text] = draw.weighted<() => readonly [string, string]>([
    [5, () => ['IfModule', not + draw.pick(draw.chance(0.7) ? MODULES : MORE_MODULES)]],
    [4, () => ['IfDefine', not + draw.pick([...defined, ...defined, 'NOT_SO', 'DUMP_VHOSTS'])]],
    [2, () => ['IfVersion', draw.pick(VERSIONS)]],
    [2, () => ['IfFile', not + draw.pick(FILES)]],
    [1, () => ['IfDirective', not + draw.pick(DIRECTIVES)]],
    [1, () => ['IfSection', not + draw.pick(SECTIONS)]],
  ])();
  return { open: `<${name} ${text}>`, name };
}
