/**
 * What names of a project's Python files stand for: applications, and what makes them. It follows assignments, calls, imports from
 * one file to the other, and what functions return; it runs nothing, and what it cannot follow is no application.
 */
import { type Binding, type Bindings, bindingsOf } from './bindings.ts';
import type { Node } from './blocks.ts';
import { classCallables, gatewayOf, requiredBy } from './callables.ts';
import { type Chain, chainOf, itemsOf } from './expressions.ts';
import { APPLICATION_DECORATORS, DASH_SERVER, LIBRARY, LIBRARY_MODULES, type Meaning } from './frameworks.ts';

type Application = Extract<Meaning, { is: 'application' }>;
type Maker = Extract<Meaning, { is: 'maker' }>;

/** A file of the project. */
export interface Module {
  /** Its full name in imports, from the folder on that it is imported from. */
  readonly name: string;
  readonly path: string;
  readonly bindings: Bindings;
}

/** Finds the file that a module's name means in another file. */
export type FindModule = (name: string, from: Module) => Module | null;

/** How many steps one name is followed: assignments, imports, returns. */
const STEPS = 40;

/** Names that an application is given once something was wrapped around it, and where a function gives it back. */
const WRAPPED = /^(?:application|app|wsgi|wsgi_app|asgi|asgi_app|return)$/;

/** The names that can be seen at one place. */
interface Scope {
  readonly module: Module;
  readonly bindings: Bindings;
  readonly outer: Scope | null;
  /** Whether statements that run only in a program count. */
  readonly main: boolean;
}

/** Where an expression stands. */
interface Place {
  readonly scope: Scope;
  /** The name that its value is given, or `return`; empty for none. */
  readonly target: string;
  readonly row: number;
  /** How many of the scope's bindings stand before it. */
  readonly before: number;
}

/** Tells what names stand for. */
export class Meanings {
  private readonly find: FindModule;
  private readonly known = new Map<Binding, Meaning | null>();
  private readonly locals = new Map<Node, Bindings>();
  private steps = 0;

  constructor(find: FindModule) {
    this.find = find;
  }

  /** What a name at the top of a file stands for once the file was imported, or has run as a program. */
  ofName(module: Module, name: string, main = false): Meaning | null {
    return this.lookUp(scopeOf(module, main), name);
  }

  /** What an expression at the top of a file stands for. */
  ofCode(module: Module, code: string, main = false): Meaning | null {
    return this.evaluate(code, { scope: scopeOf(module, main), target: '', row: 0, before: Number.POSITIVE_INFINITY });
  }

  /** The application that a function at the top of a file makes for itself; null where it makes none. */
  keptBy(module: Module, node: Node): { readonly application: Application; readonly name: string; readonly row: number } | null {
    const scope = this.inside(node, scopeOf(module, false));
    for (const { name, row, source } of scope.bindings.bound) {
      const meaning = source.kind === 'value' ? this.lookUp(scope, name) : null;
      if (meaning?.is === 'application') return { application: meaning, name, row };
    }
    return null;
  }

  /** The last binding of a name that counts, of the first `before` ones. */
  private lookUp(scope: Scope, name: string, before = Number.POSITIVE_INFINITY): Meaning | null {
    if (this.steps >= STEPS) return null;
    this.steps++;
    try {
      const { bound, stars } = scope.bindings;
      for (let index = Math.min(bound.length, before) - 1; index >= 0; index--) {
        const binding = bound[index]!;
        if (binding.name !== name || (binding.reach === 'main' && !scope.main)) continue;
        const meaning = this.meaningOf(binding, index, scope);
        if (meaning !== null || binding.reach === 'always') return meaning;
      }
      const starred = stars.map((module) => this.member(module, name, scope)).find((meaning) => meaning !== null);
      return starred ?? (scope.outer === null ? null : this.lookUp(scope.outer, name));
    } finally {
      this.steps--;
    }
  }

  private meaningOf(binding: Binding, index: number, scope: Scope): Meaning | null {
    const known = this.known.get(binding);
    if (known !== undefined) return known;
    const meaning = this.work(binding, index, scope);
    this.known.set(binding, meaning);
    return meaning;
  }

  private work({ name, row, source }: Binding, index: number, scope: Scope): Meaning | null {
    switch (source.kind) {
      case 'module':
        return { is: 'module', name: source.module };
      case 'member':
        return this.member(source.module, source.member, scope);
      case 'class':
        return this.classMeaning(source.node, scope);
      case 'function':
        return this.functionMeaning(source.node, source.decorators, scope);
      case 'value':
        return this.evaluate(source.code, { scope, target: name, row, before: index });
    }
  }

  private member(module: string, member: string, scope: Scope): Meaning | null {
    const full = `${module}.${member}`;
    const known = LIBRARY.get(full);
    if (known !== undefined) return known.is === 'application' ? { ...known, origin: full } : known;
    const file = this.find(module, scope.module);
    const found = file === null ? null : this.lookUp(scopeOf(file, false), member);
    if (found !== null) return found;
    return LIBRARY_MODULES.has(full) || this.find(full, scope.module) !== null ? { is: 'module', name: full } : null;
  }

  private evaluate(code: string, place: Place): Meaning | null {
    const chain = chainOf(code);
    return chain === null ? null : this.follow(chain, place);
  }

