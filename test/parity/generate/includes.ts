/** Files that are included: one, a folder, a wildcard, a link; files that are missing, and files that include each other. */
import type { Context } from '../../../server/src/knowledge/types.ts';
import { ROOT } from '../tree.ts';
import { lines } from './lines.ts';
import type { World } from './world.ts';

const DEEPEST = 3;

/** A line that includes something, after what it includes was made. */
export function includeLine(world: World, context: Context, depth: number): string[] {
  if (depth > DEEPEST) return [];
  const { draw } = world;
  if (world.slip()) return [missing(world)];
  const number = world.fresh();
  const content = () => fileText(lines(world, context, depth + 1, 4), world);
  return draw.weighted<() => string[]>([
    [5, () => single(world, `inc/f${number}.conf`, content())],
    [2, () => wildcard(world, `inc/w${number}`, [content(), content()])],
    [1, () => folder(world, `inc/d${number}`, [content(), content()])],
    [1, () => linked(world, number, content())],
    [1, () => [`IncludeOptional ${draw.pick(['gone.conf', 'gone/*.conf', `${ROOT}/inc*/gone*.conf`, 'gone/'])}`]],
  ])();
}

/** A file's text: some have CR LF, some lack the last line break. */
export function fileText(content: readonly string[], { draw }: World): string {
  const text = content.map((line) => `${line}\n`).join('');
  return draw.weighted<() => string>([
    [12, () => text],
    [1, () => text.replaceAll('\n', '\r\n')],
    [1, () => text.replace(/\n$/, '')],
  ])();
}

function named(world: World, path: string): string {
  const { draw } = world;
  return `${draw.pick(['Include', 'Include', 'IncludeOptional'])} ${draw.pick([path, `${ROOT}/${path}`, `"${ROOT}/${path}"`, `./${path}`])}`;
}

function single(world: World, path: string, text: string): string[] {
  world.files.set(path, text);
  return [named(world, path)];
}

function wildcard(world: World, path: string, texts: readonly string[]): string[] {
  const names = ['b', 'a', 'B'];
  for (const [index, text] of texts.entries()) world.files.set(`${path}/${names[index]}.conf`, text);
  return [named(world, world.draw.pick([`${path}/*.conf`, `${path}/[a-z].con?`, `${path}*/*.conf`, `${path}/*`]))];
}

function folder(world: World, path: string, texts: readonly string[]): string[] {
  const names = ['x.conf', 'sub/y.conf'];
  for (const [index, text] of texts.entries()) world.files.set(`${path}/${names[index]}`, text);
  return [named(world, world.draw.pick([path, `${path}/`]))];
}

function linked(world: World, number: number, text: string): string[] {
  world.files.set(`sites-available/s${number}.conf`, text);
  world.links.set(`sites-enabled/s${number}.conf`, `../sites-available/s${number}.conf`);
  return [named(world, `sites-enabled/s${number}.conf`)];
}

/** What httpd cannot read: nothing there, nothing that fits, or a circle. */
function missing(world: World): string {
  const { draw } = world;
  const number = world.fresh();
  if (draw.chance(0.3)) {
    world.files.set(`inc/c${number}.conf`, `Include ${ROOT}/inc/c${number}.conf\n`);
    return `Include inc/c${number}.conf`;
  }
  return draw.pick([
    'Include gone.conf',
    `Include ${ROOT}/inc/gone*.conf`,
    'Include gone/',
    'Include gone/*.conf',
    'Include',
    'Include a b',
    'IncludeOptional a b',
    'Include ""',
  ]);
}
