/**
 * From a tree to findings and declarations. Results are kept per block of the tree and place, so that after an edit only
 * the blocks that changed are looked at again; everything inside a result is relative to its block.
 */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { type DefinedNames, NO_NAMES } from '../model/conditions.ts';
import type { Finding } from '../model/finding.ts';
import { type DocumentKind, type Scope, Scopes } from '../model/scope.ts';
import { type Declaration, declarationsOf } from '../model/symbols.ts';
import type { Target } from '../model/target.ts';
import { type Block, type Node, nodesOf } from '../syntax/block.ts';
import type { Line } from '../syntax/line.ts';
import { DEPTH_LIMIT } from '../syntax/nest.ts';
import type { Section } from '../syntax/section.ts';
import { statementOf } from '../syntax/statement.ts';
import type { Tree } from '../syntax/tree.ts';
import { documentRules } from './documentRules.ts';
import { allLineRules, structureRules } from './index.ts';
import type { Subject, TagState } from './rule.ts';
import { subjectOf } from './subject.ts';

/** Something about a line, with the line's own place. */
export interface Placed<T> {
  readonly what: T;
  readonly line: Line;
  /** Offset of the line. */
  readonly offset: number;
  /** Row of the line, from 0. */
  readonly row: number;
}

/** What is known about a stretch of the document. */
export interface Analysis {
  readonly findings: readonly Placed<Finding>[];
  readonly declarations: readonly Placed<Declaration>[];
}

/** A result and the scope that it holds for. Two are kept: without and with the names that the document Defines. */
interface Remembered {
  readonly scope: Scope;
  readonly analysis: Analysis;
}

type LinePlace = Pick<Subject, 'scope' | 'tag' | 'pending' | 'inside'>;

const NOTHING: Analysis = { findings: [], declarations: [] };

/** Analyses documents of one kind for one target, remembering what it has seen. */
export class Analyzer {
  private readonly scopesByNames = new Map<string, Scopes>();
  private scopes: Scopes;
  private readonly seen = new WeakMap<Block | Section, readonly Remembered[]>();
  private readonly knowledge: Knowledge;
  private readonly target: Target;
  private readonly kind: DocumentKind;

  constructor(knowledge: Knowledge, target: Target, kind: DocumentKind) {
    this.knowledge = knowledge;
    this.target = target;
    this.kind = kind;
    this.scopes = this.scopesFor(NO_NAMES);
  }

  /** Findings and declarations of a document. Offsets and rows are the document's. */
  analyze(tree: Tree): Analysis {
    const analysis = this.withNames(tree);
    const placed = analysis.declarations.map(({ what, row }) => ({ declaration: what, lineNumber: row + 1 }));
    const more = documentRules.flatMap((rule) => rule.check(placed));
    if (more.length === 0) return analysis;
    const extra = more.map(({ index, finding }) => ({ ...analysis.declarations[index]!, what: finding }));
    return { ...analysis, findings: [...analysis.findings, ...extra] };
  }

  /** Conditions may depend on names that the document itself Defines: then it is looked at again with those names known. */
  private withNames(tree: Tree): Analysis {
    this.scopes = this.scopesFor(NO_NAMES);
    const analysis = this.block(tree.root, this.scopes.root);
    if (!this.scopes.dependOnNames) return analysis;
    this.scopes = this.scopesFor(definedIn(analysis));
    return this.block(tree.root, this.scopes.root);
  }

  private scopesFor(defined: DefinedNames): Scopes {
    const key = [...defined.surely, '', ...defined.perhaps].join('\n');
    const known = this.scopesByNames.get(key) ?? new Scopes(this.knowledge, this.target, this.kind, defined);
    if (this.scopesByNames.size > 50) this.scopesByNames.clear();
    this.scopesByNames.set(key, known);
    return known;
  }

  /** The scope of what stands inside these sections, outermost first. */
  scopeIn(sections: readonly Section[]): Scope {
    return sections.reduce((scope, section) => this.scopes.inside(scope, section), this.scopes.root);
  }

  /** The analysis of a block or section in a scope, worked out only where it was not known. */
  private remembered(part: Block | Section, scope: Scope, work: () => Analysis): Analysis {
    const known = this.seen.get(part);
    const hit = known?.find((entry) => entry.scope === scope);
    if (hit) return hit.analysis;
    const analysis = work();
    const entry = { scope, analysis };
    this.seen.set(part, known?.[0] ? [entry, known[0]] : [entry]);
    return analysis;
  }

