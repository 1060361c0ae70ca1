/** What is known before the first line: of a document that stands alone, and of a main configuration. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Disk } from '../disk.ts';
import type { Environment } from './environment.ts';
import type { Source } from './keys.ts';
import type { Layout } from './modules.ts';
import { type Beginning, UNKNOWN } from './state.ts';

/** Where the files of a configuration come from: open documents first, then the disk. Asked twice about a file that did not change, it gives the same object. */
export interface Files extends Disk {
  source(path: string): Source;
  /** Counts up when files on the disk may have changed; 0 at first. */
  generation(): number;
}

/** Which of these two is loaded depends on the process manager. */
const EXCLUSIVE = new Set(['mod_cgi', 'mod_cgid']);

/** A document that stands alone: every module that we know is loaded, and nothing is known of the machine. */
export function aloneBeginning(knowledge: Knowledge): Beginning {
  const modules = new Map(knowledge.modules.map((module) => [module.name, module]));
  return (key) => {
    const [kind, name] = split(key);
    if (kind === 'define') return 'absent';
    if (kind === 'environment' || kind === 'macro' || kind === 'unheard-of modules') return UNKNOWN;
    if (kind === 'server root') return null;
    if (kind !== 'module') return undefined;
    const module = modules.get(name);
    if (module === undefined) return 'absent';
    return module.status === 'MPM' || EXCLUSIVE.has(module.name) || module.platform !== undefined ? UNKNOWN : true;
  };
}

/** What is told about the machine of a main configuration. */
export interface Machine {
  readonly files: Files;
  /** What httpd is started with. */
  readonly environment: Environment;
  /** What httpd was compiled with as its ServerRoot; null where nobody knows. */
  readonly serverRoot: string | null;
  /** Who built it; undefined where that shows only in the modules that are loaded. */
  readonly layout: Layout | undefined;
}

/** A main configuration: what it does not say is not so. */
export function rootedBeginning({ files, environment, serverRoot, layout }: Machine): Beginning {
  return (key) => {
    const [kind, name] = split(key);
    if (kind === 'source') return files.source(name);
    if (kind === 'stat') return files.stat(name).kind;
    if (kind === 'list') return files.list(name);
    if (kind === 'define') return false;
    if (kind === 'environment') return environment(name);
    if (kind === 'layout') return layout;
    return kind === 'server root' ? serverRoot : undefined;
  };
}

function split(key: string): [string, string] {
  const colon = key.indexOf(':');
  return colon === -1 ? [key, ''] : [key.slice(0, colon), key.slice(colon + 1)];
}
