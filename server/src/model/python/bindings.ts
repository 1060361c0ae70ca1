/** What binds names in a Python file: assignments, imports, functions and classes, in their order. */
import type { Node } from './blocks.ts';
import { assignmentOf, itemsOf, NAME } from './expressions.ts';

/** When a statement runs: whenever the file is imported, under a condition, or only where the file is the program. */
export type Reach = 'always' | 'sometimes' | 'main';

/** What a name is bound to. */
export type Source =
  | { readonly kind: 'value'; readonly code: string }
  /** A module, as `import a.b` binds `a` and `import a.b as c` binds `c`. */
  | { readonly kind: 'module'; readonly module: string }
  | { readonly kind: 'member'; readonly module: string; readonly member: string }
  | { readonly kind: 'function' | 'class'; readonly node: Node; readonly decorators: readonly string[] };

/** A name that is bound. */
export interface Binding {
  readonly name: string;
  readonly row: number;
  readonly reach: Reach;
  readonly source: Source;
}

/** What a list of statements binds, and which other modules it takes all names of. */
export interface Bindings {
  readonly bound: readonly Binding[];
  /** Names of modules in `from module import *`. */
  readonly stars: readonly string[];
  /** Statements that bind nothing, those of functions and classes left out. */
  readonly others: readonly { readonly node: Node; readonly reach: Reach }[];
}

/** Reads what statements bind; `of` is the package that relative imports start from, with dots between its parts. */
export function bindingsOf(nodes: readonly Node[], of: string): Bindings {
  const collector = new Collector(of);
  collector.walk(nodes, 'always');
  return collector;
}

const IS_MAIN = /^(?:el)?if\s*\(?\s*(?:__name__\s*==\s*['"]__main__['"]|['"]__main__['"]\s*==\s*__name__)/;

class Collector implements Bindings {
  readonly bound: Binding[] = [];
  readonly stars: string[] = [];
  readonly others: { node: Node; reach: Reach }[] = [];
  private readonly of: string;

  constructor(of: string) {
    this.of = of;
  }

  walk(nodes: readonly Node[], reach: Reach): void {
    let decorators: string[] = [];
    for (const node of nodes) {
      if (node.bare.startsWith('@')) decorators.push(node.code);
      else {
        this.take(node, reach, decorators);
        decorators = [];
      }
    }
  }

  private take(node: Node, reach: Reach, decorators: readonly string[]): void {
    const definition = /^(?:async\s+)?(def|class)\s+([\p{L}_][\p{L}\p{N}_]*)/u.exec(node.bare);
    if (definition !== null) {
      this.bind(definition[2]!, node, reach, { kind: definition[1] === 'def' ? 'function' : 'class', node, decorators });
    } else if (/^(?:from|import)\b/.test(node.bare)) this.imports(node, reach);
    else if (/^(?:async\s+)?with\b/.test(node.bare)) this.withItems(node, reach);
    else if (node.bare.endsWith(':')) this.walk(node.block, reachIn(node, reach));
    else this.assigns(node, reach);
  }

  private bind(name: string, { row }: Node, reach: Reach, source: Source): void {
    this.bound.push({ name, row, reach, source });
  }

  private assigns(node: Node, reach: Reach): void {
    const assignment = assignmentOf(node.code);
    if (assignment === null) this.others.push({ node, reach });
    for (const target of assignment?.targets ?? []) {
      if (NAME.test(target)) this.bind(target, node, reach, { kind: 'value', code: assignment!.value });
      else this.unpacks(target, assignment!.value, node, reach);
    }
  }

  /** `a, b = one, other`. */
  private unpacks(target: string, value: string, node: Node, reach: Reach): void {
    const [names, values] = [itemsOf(target.replace(/^[[(]|[\])]$/g, '')), itemsOf(value)];
    if (names.length < 2 || names.length !== values.length) return;
    names.forEach((name, index) => {
      if (NAME.test(name)) this.bind(name, node, reach, { kind: 'value', code: values[index]! });
    });
  }

  private withItems(node: Node, reach: Reach): void {
    for (const item of itemsOf(node.code.replace(/^(?:async\s+)?with\b\s*/, '').replace(/:$/, ''))) {
      const match = /^(.+)\sas\s+([\p{L}_][\p{L}\p{N}_]*)$/su.exec(item);
      if (match !== null) this.bind(match[2]!, node, reach, { kind: 'value', code: match[1]! });
    }
    this.walk(node.block, reach);
  }

  private imports(node: Node, reach: Reach): void {
    const from = /^from\s*(\.*)\s*([\p{L}\p{N}_.]*)\s*import\b\s*(.+)$/su.exec(node.bare);
    if (from === null) this.importsModules(node, reach);
    else {
      const module = this.absolute(from[1]!.length, from[2]!);
      for (const [member, name] of importedNames(from[3]!)) {
        if (member === '*') this.stars.push(module);
        else this.bind(name, node, reach, { kind: 'member', module, member });
      }
    }
  }

  private importsModules(node: Node, reach: Reach): void {
    for (const [module, name] of importedNames(node.bare.replace(/^import\b\s*/, ''))) {
      const isRenamed = name !== module;
      this.bind(isRenamed ? name : module.split('.')[0]!, node, reach, { kind: 'module', module: isRenamed ? module : module.split('.')[0]! });
    }
  }

  /** The full name of a module that is named from this one's package on. */
  private absolute(dots: number, module: string): string {
    if (dots === 0) return module;
    const parts = this.of === '' ? [] : this.of.split('.');
    return [...parts.slice(0, Math.max(0, parts.length - dots + 1)), ...(module === '' ? [] : [module])].join('.');
  }
}

function importedNames(list: string): (readonly [what: string, name: string])[] {
  return itemsOf(list.replace(/^\(|\)$/g, '')).flatMap((item) => {
    const [what = '', as, name] = item.split(/\s+/);
    return what === '' ? [] : [[what, as === 'as' && name !== undefined ? name : what] as const];
  });
}

function reachIn({ bare, code }: Node, reach: Reach): Reach {
  if (IS_MAIN.test(code)) return 'main';
  if (reach === 'main' || /^(?:try|finally)\b/.test(bare)) return reach;
  return 'sometimes';
}
