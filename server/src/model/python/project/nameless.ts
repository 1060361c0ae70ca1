/** Applications without a name of their own: those that Bottle and CherryPy keep for themselves, and those of Paste's files. */
import type { Disk } from '../../disk.ts';
import { baseOf, folderOf } from '../../wsgi/paths.ts';
import type { Binding } from '../bindings.ts';
import type { Node } from '../blocks.ts';
import { chainOf, NAME } from '../expressions.ts';
import type { Meanings } from '../meanings.ts';
import { type Candidate, PLAIN, type Weighed } from './candidate.ts';
import type { ProjectModule } from './modules.ts';
import { placed } from './named.ts';
import { isAside, rankOf } from './ranking.ts';

/** The applications that a module leaves to its framework. */
export function namelessIn(module: ProjectModule, meanings: Meanings, folder: string): Weighed[] {
  const rank = rankOf({ path: module.path, name: '', isFactory: false, isImported: false }, folder);
  const found = [bottleIn(module, meanings), ...cherrypyIn(module, meanings)];
  return found.flatMap((candidate) => (candidate === null ? [] : [{ candidate, origin: `${candidate.kind} ${candidate.module} ${candidate.name}`, rank }]));
}

/** `@route("/")` without an application before it: Bottle's own one is meant. */
function bottleIn(module: ProjectModule, meanings: Meanings): Candidate | null {
  const hook = module.nodes.find(({ code }) => code.startsWith('@') && meanings.ofCode(module, code.slice(1).replace(/\(.*$/s, ''))?.is === 'hook');
  const isNamed = ({ name }: Binding) => {
    const meaning = meanings.ofName(module, name);
    return meaning?.is === 'application' && meaning.framework === 'bottle';
  };
  if (hook === undefined || module.bindings.bound.some(isNamed)) return null;
  return { ...placed(module, hook.row, meanings), id: module.name, framework: 'bottle', gateway: 'wsgi', kind: 'bottle' };
}

/** What `cherrypy.quickstart(Root())` serves, and what `cherrypy.tree.mount(Root())` has hung up. */
function cherrypyIn(module: ProjectModule, meanings: Meanings): Candidate[] {
  return callsIn(module).flatMap(({ node, isAtImport }): Candidate[] => {
    const chain = chainOf(node.code);
    const call = chain?.trailers.at(-1);
    if (chain === null || call === undefined || !('call' in call)) return [];
    const callee = [chain.head, ...chain.trailers.flatMap((trailer) => ('attribute' in trailer ? [trailer.attribute] : []))].join('.');
    const base = { ...placed(module, node.row, meanings), framework: 'cherrypy', gateway: 'wsgi' } as const;
    if (isAtImport && meanings.ofCode(module, node.code)?.is === 'application') return [{ ...base, id: module.name, kind: 'cherrypy-tree' }];
    const [root = '', , configuration = ''] = call.call;
    const isRoot = meanings.ofCode(module, callee)?.is === 'server' && /(?:^|\.)quickstart$/.test(callee) && isAtTop(module, root.replace(/\(\)$/, ''));
    if (!isRoot) return [];
    const config = isAtTop(module, configuration) ? configuration : null;
    return [{ ...base, id: `${module.name}:${root.replace(/\(\)$/, '')}`, kind: 'cherrypy-root', name: root, configuration: config }];
  });
}

/** Calls at the top of a module, in its part for programs, and in its functions. */
function callsIn({ bindings }: ProjectModule): { readonly node: Node; readonly isAtImport: boolean }[] {
  const others = bindings.others.map(({ node, reach }) => ({ node, isAtImport: reach === 'always' }));
  const inside = bindings.bound.flatMap(({ source }) => (source.kind === 'function' ? source.node.block : [])).map((node) => ({ node, isAtImport: false }));
  return [...others, ...inside].filter(({ node }) => !node.bare.endsWith(':'));
}

function isAtTop({ bindings }: ProjectModule, name: string): boolean {
  return NAME.test(name) && bindings.bound.some((binding) => binding.name === name && binding.reach !== 'main');
}

const BYTES = 256 * 1024;

/** Applications that a file of Paste describes, as Pyramid's projects do. `roots` are folders that modules are imported from. */
export function pasteIn(disk: Disk, files: readonly string[], modules: readonly ProjectModule[], folder: string): Weighed[] {
  return files.flatMap((path) => {
    const read = disk.read(path, BYTES);
    const lines = 'text' in read ? read.text.split(/\r?\n/) : [];
    const row = lines.findIndex((line) => /^\[(?:app|pipeline|composite):main\]/.test(line));
    if (row === -1 || isAside(path.slice(folder.length + 1))) return [];
    const used = /^\s*use\s*=\s*(?:egg|call):([\w.-]+)/m.exec(lines.slice(row).join('\n'))?.[1]?.replaceAll('-', '_');
    const root = modules.find(({ name }) => name === used)?.root ?? folderOf(path);
    const rank = /^(?:prod|live|deploy)/.test(baseOf(path)) ? 0 : 1;
    const id = path.slice(folder.length + 1);
    const candidate: Candidate = { ...PLAIN, id, framework: 'pyramid', gateway: 'wsgi', kind: 'paste', module: '', path, row, root };
    return [{ candidate, origin: 'paste', rank }];
  });
}
