/**
 * Made-up trees of files in which everything that httpd does while it reads is mixed: includes of every form, names,
 * conditions, macros, links, a ServerRoot that changes. Files include files of later folders only, so nothing goes in circles.
 */
import { linesThatLoad } from '../kit/apache.ts';
import { Draw } from '../parity/generate/draw.ts';
import { type ConfigurationTree, ENVVARS, MAIN, ROOT } from '../parity/tree.ts';

/** The first line of every tree: it brings what httpd does not start without. */
export const OPENING_LINE = `Include ${ROOT}/opening\n`;

/** The choices of one tree. */
class Making extends Draw {
  private count = 0;

  times<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: this.between(least, most) }, make);
  }

  fresh(): number {
    this.count++;
    return this.count;
  }
}

/** A tree and the environment that httpd is started with; its envvars file says the same. */
export interface MadeUp {
  readonly tree: ConfigurationTree;
  readonly environment: Readonly<Record<string, string>>;
}

/** Where a text stands: what is included at server level alone may hold anything. */
type Place = 'server' | 'section';

const FOLDERS = ['one', 'two', 'three'];
const MODULES = ['headers', 'env', 'setenvif', 'alias'];
const NAMES = ['V1', 'V2', 'V3', 'E1'];
const TESTED_MODULES = ['headers_module', 'mod_headers.c', 'mod_env.c', 'env_module', 'setenvif_module', 'mod_ssl.c', 'nobody_module', 'mod_so.c', 'core.c'];
const VERSIONS = ['>= 2.4', '< 2.4', '2.4.71', '= 2.4.70', '~ ^2\\.4', '> 2.4.71', '<= 2.4.71', '/^2.4/', '= /2.5/', '!>= 2.5'];
const TESTED_DIRECTIVES = ['Header', 'SetEnv', 'NoSuchThing', 'ServerName', 'Alias', 'SSLEngine', 'directory'];
/** By the number of their parameters. */
const MACROS = [
  ['M0', ''],
  ['M1', ' $a'],
  ['M2', ' %a @bb'],
] as const;
const VALUES = ['one', 'two', 'a-1', `${ROOT}/two`, '"a b"', '${V2}', '${E2}x', 'M1', 'V3', '""'];
const ENABLED = [`Include ${ROOT}/mods-enabled/*.load\n`, 'IncludeOptional sites-enabled/\n', 'IncludeOptional sites-*/*.conf\n'];
const SETTINGS = [`ServerRoot ${ROOT}`, 'ServerName localhost', 'DefaultRuntimeDir run', 'PidFile run/pid', 'ErrorLog /dev/null', 'Listen 127.0.0.1:8999'];
/** Without the last of them nothing is told of what was read. */
const LEAST = ['mpm_event', 'authz_core', 'dir', 'macro', 'info'];

/** The tree of a seed. */
export function madeUpTree(seed: number): MadeUp {
  const making = new Making(seed);
  const files = new Map<string, string>();
  const links = new Map<string, string>();
  for (const base of ['', 'alt/']) for (const [level, folder] of FOLDERS.entries()) fill(making, { files, base: `${base}${folder}`, level });
  const loads = MODULES.map((name): [string, string] => [`${name}.load`, `${loadLine(name)}\n`]);
  const sites = [1, 2].map((index): [string, string] => [`site${index}.conf`, text(making, { level: 0, place: 'server', nested: 0 })]);
  enable(making, { files, links }, 'mods', loads);
  enable(making, { files, links }, 'sites', sites);
  const macros = MACROS.filter(() => making.chance(0.9)).map((macro) => macroText(making, macro, { level: 0, place: 'section', nested: 1 }));
  const body = making.times(2, 5, () => `${text(making, { level: 0, place: 'server', nested: 0 })}${making.pick(ENABLED)}`);
  files.set(MAIN, `${OPENING_LINE}${macros.join('')}${body.join('')}`);
  return opened(files, links, { E1: making.pick(['one', 'two']), E2: making.pick(['two', 'x y']) });
}

