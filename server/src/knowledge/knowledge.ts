/**
 * Looking up what httpd knows: directives, sections, modules, variables and names that are gone. Compiled from the YAML
 * files beside this one; names are found whatever their case, as httpd finds them.
 */

import docsText from './generated/docs.ts';
import factsText from './generated/facts.ts';
import { nearestName } from './nearest.ts';
import type { Context, Directive, Module } from './types.ts';

/** A directive that httpd 2.4 no longer knows. */
export interface RemovedDirective {
  readonly name: string;
  readonly module?: string;
  readonly since?: string;
  readonly replacement?: string;
  readonly text: string;
}

/** A variable that may stand in `%{NAME}`, a log format or a mod_wsgi group name. */
export interface Variable {
  readonly name: string;
  readonly scope: 'ssl' | 'server' | 'log' | 'wsgi';
  readonly text: string;
  readonly needs?: string;
  readonly since?: string;
}

interface ThirdParty {
  readonly name: string;
  readonly module: string;
  readonly section: boolean;
  readonly contexts: readonly Context[];
}

interface Facts {
  readonly modules: readonly Module[];
  readonly directives: readonly Directive[];
  readonly thirdParty: readonly ThirdParty[];
  readonly knownModules: readonly { readonly identifier: string | null; readonly source: string | null }[];
  readonly removed: readonly RemovedDirective[];
  readonly variables: readonly Variable[];
}

/** What httpd knows, ready to be asked. */
export class Knowledge {
  /** Every directive and section of httpd and mod_wsgi, then those of third parties. */
  readonly directives: readonly Directive[];
  readonly modules: readonly Module[];
  readonly variables: readonly Variable[];
  private readonly plain = new Map<string, Directive[]>();
  private readonly sections = new Map<string, Directive[]>();
  private readonly gone = new Map<string, RemovedDirective>();
  private readonly moduleNames = new Map<string, Module>();
  private readonly near = new Map<string, string | null>();
  private docs: Record<string, string> | null = null;

  constructor(facts: Facts) {
    this.modules = facts.modules;
    this.variables = facts.variables;
    this.directives = [...facts.directives, ...facts.thirdParty.map(asDirective)];
    for (const directive of this.directives) index(directive.section ? this.sections : this.plain, directive);
    for (const removed of facts.removed) this.gone.set(removed.name.toLowerCase(), removed);
    for (const module of facts.modules) {
      if (module.identifier) this.moduleNames.set(module.identifier, module);
      if (module.source) this.moduleNames.set(module.source, module);
    }
  }

  /** The directives of this name; several where modules share a name, none where it is unknown. */
  find(name: string, section: boolean): readonly Directive[] {
    return (section ? this.sections : this.plain).get(name.toLowerCase()) ?? [];
  }

  /** A directive that older versions knew under this name. */
  removed(name: string): RemovedDirective | undefined {
    return this.gone.get(name.toLowerCase());
  }

  /** The module that LoadModule or `<IfModule>` would name so (`ssl_module`, `mod_ssl.c`); case counts, as in httpd. */
  module(name: string): Module | undefined {
    return this.moduleNames.get(name);
  }

  /** The known name that a misspelt one most resembles, as the manual spells it; null when none is near. */
  nearest(name: string, section: boolean): string | null {
    const key = `${section ? '<' : ''}${name.toLowerCase()}`;
    const cached = this.near.get(key);
    if (cached !== undefined) return cached;
    const names = section ? this.sections : this.plain;
    const best = nearestName(name.toLowerCase(), names.keys());
    const spelling = best === null ? null : names.get(best)![0]!.name;
    this.near.set(key, spelling);
    return spelling;
  }

  /** The full documentation (Markdown) of a directive, if it has any. */
  documentation(directive: Directive): string | undefined {
    this.docs ??= JSON.parse(docsText()) as Record<string, string>;
    return this.docs[`${directive.section ? '<' : ''}${directive.name} ${directive.module}`];
  }
}

let loaded: Knowledge | null = null;

/** The knowledge that is built in; read once. */
export function knowledge(): Knowledge {
  loaded ??= new Knowledge(JSON.parse(factsText()) as Facts);
  return loaded;
}

function index(names: Map<string, Directive[]>, directive: Directive): void {
  const key = directive.name.toLowerCase();
  const known = names.get(key);
  if (known) known.push(directive);
  else names.set(key, [directive]);
}

function asDirective(fact: ThirdParty): Directive {
  return {
    name: fact.name,
    module: fact.module,
    section: fact.section,
    summary: `Directive of the third-party module ${fact.module}.`,
    syntax: [],
    documented: fact.contexts,
    accepted: fact.contexts,
    count: { kind: 'RAW_ARGS', min: 0, max: null },
    arguments: [],
    changes: [],
    onRead: false,
    manual: '',
  };
}
