/** A whole configuration from a seed. */
import { type ConfigurationTree, ENVVARS, MAIN, ROOT } from '../tree.ts';
import { dressed } from './dress.ts';
import { fileText } from './includes.ts';
import { lines } from './lines.ts';
import { World } from './world.ts';

const FOLDERS = ['www/app', 'www/static', 'logs', 'run', 'cgi', 'inc'];
const CONTENTS: readonly (readonly [path: string, text: string])[] = [
  ['www/index.html', '<p>Hello</p>\n'],
  ['app/app.wsgi', 'from app import app as application\n'],
  ['tls/users', 'ann:x\n'],
];

/** The configuration that a seed stands for. `pem` is a certificate with its key: what lies in `tls/a.pem`. */
export function configurationFrom(seed: number, pem: string): ConfigurationTree {
  const world = new World(seed);
  for (const path of ['tls/a.pem', 'tls/chain.pem']) world.files.set(path, pem);
  for (const [path, text] of CONTENTS) world.files.set(path, text);
  world.files.set(ENVVARS, envvars(world));
  const main = [...opening(world), ...lines(world, 'server', 0, 14)];
  world.files.set(MAIN, fileText(main, world));
  return { files: world.files, links: world.links, folders: FOLDERS };
}

function envvars({ defined, valued }: World): string {
  defined.push('APACHE_LOG_DIR', 'SITE_STATE');
  valued.push('APACHE_LOG_DIR', 'SITE_STATE');
  return `export APACHE_LOG_DIR=${ROOT}/logs\nexport SITE_STATE="On"\nexport LANG=C\n`;
}

/** What every configuration needs; parts of it may stand in files of their own. */
function opening(world: World): string[] {
  const { draw } = world;
  const modules = draw.weighted<() => string[]>([
    [3, () => [...world.loadLines]],
    [2, () => inOneFile(world)],
    [2, () => asDebianDoes(world)],
  ])();
  const root = [dressed(`ServerRoot ${draw.pick([ROOT, `"${ROOT}"`, `${ROOT}/`])}`, world)];
  const own = [
    'ServerName localhost',
    'User #65534',
    'Group #65534',
    `DefaultRuntimeDir ${ROOT}/run`,
    `PidFile ${ROOT}/run/pid`,
    `Listen 127.0.0.1:${world.freshPort()}`,
    // without its list of types mod_mime does not start
    ...(world.modules.has('mod_mime') ? ['TypesConfig /dev/null'] : []),
  ];
  return [...root, ...modules, ...own];
}

function inOneFile({ files, loadLines }: World): string[] {
  files.set('mods.conf', loadLines.map((line) => `${line}\n`).join(''));
  return ['Include mods.conf'];
}

/** Files in mods-available, links in mods-enabled; read in the order of their names, so the numbers keep the order of need. */
function asDebianDoes({ files, links, loadLines }: World): string[] {
  const parts = 5;
  const size = Math.ceil(loadLines.length / parts);
  for (let part = 0; part < parts; part++) {
    const own = loadLines.slice(part * size, (part + 1) * size);
    files.set(`mods-available/${part}.load`, own.map((line) => `${line}\n`).join(''));
    links.set(`mods-enabled/${part}.load`, `../mods-available/${part}.load`);
  }
  return ['IncludeOptional mods-enabled/*.load', 'IncludeOptional mods-enabled/*.conf'];
}