/** A tree with these files, those that every tree has, and this environment. `@LOAD name@` stands for the line that loads a module. */
export function opened(files: ReadonlyMap<string, string>, links: ReadonlyMap<string, string>, environment: MadeUp['environment']): MadeUp {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`);
  const opening = `${[...SETTINGS, ...LEAST.map(loadLine)].join('\n')}\n`;
  const texts = [...files, ['opening', opening], [ENVVARS, exports.join('')]] as const;
  const whole = texts.map(([path, text]) => [path, text.replaceAll(/@LOAD (\w+)@/g, (_, name: string) => loadLine(name))] as const);
  return { tree: { files: new Map(whole), links, folders: ['run', 'empty', 'two/empty'] }, environment };
}

function loadLine(name: string): string {
  return linesThatLoad([name], 'event').at(-1)!;
}

/** Puts files of all kinds into a folder, and folders with files. */
function fill(making: Making, { files, base, level }: { files: Map<string, string>; base: string; level: number }): void {
  const put = (name: string, place: Place) => files.set(`${base}/${name}`, text(making, { level: level + 1, place, nested: 0 }));
  put('a-1.conf', 'section');
  for (const name of ['a-2.conf', 'a-10.conf', 'a-B.conf', 'sub/a-3.conf', 'sub/deep/a-4.conf', 'a-sub/a-5.conf', 'a x.conf'])
    if (making.chance(0.4)) put(name, 'section');
  for (const name of ['s-1.conf', 'S-2.conf', 'sub/s-3.conf']) if (making.chance(0.4)) put(name, 'server');
  for (const name of ['.a-hidden.conf', 'a-1.conf~', 'README', 'a[1].conf'])
    if (making.chance(0.3)) files.set(`${base}/${name}`, `AddDefaultCharset m${making.fresh()}\n`);
}

/** Files in `…-available`, some of them linked into `…-enabled` as Debian's tools do it. */
function enable(
  making: Making,
  { files, links }: { files: Map<string, string>; links: Map<string, string> },
  kind: string,
  all: readonly [string, string][],
): void {
  for (const [name, content] of all) {
    files.set(`${kind}-available/${name}`, content);
    if (making.chance(0.7)) links.set(`${kind}-enabled/${making.pick(['', '0', '9'])}${name}`, `../${kind}-available/${name}`);
  }
  files.set(`${kind}-enabled/README.load`, '# nothing\n');
}

interface Where {
  /** Files may include those of the folders from here on. */
  readonly level: number;
  readonly place: Place;
  readonly nested: number;
  /** Signs of the macro's parameters that the text stands in. */
  readonly signs?: readonly string[];
}

function text(making: Making, where: Where): string {
  return making.times(0, where.nested > 0 ? 3 : 5, () => statement(making, where)).join('');
}

function statement(making: Making, where: Where): string {
  const kinds = ['marker', 'marker', 'include', 'define', 'condition', 'condition', 'use', 'undefine'];
  if (where.place === 'server') kinds.push('section', 'server root', 'load', 'macro', 'undefine macro');
  switch (making.pick(kinds)) {
    case 'include':
      return where.level < FOLDERS.length ? includeLine(making, where) : marker(making, where);
    case 'define':
      return `Define ${making.pick(NAMES)} ${making.pick(['', ...VALUES])}\n`;
    case 'undefine':
      return `UnDefine ${making.pick(NAMES)}\n`;
    case 'condition':
      return conditional(making, where);
    case 'use':
      return where.level < FOLDERS.length && making.chance(0.5) ? useLine(making, where) : marker(making, where);
    case 'section':
      return section(making, where);
    case 'server root':
      return making.chance(0.4) ? `ServerRoot ${making.pick([ROOT, `${ROOT}/alt`, `${ROOT}/alt/`, `"${ROOT}/alt"`])}\n` : marker(making, where);
    case 'load':
      return `${loadLine(making.pick(MODULES))}\n`;
    case 'macro':
      return macroText(making, making.pick(MACROS), where);
    case 'undefine macro':
      return making.chance(0.1) ? `UndefMacro ${making.pick(MACROS)[0].toLowerCase()}\n` : marker(making, where);
    default:
      return marker(making, where);
  }
}

function marker(making: Making, where: Where): string {
  const name = making.pick(['AddDefaultCharset', 'adddefaultcharset', ' AddDefaultCharset', '"AddDefaultCharset"', 'AddDefault\\\nCharset']);
  return `${name} ${making.pick(['', ' '])}m${making.fresh()}${filling(making, where)}\n${making.pick(['', '', '# comment \\\n Define V1 one\n', '\n'])}`;
}

/** Nothing, a variable or a parameter. */
function filling(making: Making, { signs = [] }: Where): string {
  return making.pick(['', '', '-${V1}', '-${V2}', '-${E1}', '-${v3}', '-${V1', ...signs.map((sign) => `-${sign}`), ...signs]);
}

const ANY_FILES = [
  'a-*.conf',
  'a-1.conf',
  'a-1.conf',
  'a-?.conf',
  'a-[0-9]*.conf',
  'sub/a*',
  'sub',
  '*/a-*.conf',
  'a-sub/',
  'a-9.conf',
  'empty/*',
  '*/deep/a-*',
];
const SERVER_FILES = ['*.conf', '[!s]*.conf', '', 's-1.conf', 'a\\[1\\].conf', 'a-1.conf/', 'nothing*.conf'];

function includeLine(making: Making, { level, place, signs = [] }: Where): string {
  const later = FOLDERS.slice(level);
  const folder = making.pick(level === 0 ? [...later, '${E1}', 'tw*', 't[wx]o'] : later);
  const file = making.pick([...ANY_FILES, ...(place === 'server' ? SERVER_FILES : []), ...signs.map((sign) => `${sign}.conf`)]);
  const base = making.pick(['', '', '', `${ROOT}/`, `${ROOT}/alt/`, './', 'one/../']);
  const path = `${base}${folder}/${file}`;
  const isRisky = !/[oe]\/(?:|a-1.conf|a?-?\*.conf)$/.test(path);
  return `${making.chance(isRisky ? 0.96 : 0.3) ? 'IncludeOptional' : 'Include'} ${making.pick([path, `"${path}"`])}\n`;
}

function conditional(making: Making, where: Where): string {
  if (where.nested > 3) return marker(making, where);
  const inside = () => text(making, { ...where, nested: where.nested + 1 });
  const not = making.pick(['', '!']);
  const [tag, condition] = making.pick([
    () => ['IfDefine', `${not}${making.pick([...NAMES, 'v1', 'Nothing', '${V1}', ...(where.signs ?? [])])}`] as const,
    () => ['IfModule', `${not}${making.pick(TESTED_MODULES)}`] as const,
    () => ['IfVersion', making.pick(VERSIONS)] as const,
    () => ['IfFile', `${not}${making.pick(['two/a-1.conf', 'two/a-2.conf', `${ROOT}/two`, `"${ROOT}/nothing"`, '${V1}/a-1.conf', 'one/a-1.conf/x'])}`] as const,
    () => ['IfDirective', `${not}${making.pick(TESTED_DIRECTIVES)}`] as const,
    () => ['IfSection', `${not}${making.pick(TESTED_DIRECTIVES)}`] as const,
  ])();
  return `<${tag} ${condition}>\n${inside()}</${tag}>\n`;
}

function section(making: Making, where: Where): string {
  const inside = text(making, { ...where, place: 'section', nested: where.nested + 1 });
  const [tag, argument] = making.pick([
    ['VirtualHost', '*:80'],
    ['Directory', '/srv${V1}'],
    ['Location', '"/a b"'],
    ['Files', '${E1}'],
  ] as const);
  return where.nested > 2 ? marker(making, where) : `<${tag} ${argument}>\n${inside}</${tag}>\n`;
}

/** A macro; what stands in it may be used at any place, but not in the last folder, which it may include. */
function macroText(making: Making, [name, parameters]: (typeof MACROS)[number], where: Where): string {
  if (where.nested > 1) return marker(making, where);
  const signs = parameters.trim().split(' ').filter(Boolean);
  const inside = text(making, { level: FOLDERS.length - 1, place: 'section', nested: 2, signs });
  const inner = name === 'M2' && making.chance(0.4) ? `Use m1 ${making.pick(['two', '%a', 'x%a'])}\n` : '';
  return `<Macro ${name}${parameters}>\n${inside}${inner}</Macro>\n`;
}

function useLine(making: Making, { signs = [] }: Where): string {
  if (signs.length > 0) return 'Use M0\n';
  const [name, parameters] = making.pick(MACROS);
  const values = parameters
    .split(' ')
    .filter(Boolean)
    .map(() => making.pick(['two', 'a-1', '"a b"', '${V1}', 'V2', '$a', '${V']));
  return `Use ${making.pick([name, name.toLowerCase()])} ${values.join(' ')}\n`;
}
