/**
 * Where a line stands: the context that httpd checks directives against, the sections around it, and whether it is read
 * at all. Scopes are interned, so two lines that stand alike share one object and results can be kept by identity.
 */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context } from '../knowledge/types.ts';
import type { Section } from '../syntax/section.ts';
import type { Certainty } from './conditions.ts';

/** What kind of file a document is: part of the server's configuration, or a `.htaccess` file. */
export type DocumentKind = 'configuration' | 'htaccess';

const CONTEXT_OF: Readonly<Record<string, Context>> = {
  virtualhost: 'vhost',
  directory: 'directory',
  directorymatch: 'directory',
  location: 'location',
  locationmatch: 'location',
  files: 'files',
  filesmatch: 'files',
  if: 'if',
  elseif: 'if',
  else: 'if',
  proxy: 'proxy',
  proxymatch: 'proxy',
  limit: 'limit',
  limitexcept: 'limit',
  authnprovideralias: 'directory',
  authzprovideralias: 'directory',
};

/** The place of a line among the sections around it. */
export interface Scope {
  readonly parent: Scope | null;
  readonly context: Context;
  readonly kind: DocumentKind;
  readonly certainty: Certainty;
  /** The innermost section around, in lower case; empty at the top. */
  readonly tag: string;
  /** How httpd names that section in messages, e.g. `<VirtualHost>`; empty at the top. */
  readonly sectionName: string;
  /** Whether a section around lacks its closing tag, so that nobody can say what was meant to stand in it. */
  readonly broken: boolean;
  /** Number of sections around. */
  readonly depth: number;
}

/** Makes scopes for one kind of document; asked twice for the same place it gives the same object. */
export class Scopes {
  readonly root: Scope;
  private readonly children = new Map<Scope, Map<string, Scope>>();
  private readonly knowledge: Knowledge;

  constructor(knowledge: Knowledge, kind: DocumentKind) {
    this.knowledge = knowledge;
    const context = kind === 'htaccess' ? 'htaccess' : 'server';
    this.root = { parent: null, context, kind, certainty: 'active', tag: '', sectionName: '', broken: false, depth: 0 };
  }

  /** The scope of what stands directly in a section that itself stands in `outer` and whose own condition is as certain as `own`. */
  inside(outer: Scope, section: Section, own: Certainty): Scope {
    const certainty = combined(outer.certainty, own);
    const key = `${section.tag} ${certainty} ${section.close === null}`;
    const known = this.children.get(outer) ?? new Map<string, Scope>();
    this.children.set(outer, known);
    const found = known.get(key);
    if (found) return found;
    const tag = knownTag(section.tag, this.knowledge);
    const [directive] = this.knowledge.find(tag, true);
    const scope: Scope = {
      parent: outer,
      context: CONTEXT_OF[tag] ?? outer.context,
      kind: outer.kind,
      certainty,
      tag,
      sectionName: `<${directive?.name ?? tag}>`,
      broken: outer.broken || section.close === null,
      depth: outer.depth + 1,
    };
    known.set(key, scope);
    return scope;
  }
}

/** A section's name, a misspelt one put right. */
export function knownTag(tag: string, knowledge: Knowledge): string {
  if (knowledge.find(tag, true).length > 0) return tag;
  return knowledge.nearest(tag, true)?.toLowerCase() ?? tag;
}

/** Whether a section of this name stands around the scope. */
export function isInside(scope: Scope, ...tags: readonly string[]): boolean {
  for (let at: Scope | null = scope; at !== null; at = at.parent) if (tags.includes(at.tag)) return true;
  return false;
}

const WEIGHT: Readonly<Record<Certainty, number>> = { active: 0, unknown: 1, template: 2, inactive: 3 };

function combined(outer: Certainty, own: Certainty): Certainty {
  return WEIGHT[outer] >= WEIGHT[own] ? outer : own;
}
