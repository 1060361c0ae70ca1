/** The lines of a file or of a section. */
import type { Context, Directive } from '../../../server/src/knowledge/types.ts';
import { ROOT } from '../tree.ts';
import { comment, dressed } from './dress.ts';
import { includeLine } from './includes.ts';
import { macroSection, useLine } from './macros.ts';
import { section } from './sections.ts';
import { withSlip } from './slips.ts';
import { refusedLines, usualLines } from './usual.ts';
import { wordsFor } from './words.ts';
import type { World } from './world.ts';
import { daemonLine, scriptLine } from './wsgi.ts';

const DEEP = 4;

/** Some lines for a context, sections and all. */
export function lines(world: World, context: Context, depth: number, most: number): string[] {
  const made: string[] = [];
  const count = world.draw.between(0, most);
  for (let line = 0; line < count; line++) made.push(...something(world, context, depth));
  return made;
}

function something(world: World, context: Context, depth: number): string[] {
  const { draw } = world;
  const outer = context === 'server' || context === 'vhost';
  const body = (inner: Context, deeper: number) => lines(world, inner, deeper, inner === 'vhost' ? 6 : 3);
  return draw.weighted<() => string[]>([
    [14, () => [directiveFor(world, context)]],
    [depth < DEEP ? (outer ? 7 : 3) : 0, () => section(world, context, depth, body)],
    [outer ? 2 : 1, () => [variable(world)]],
    [2, () => [comment(world)]],
    [outer && world.modules.has('mod_wsgi') ? 2 : 0, () => [dressed(draw.chance(0.5) ? daemonLine(world) : scriptLine(world), world)]],
    [depth === 0 ? 2 : 1, () => includeLine(world, context, depth)],
    [depth === 0 && world.modules.has('mod_macro') ? 2 : 0, () => macroSection(world)],
    [world.modules.has('mod_macro') ? 2 : 0, () => useLine(world, context)],
  ])();
}

/** One directive, dressed; perhaps with a slip, or out of its place. */
export function directiveFor(world: World, context: Context): string {
  const slip = world.slip();
  if (slip && world.draw.chance(0.3)) return misplaced(world, context);
  const line = dressed(
    world.draw.chance(0.5) ? world.draw.pick(usualFor(world, context)) : fromSignature(world, world.draw.pick(world.directivesIn(context))),
    world,
  );
  return slip ? withSlip(line, world) : variablesIn(line, world);
}

/** Usual lines whose directive is there; without slips only those. */
function usualFor(world: World, context: Context): readonly string[] {
  const known = new Set(world.directivesIn(context).map(({ name }) => name.toLowerCase()));
  const fitting = usualLines(context).filter((line) => known.has(line.split(' ')[0]!.toLowerCase()));
  return fitting.length === 0 ? ['# nothing fits'] : fitting;
}

/** Something from elsewhere: another context, a module that is not loaded, or what httpd is known to refuse. */
function misplaced(world: World, context: Context): string {
  const { draw } = world;
  const plain = world.knowledge.directives.filter(({ section: isSection, manual, onRead }) => !isSection && manual !== '' && !onRead);
  return draw.weighted<() => string>([
    [2, () => draw.pick(refusedLines(context))],
    [1, () => fromSignature(world, draw.pick(plain))],
    [1, () => draw.pick(usualLines(draw.pick(['server', 'vhost', 'directory', 'location'])))],
    [
      1,
      () => draw.pick(['</VirtualHost>', '</IfModule>', '</Directory>', '<VirtualHost *:80>', '<IfModule mod_ssl.c>', 'NoSuchThing on', '\uFEFFServerName x']),
    ],
    [1, () => `Listen ${draw.pick(['38101', '38102', 'x', '0', '99999', '127.0.0.1'])}`],
  ])();
}

function fromSignature(world: World, { name, arguments: signature }: Directive): string {
  return [name, ...wordsFor(signature, world)].join(' ');
}

/** A line that declares a variable, takes one back, or is about reading itself. */
function variable(world: World): string {
  const { draw, defined } = world;
  const name = draw.chance(0.3) && defined.length > 0 ? draw.pick(defined) : `V${world.fresh()}`;
  return draw.weighted<() => string>([
    [4, () => define(world, name)],
    [1, () => `UnDefine ${draw.pick([...defined, 'NOT_SO'])}`],
    [1, () => `ServerRoot ${draw.pick([ROOT, `"${ROOT}"`])}`],
    [world.slips > 0 ? 1 : 0, () => draw.pick(['Define', 'Define A:b c', 'Define A b c', 'UnDefine', 'UnDefine A b', `ServerRoot ${ROOT}/gone`])],
  ])();
}

function define(world: World, name: string): string {
  const { draw, defined, valued } = world;
  const value = draw.pick(['', ` ${ROOT}`, ' www', ' On', ' 443', ' "two words"', ` \${${draw.pick(valued)}}`]);
  defined.push(name);
  if (value !== '') valued.push(name);
  return `Define ${name}${value}`;
}

/** Lines whose words only the machine knows: users, and names that the resolver finds. */
const OF_THE_MACHINE = /^\s*(?:user|group|proxysourceaddress|wsgidaemonprocess)/i;

/** Puts a variable in the place of what it may hold. */
function variablesIn(line: string, world: World): string {
  const { draw, valued } = world;
  if (!draw.chance(0.06) || OF_THE_MACHINE.test(line)) return line;
  const name = draw.pick(valued);
  return draw.pick([
    line.replace(ROOT, `\${${name}}`),
    line.replace(/ www(?=\s|$)/, ` \${${name}}`),
    line.replace(/ On\b/, ` \${${name}}`),
    line.replace(/\S+$/, `\${${name}}`),
  ]);
}