  private block(block: Block, scope: Scope): Analysis {
    return this.remembered(block, scope, () => this.blockAnew(block, scope));
  }

  private blockAnew(block: Block, scope: Scope): Analysis {
    const gathered = new Gathered();
    let offset = 0;
    let row = 0;
    for (const child of block.children) {
      const analysis = child.type === 'block' ? this.block(child, scope) : this.node(child, scope);
      gathered.add(analysis, offset, row);
      offset += child.width;
      row += child.breaks;
    }
    return gathered.result();
  }

  private node(node: Node, scope: Scope): Analysis {
    if (node.type === 'section') return this.remembered(node, scope, () => this.section(node, scope));
    if (node.kind === 'blank' || node.kind === 'comment') return NOTHING;
    const tag: TagState = node.kind === 'directive' ? 'none' : scope.depth >= DEPTH_LIMIT ? 'tooDeep' : 'stray';
    return this.line(node, { scope, tag, pending: [], inside: null });
  }

  private section(section: Section, scope: Scope): Analysis {
    const gathered = new Gathered();
    const { open, body, close } = section;
    const inside = this.scopes.inside(scope, section);
    gathered.add(this.line(open, { scope, tag: close === null ? 'unclosed' : 'paired', pending: [], inside }), 0, 0);
    gathered.add(this.block(body, inside), open.width, open.breaks);
    if (close !== null) {
      const pending = body.unclosed > 0 ? this.unclosedIn(body) : [];
      gathered.add(this.line(close, { scope, tag: 'paired', pending, inside }), open.width + body.width, open.breaks + body.breaks);
    }
    return gathered.result();
  }

  /** The names of the sections that are still open at the end of a body, outermost first. */
  private unclosedIn(body: Block): string[] {
    const open = nodesOf(body).find((node) => node.type === 'section' && node.close === null) as Section | undefined;
    if (open === undefined) return [];
    const name = this.knowledge.find(open.tag, true)[0]?.name ?? statementOf(open.open)?.name ?? open.tag;
    return [name, ...this.unclosedIn(open.body)];
  }

  private line(line: Line, place: LinePlace): Analysis {
    const statement = statementOf(line);
    if (statement === null) return NOTHING;
    const { scope, tag, pending, inside } = place;
    const subject = subjectOf({ line, statement, scope, tag, pending, inside }, this.knowledge, this.target);
    const read = scope.certainty === 'active' || scope.certainty === 'unknown';
    const findings: Placed<Finding>[] = [];
    let explained = false;
    for (const rule of read ? allLineRules : structureRules) {
      const finding: Finding | null = explained && rule.yields ? null : rule.check(subject);
      if (finding === null) continue;
      findings.push({ what: finding, line, offset: 0, row: 0 });
      explained ||= rule.explains === true && (finding.httpd !== undefined || subject.refusals().every(({ httpd }) => httpd === undefined));
    }
    const [directive] = subject.directives;
    const declared = directive === undefined ? [] : declarationsOf(directive, statement, scope.certainty);
    if (findings.length === 0 && declared.length === 0) return NOTHING;
    return { findings, declarations: declared.map((what) => ({ what, line, offset: 0, row: 0 })) };
  }
}

function definedIn({ declarations }: Analysis): DefinedNames {
  const defines = declarations.filter(({ what }) => what.kind === 'define' && what.certainty !== 'inactive');
  const named = (certain: boolean) => new Set(defines.filter(({ what }) => (what.certainty === 'active') === certain).map(({ what }) => what.name));
  return { surely: named(true), perhaps: named(false) };
}

/** Collects the analyses of neighbours, moving each to its place. */
class Gathered {
  private readonly findings: Placed<Finding>[] = [];
  private readonly declarations: Placed<Declaration>[] = [];

  add(analysis: Analysis, offset: number, row: number): void {
    if (analysis === NOTHING) return;
    for (const placed of analysis.findings) this.findings.push(moved(placed, offset, row));
    for (const placed of analysis.declarations) this.declarations.push(moved(placed, offset, row));
  }

  result(): Analysis {
    if (this.findings.length === 0 && this.declarations.length === 0) return NOTHING;
    return { findings: this.findings, declarations: this.declarations };
  }
}

function moved<T>(placed: Placed<T>, offset: number, row: number): Placed<T> {
  return { what: placed.what, line: placed.line, offset: placed.offset + offset, row: placed.row + row };
}
