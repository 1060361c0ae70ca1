/** What is known while a configuration is being made up: modules, names that were given, files, and where choices come from. */
import { type Knowledge, knowledge } from '../../../server/src/knowledge/knowledge.ts';
import type { Context, Directive } from '../../../server/src/knowledge/types.ts';
import { linesThatLoad, moduleNames, type ProcessModel } from '../../kit/apache.ts';
import { Draw } from './draw.ts';

/** Modules that are part of Debian's httpd itself. */
const BUILT_IN = ['core', 'http_core', 'mod_so', 'mod_watchdog', 'mod_log_config', 'mod_logio', 'mod_version', 'mod_unixd', 'mpm_common'];
/** What most configurations load. */
const USUAL = ['alias', 'auth_basic', 'authn_core', 'authn_file', 'authz_core', 'authz_host', 'authz_user', 'autoindex', 'deflate', 'dir', 'env', 'filter'];
const FOR_SITES = ['headers', 'macro', 'mime', 'proxy', 'proxy_http', 'reqtimeout', 'rewrite', 'setenvif', 'socache_shmcb', 'ssl', 'status', 'wsgi'];

/** Modules that cannot be loaded without another one that Debian's files do not name. */
const NEEDS_MORE = ['dav_lock'];

/** What a text cannot tell: whether a program or driver is installed, what OpenSSL was built with; and one that crashes httpd 2.4.71. */
const UNTOLD = ['Suexec', 'SuexecUserGroup', 'SSLCompression', 'DBDriver', 'Lua_____ByteCodeHack'];

/** A macro that was declared. */
export interface DeclaredMacro {
  readonly name: string;
  readonly parameters: number;
  /** Where it can be used: its text fits there. */
  readonly context: Context;
}

/** The state of one configuration in the making. */
export class World {
  readonly draw: Draw;
  readonly knowledge: Knowledge = knowledge();
  readonly loadLines: readonly string[];
  /** Source names of the loaded modules: `mod_ssl`. */
  readonly modules: ReadonlySet<string>;
  readonly files = new Map<string, string>();
  readonly links = new Map<string, string>();
  /** Names that were given by Define or envvars. */
  readonly defined: string[] = [];
  /** Those of them that stand for a text. */
  readonly valued: string[] = [];
  readonly macros: DeclaredMacro[] = [];
  readonly daemons: string[] = [];
  /** The share of lines with a slip. */
  readonly slips: number;
  private readonly byContext = new Map<string, readonly Directive[]>();
  private port = 38_100;
  private count = 0;

  constructor(seed: number) {
    this.draw = new Draw(seed);
    const model = this.draw.weighted<ProcessModel>([
      [8, 'event'],
      [1, 'worker'],
      [1, 'prefork'],
    ]);
    this.loadLines = linesThatLoad(modulesToLoad(this.draw, model), model);
    this.modules = new Set([...BUILT_IN, ...this.loadLines.map((line) => this.knowledge.module(line.split(/\s+/)[1]!)?.name ?? '')]);
    this.slips = this.draw.weighted([
      [5, 0],
      [3, 0.02],
      [1, 0.07],
    ]);
  }

  /** Whether the next thing is to go wrong. */
  slip(): boolean {
    return this.slips > 0 && this.draw.chance(this.slips);
  }

  /** A port that no Listen has yet. */
  freshPort(): number {
    this.port += 1;
    return this.port;
  }

  /** A number that was not given before: makes names different. */
  fresh(): number {
    this.count += 1;
    return this.count;
  }

  /** The plain directives of loaded modules that a context takes. */
  directivesIn(context: Context): readonly Directive[] {
    const known = this.byContext.get(context);
    if (known !== undefined) return known;
    const found = this.knowledge.directives.filter((directive) => !directive.section && this.isUsable(directive) && directive.accepted.includes(context));
    this.byContext.set(context, found);
    return found;
  }

  private isUsable({ module, within, onRead, manual, name }: Directive): boolean {
    return this.modules.has(module) && within === undefined && !onRead && manual !== '' && name !== 'Error' && !UNTOLD.includes(name);
  }
}

function modulesToLoad(draw: Draw, model: ProcessModel): string[] {
  const all = moduleNames(model);
  const own = `mpm_${model}`;
  if (draw.chance(0.55)) return all;
  const usual = [...USUAL, ...draw.some(FOR_SITES, 0.85), own].filter((name) => all.includes(name));
  return draw.chance(0.5) ? usual : [...usual, ...draw.some(all, 0.25).filter((name) => !NEEDS_MORE.includes(name))];
}
