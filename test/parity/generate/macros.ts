/** Macros, and lines that use them. */
import type { Context } from '../../../server/src/knowledge/types.ts';
import { ROOT } from '../tree.ts';
import { dressed } from './dress.ts';
import type { World } from './world.ts';

interface Shape {
  readonly context: Context;
  readonly parameters: readonly string[];
  readonly text: readonly string[];
}

const SHAPES: readonly Shape[] = [
  { context: 'server', parameters: ['$host'], text: ['<VirtualHost *:80>', '  ServerName $host', `  DocumentRoot ${ROOT}/www`, '</VirtualHost>'] },
  {
    context: 'server',
    parameters: ['$host', '$port'],
    text: ['<VirtualHost *:$port>', '  ServerName $host.test', '  ServerAlias www.$host.test', '</VirtualHost>'],
  },
  { context: 'server', parameters: ['$folder'], text: ['<Directory $folder>', '  AllowOverride None', '</Directory>'] },
  { context: 'server', parameters: ['%section'], text: ['<%section /x>', '  SetEnv A b', '</%section>'] },
  { context: 'server', parameters: ['$state'], text: ['KeepAlive $state', 'ExtendedStatus $state'] },
  { context: 'server', parameters: ['@name', '@value'], text: ['@name @value'] },
  { context: 'vhost', parameters: [], text: ['ServerAdmin a@blog.test', 'UseCanonicalName Off'] },
  { context: 'vhost', parameters: ['$x', '$xy'], text: ['ServerAlias $x', 'ServerAlias $xy'] },
  { context: 'directory', parameters: ['$how'], text: ['Options $how', 'AllowOverride $how'] },
  { context: 'server', parameters: ['$file'], text: ['IncludeOptional ${ROOT}/$file'] },
  { context: 'server', parameters: [], text: ['<IfModule mod_ssl.c>', '  SSLRandomSeed startup builtin', '</IfModule>'] },
];
const VALUES = ['a', 'b.test', '443', '80', 'On', 'Off', 'None', '/x', '"two words"', 'Directory', 'Location', 'ServerName', 'x'];

/** The definition of a macro; its name may be known already. */
export function macroSection(world: World): string[] {
  const { draw, macros } = world;
  const { context, parameters, text } = draw.pick(SHAPES);
  const name = macros.length > 0 && draw.chance(0.1) ? draw.pick(macros).name : `M${world.fresh()}`;
  macros.push({ name, parameters: parameters.length, context });
  const used = world.slip() ? draw.pick([[...text, 'NoSuchThing x'], text.slice(0, -1), [...text, '</Directory>'], [...text, `Use ${name}`]]) : text;
  return [dressed(`<Macro ${[name, ...parameters].join(' ')}>`, world), ...used.map((line) => `  ${line}`), dressed('</Macro>', world)];
}

/** A line that puts in a macro, or takes one back. */
export function useLine(world: World, context: Context): string[] {
  const { draw, macros } = world;
  const fitting = macros.filter((macro) => macro.context === context || world.slips > 0.05);
  if (fitting.length === 0) return world.slip() ? ['Use NoSuch a'] : [];
  const { name, parameters } = draw.pick(fitting);
  if (draw.chance(0.1)) return [`UndefMacro ${name}`];
  const count = world.slip() ? draw.pick([0, parameters + 1, parameters - 1]) : parameters;
  const values = Array.from({ length: Math.max(count, 0) }, () => draw.pick(VALUES));
  return [dressed(['Use', draw.pick([name, name.toLowerCase()]), ...values].join(' '), world)];
}
