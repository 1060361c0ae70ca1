/** The Python files of a project as modules: what each is called in imports, and which folder has to be on Python's path for that. */
import type { Disk } from '../../disk.ts';
import { baseOf, folderOf, joinPath } from '../../wsgi/paths.ts';
import { bindingsOf } from '../bindings.ts';
import { type Node, nodesOf } from '../blocks.ts';
import { LIBRARY_MODULES } from '../frameworks.ts';
import { type Module, packageOf } from '../meanings.ts';
import { STANDARD_MODULES } from '../standard.ts';
import type { ProjectFiles } from './walk.ts';

/** A file of a project. */
export interface ProjectModule extends Module {
  /** The folder that its imports start from. */
  readonly root: string;
  readonly text: string;
  readonly nodes: readonly Node[];
}

const PACKAGE_FILE = '__init__.py';

/** The modules of a project. */
export class Modules {
  readonly all: readonly ProjectModule[];
  private readonly byName = new Map<string, ProjectModule[]>();
  private readonly byPlace = new Map<string, ProjectModule>();

  constructor(disk: Pick<Disk, 'stat'>, files: ProjectFiles) {
    this.all = [...files.sources].map(([path, text]) => moduleOf(path, text, files, disk));
    for (const module of this.all) {
      this.byName.set(module.name, [...(this.byName.get(module.name) ?? []), module]);
      this.byPlace.set(`${module.root}\n${module.name}`, module);
    }
  }

  /** The module that a name means in a file: one of the same root, one beside the file, or else the only one of that name. */
  find(name: string, from: Pick<ProjectModule, 'path' | 'root'>): ProjectModule | null {
    const [only, ...others] = this.byName.get(name) ?? [];
    const near = [from.root, folderOf(from.path)].map((root) => this.byPlace.get(`${root}\n${name}`)).find((module) => module !== undefined);
    return near ?? (others.length === 0 ? (only ?? null) : null);
  }
}

function moduleOf(path: string, text: string, files: ProjectFiles, disk: Pick<Disk, 'stat'>): ProjectModule {
  const nodes = nodesOf(text);
  const usesRelative = nodes.some(({ bare }) => /^from\s*\./.test(bare));
  const packaged = placeIn(path, rootOf(path, usesRelative, files, disk));
  const bindings = bindingsOf(nodes, packageOf(packaged));
  const imported = bindings.bound.flatMap(({ source }) => (source.kind === 'module' || source.kind === 'member' ? [source.module.split('.')[0]!] : []));
  const isFlat = !usesRelative && baseOf(path) !== PACKAGE_FILE && isBesideImports(imported, path, packaged.root, files);
  return { ...(isFlat ? placeIn(path, folderOf(path)) : packaged), text, nodes, bindings };
}

/** Whether a file in a package imports as a program in its folder would: what lies beside it, and only there. */
function isBesideImports(imported: readonly string[], path: string, root: string, { sources }: ProjectFiles): boolean {
  const isIn = (folder: string, name: string) => sources.has(joinPath(folder, `${name}.py`)) || sources.has(joinPath(folder, `${name}/${PACKAGE_FILE}`));
  const own = imported.filter((name) => !STANDARD_MODULES.has(name) && !LIBRARY_MODULES.has(name) && !isIn(root, name));
  return folderOf(path) !== root && own.some((name) => isIn(folderOf(path), name));
}

/**
 * The folder above the outermost package that a file belongs to. The project's own folder is a package only for its `__init__.py`
 * and for files with relative imports: many a project has an `__init__.py` there that means nothing.
 */
function rootOf(path: string, usesRelative: boolean, { folder, sources }: ProjectFiles, disk: Pick<Disk, 'stat'>): string {
  const isPackage = (place: string) => sources.has(joinPath(place, PACKAGE_FILE)) || disk.stat(joinPath(place, PACKAGE_FILE)).kind === 'file';
  let root = folderOf(path);
  while (root !== folder && isPackage(root)) root = folderOf(root);
  const isOwn = folderOf(path) === folder && (usesRelative || baseOf(path) === PACKAGE_FILE);
  while (isOwn && root.lastIndexOf('/') > 0 && isPackage(root)) root = folderOf(root);
  return root;
}

function placeIn(path: string, root: string): Pick<ProjectModule, 'name' | 'path' | 'root'> {
  const relative = path.slice(root === '/' ? 1 : root.length + 1).replace(/(?:\/__init__)?\.py$/, '');
  return { name: relative.replaceAll('/', '.'), path, root };
}
