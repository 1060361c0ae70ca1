/** Sections with something in them, in places that take them and, by a slip, in others. */
import type { Context } from '../../../server/src/knowledge/types.ts';
import { ROOT } from '../tree.ts';
import { condition, type Tag } from './conditions.ts';
import { dressed } from './dress.ts';
import { misspelt } from './slips.ts';
import type { World } from './world.ts';

/** Makes the lines of a section's body. */
export type Body = (context: Context, depth: number) => string[];

interface Kind {
  readonly name: string;
  readonly context: Context;
  readonly arguments: readonly string[];
  /** Contexts in which it may stand. */
  readonly within: readonly Context[];
}

const OUTER: readonly Context[] = ['server', 'vhost'];
const FOLDERS: readonly Context[] = ['directory', 'location', 'files', 'if', 'proxy'];
const PATHS = ['/', `${ROOT}/www`, `"${ROOT}/www/app"`, '/srv/*/www', '~ "^/srv/[a-z]+"', 'www'];

const KINDS: readonly Kind[] = [
  { name: 'VirtualHost', context: 'vhost', arguments: ['*:80', '*:443', '_default_:443', '127.0.0.1:8080 [::1]:8080', '*'], within: ['server'] },
  { name: 'VirtualHost', context: 'vhost', arguments: ['*:80', '*:443'], within: ['server'] },
  { name: 'Directory', context: 'directory', arguments: PATHS, within: OUTER },
  { name: 'Directory', context: 'directory', arguments: PATHS, within: OUTER },
  { name: 'DirectoryMatch', context: 'directory', arguments: ['"^/srv/(a|b)"', '/x'], within: OUTER },
  { name: 'Location', context: 'location', arguments: ['/', '/blog', '"/a b"', '~ "/(a|b)"', 'http://x/'], within: OUTER },
  { name: 'LocationMatch', context: 'location', arguments: ['"^/(a|b)"', '^/x$'], within: OUTER },
  { name: 'Files', context: 'files', arguments: ['app.wsgi', '"*.py"', '~ "\\.py$"'], within: ['server', 'vhost', 'directory', 'files', 'if'] },
  { name: 'FilesMatch', context: 'files', arguments: ['"\\.(py|wsgi)$"', '^\\.ht'], within: ['server', 'vhost', 'directory'] },
  { name: 'If', context: 'if', arguments: ['"%{HTTPS} == \'on\'"', 'true', '"-n %{QUERY_STRING}"'], within: [...OUTER, ...FOLDERS] },
  { name: 'Proxy', context: 'proxy', arguments: ['*', 'balancer://c', '"http://127.0.0.1:8000/"'], within: OUTER },
  { name: 'Limit', context: 'limit', arguments: ['GET POST', 'PUT'], within: FOLDERS },
  { name: 'LimitExcept', context: 'limit', arguments: ['GET', 'GET POST'], within: FOLDERS },
  { name: 'RequireAll', context: 'limit', arguments: [''], within: [...FOLDERS, 'limit'] },
  { name: 'RequireAny', context: 'limit', arguments: [''], within: [...FOLDERS, 'limit'] },
  { name: 'RequireNone', context: 'limit', arguments: [''], within: [...FOLDERS, 'limit'] },
  { name: 'AuthnProviderAlias', context: 'directory', arguments: ['file staff'], within: ['server'] },
  { name: 'AuthzProviderAlias', context: 'directory', arguments: ['ip office 10.0.0.0/8'], within: ['server'] },
];

/** A section and its body. */
export function section(world: World, context: Context, depth: number, body: Body): string[] {
  if (world.draw.chance(0.3)) return conditional(world, context, depth, body);
  const fitting = KINDS.filter(({ within }) => within.includes(context) || world.slips > 0.05);
  if (fitting.length === 0) return [];
  const kind = world.draw.pick(fitting);
  const argument = world.draw.pick(kind.arguments);
  const tag = { open: argument === '' ? `<${kind.name}>` : `<${kind.name} ${argument}>`, name: kind.name };
  if (kind.name.startsWith('Require')) return closed(tag, requirements(world), world);
  const lines = closed(tag, body(kind.context, depth + 1), world);
  return kind.name === 'If' && world.draw.chance(0.5) ? [...lines, ...alternative(world, depth, body)] : lines;
}

/** The tags with the lines between them; a slip leaves one out, swaps it, or spoils it. */
function closed({ open, name }: Tag, lines: readonly string[], world: World): string[] {
  const close = `</${name}>`;
  const whole = [dressed(open, world), ...lines.map((line) => `  ${line}`), dressed(close, world)];
  if (!world.slip()) return whole;
  const [first, ...rest] = whole;
  return world.draw.pick([
    () => whole.slice(0, -1),
    () => rest,
    () => [open.replace('>', ''), ...rest],
    () => [`${open} # here`, ...rest],
    () => [open.replace(/ .*>/, '>'), ...rest],
    () => [open.replace('>', ' more>'), ...rest],
    () => [open.replace('<', '< '), ...rest],
    () => [open.replace(/[A-Z]\w+/, (word) => misspelt(word, world)), ...rest],
    () => [...whole.slice(0, -1), `</${misspelt(name, world)}>`],
    () => [...whole.slice(0, -1), `</${name} x>`],
    () => [...whole.slice(0, -1), `${close} x`],
    () => [...whole.slice(0, -1), `</${name}`],
    () => [...whole.slice(0, -1), '</Directory>', close],
    () => [first!, '<IfModule mod_ssl.c>', ...rest, '</IfModule>'],
  ])();
}

/** A conditional section: now and then with a body that only a false condition makes harmless. */
function conditional(world: World, context: Context, depth: number, body: Body): string[] {
  const tag = condition(world);
  const lines = world.slips > 0 && world.draw.chance(0.25) ? ['NoSuchThing x'] : body(context, depth + 1);
  return closed(tag, lines, world);
}

function alternative(world: World, depth: number, body: Body): string[] {
  const other = closed({ open: '<ElseIf "-z %{QUERY_STRING}">', name: 'ElseIf' }, body('if', depth + 1), world);
  const last = closed({ open: '<Else>', name: 'Else' }, body('if', depth + 1), world);
  const between = world.slip() ? ['FileETag None'] : [];
  return world.draw.pick([other, last, [...other, ...between, ...last]]);
}

const RULES = [
  'Require all granted',
  'Require ip 10.0.0.0/8',
  'Require valid-user',
  'Require not ip 10.0.0.1',
  'Require local',
  'AuthMerging Off',
  'Require env x',
];

function requirements(world: World): string[] {
  const { draw } = world;
  const lines = Array.from({ length: draw.between(1, 3) }, () => draw.pick(RULES));
  return draw.chance(0.2) ? [...lines, '<RequireAny>', draw.pick(RULES), '</RequireAny>'] : lines;
}