  private follow({ head, trailers }: Chain, place: Place): Meaning | null {
    let meaning = this.lookUp(place.scope, head, place.before);
    for (const [index, trailer] of trailers.entries()) {
      const target = index === trailers.length - 1 ? place.target : '';
      if ('call' in trailer) meaning = this.called(meaning, trailer.call, { ...place, target });
      else meaning = this.attribute(meaning, trailer.attribute, place.scope);
    }
    return meaning;
  }

  private attribute(meaning: Meaning | null, attribute: string, scope: Scope): Meaning | null {
    if (meaning?.is === 'module') return this.member(meaning.name, attribute, scope);
    if (meaning?.is === 'object') return meaning.members[attribute] ?? null;
    if (meaning?.is !== 'application') return null;
    if (meaning.framework === 'dash') return attribute === DASH_SERVER ? { ...meaning, framework: 'flask' } : null;
    if (meaning.framework === 'cherrypy' && attribute === 'mount') return LIBRARY.get('cherrypy.tree.mount') ?? null;
    return attribute === 'wsgi_app' ? meaning : null;
  }

  private called(callee: Meaning | null, values: readonly string[], place: Place): Meaning | null {
    const given = values[0] === undefined ? null : this.evaluate(values[0].replace(/^\w+\s*=\s*(?!=)/, ''), { ...place, target: '' });
    const inner = given?.is === 'application' ? given : null;
    if (callee === null && inner !== null && isWrapped(values[0]!, place.target)) return inner;
    if (callee?.is !== 'maker') return null;
    return callee.gives.is === 'application' ? made({ ...callee, gives: callee.gives }, inner, values, place) : callee.gives;
  }

  private classMeaning(node: Node, scope: Scope): Meaning | null {
    const { requires, itself, objects } = classCallables(node);
    const origin = placeOf(scope.module, node.row);
    if (itself === 'wsgi') return { is: 'application', framework: 'wsgi', gateway: 'wsgi', origin };
    const base = this.baseOf(node, scope);
    if (base !== null) return { ...base, from: 'class', requires };
    if (objects === null) return null;
    return { is: 'maker', gives: { is: 'application', framework: objects === 'wsgi' ? 'wsgi' : 'asgi', gateway: objects, origin }, from: 'class', requires };
  }

  private baseOf({ code }: Node, scope: Scope): Maker | null {
    const open = code.indexOf('(');
    for (const item of open === -1 ? [] : itemsOf(code.slice(open + 1, code.lastIndexOf(')')))) {
      const chain = chainOf(item);
      const isName = chain !== null && !chain.trailers.some((trailer) => 'call' in trailer);
      const meaning = isName ? this.follow(chain, { scope, target: '', row: 0, before: Number.POSITIVE_INFINITY }) : null;
      if (meaning?.is === 'maker' && meaning.from !== 'function') return meaning;
    }
    return null;
  }

  private functionMeaning(node: Node, decorators: readonly string[], scope: Scope): Meaning | null {
    const isDecorated = decorators.some((code) => APPLICATION_DECORATORS.some((pattern) => pattern.test(code)));
    const gateway = isDecorated ? 'wsgi' : gatewayOf(node);
    const origin = placeOf(scope.module, node.row);
    if (gateway !== null) return { is: 'application', framework: gateway === 'wsgi' ? 'wsgi' : 'asgi', gateway, origin };
    if (/^async\b/.test(node.bare) || decorators.some((code) => /^@(?:\w+\.)*fixture\b/.test(code))) return null;
    const gives = this.returned(node.block, this.inside(node, scope));
    return gives === null ? null : { is: 'maker', gives, from: 'function', requires: requiredBy(node) };
  }

  private inside(node: Node, outer: Scope): Scope {
    const bindings = this.locals.get(node) ?? bindingsOf(node.block, packageOf(outer.module));
    this.locals.set(node, bindings);
    return { module: outer.module, bindings, outer, main: false };
  }

  /** The application that a function gives back. */
  private returned(nodes: readonly Node[], scope: Scope): Application | null {
    for (const { code, bare, block, row } of nodes) {
      if (/^(?:async\s+def|def|class)\b/.test(bare)) continue;
      const meaning = /^return\b/.test(bare)
        ? this.evaluate(code.slice('return'.length), { scope, target: 'return', row, before: Number.POSITIVE_INFINITY })
        : this.returned(block, scope);
      if (meaning?.is === 'application') return meaning;
    }
    return null;
  }
}

function scopeOf(module: Module, main: boolean): Scope {
  return { module, bindings: module.bindings, outer: null, main };
}

/** The package that a file's relative imports start from. */
export function packageOf({ name, path }: Pick<Module, 'name' | 'path'>): string {
  return path.endsWith('/__init__.py') ? name : name.split('.').slice(0, -1).join('.');
}

function placeOf({ path }: Module, row: number): string {
  return `${path}:${row}`;
}

/** Whether a call of something unknown takes an application's place: `app = Tracing(app)`, not `db = Database(app)`. */
function isWrapped(first: string, target: string): boolean {
  return target !== '' && (target === first || WRAPPED.test(target));
}

/** What a call makes. What a factory makes of other arguments is another application; what stands around one has its framework. */
function made({ gives, from }: Maker & { gives: Application }, inner: Application | null, values: readonly string[], place: Place): Application {
  if (from === 'function') return values.length === 0 ? gives : { ...gives, origin: `${gives.origin}(${values.join(', ')})` };
  if (inner === null) return { ...gives, origin: placeOf(place.scope.module, place.row) };
  return { ...gives, framework: gives.gateway === 'wsgi' ? inner.framework : gives.framework, origin: inner.origin };
}
