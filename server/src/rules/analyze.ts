/**
 * From a tree to findings and declarations. Results are kept per block of the tree and place, so that after an edit only
 * the blocks that changed are looked at again; everything inside a result is relative to its block.
 */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { type DefinedNames, NO_NAMES } from '../model/conditions.ts';
import type { Finding } from '../model/finding.ts';
import { type DocumentKind, type Scope, Scopes } from '../model/scope.ts';
import { declarationsOf } from '../model/symbols.ts';
import type { Target } from '../model/target.ts';
import { type Block, type Node, nodesOf } from '../syntax/block.ts';
import type { Line } from '../syntax/line.ts';
import { DEPTH_LIMIT } from '../syntax/nest.ts';
import type { Section } from '../syntax/section.ts';
import { statementOf } from '../syntax/statement.ts';
import type { Tree } from '../syntax/tree.ts';
import { FINDING_LIMIT } from './documentNotes.ts';
import { documentRules } from './documentRules.ts';
import { allLineRules, structureRules } from './index.ts';
import type { Subject, TagState } from './rule.ts';
import { type Analysis, type LineNotes, Stretch } from './stretch.ts';
import { subjectOf } from './subject.ts';

export type { Analysis, Placed } from './stretch.ts';

/** A result and the scope that it holds for. Two are kept: without and with the names that the document Defines. */
interface Remembered {
  readonly scope: Scope;
  readonly stretch: Stretch;
}

type LinePlace = Pick<Subject, 'scope' | 'tag' | 'pending' | 'inside'>;

/** How many findings are looked for in one document: one more than are shown. What comes behind them is read for names alone. */
const ENOUGH = FINDING_LIMIT + 1;

/** Analyses documents of one kind for one target, remembering what it has seen. */
export class Analyzer {
  private readonly scopesByNames = new Map<string, Scopes>();
  private scopes: Scopes;
  private readonly judged = new WeakMap<Block | Section, readonly Remembered[]>();
  private readonly named = new WeakMap<Block | Section, readonly Remembered[]>();
  /** How many more findings are looked for. */
  private wanted = 0;
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
    const analysis = this.withNames(tree).flattened();
    const placed = analysis.declarations.map(({ what, row }) => ({ declaration: what, lineNumber: row + 1 }));
    const more = documentRules.flatMap((rule) => rule.check(placed));
    if (more.length === 0) return analysis;
    const extra = more.map(({ index, finding }) => ({ ...analysis.declarations[index]!, what: finding }));
    return { ...analysis, findings: [...analysis.findings, ...extra] };
  }

  /** Conditions may depend on names that the document itself Defines: then it is looked at again with those names known. */
  private withNames(tree: Tree): Stretch {
    const stretch = this.inScopes(tree, NO_NAMES);
    return this.scopes.dependOnNames ? this.inScopes(tree, definedIn(stretch.flattened())) : stretch;
  }

  private inScopes(tree: Tree, defined: DefinedNames): Stretch {
    this.scopes = this.scopesFor(defined);
    this.wanted = ENOUGH;
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

  /**
   * What is known about a block or section in a scope, worked out only where it was not known. Once there are enough
   * findings nothing is judged any more; what was judged in part is not kept.
   */
  private remembered(part: Block | Section, scope: Scope, work: () => Stretch): Stretch {
    const hit = find(this.judged.get(part), scope) ?? (this.wanted > 0 ? undefined : find(this.named.get(part), scope));
    if (hit !== undefined) {
      this.wanted -= hit.findings;
      return hit;
    }
    const store = this.wanted > 0 ? this.judged : this.named;
    const stretch = work();
    if (store === this.judged && this.wanted <= 0) return stretch;
    const entry = { scope, stretch };
    const other = store.get(part)?.[0];
    store.set(part, other === undefined ? [entry] : [entry, other]);
    return stretch;
  }

  private block(block: Block, scope: Scope): Stretch {
    return this.remembered(block, scope, () => this.blockAnew(block, scope));
  }

  private blockAnew(block: Block, scope: Scope): Stretch {
    const stretch = new Stretch();
    let offset = 0;
    let row = 0;
    for (const child of block.children) {
      stretch.add(child.type === 'block' ? this.block(child, scope) : this.node(child, scope), offset, row);
      offset += child.width;
      row += child.breaks;
    }
    return stretch;
  }

  private node(node: Node, scope: Scope): LineNotes | Stretch | null {
    if (node.type === 'section') return this.remembered(node, scope, () => this.section(node, scope));
    if (node.kind === 'blank' || node.kind === 'comment') return null;
    const tag: TagState = node.kind === 'directive' ? 'none' : scope.depth >= DEPTH_LIMIT ? 'tooDeep' : 'stray';
    return this.line(node, { scope, tag, pending: [], inside: null });
  }

  private section(section: Section, scope: Scope): Stretch {
    const stretch = new Stretch();
    const { open, body, close } = section;
    const inside = this.scopes.inside(scope, section);
    stretch.add(this.line(open, { scope, tag: close === null ? 'unclosed' : 'paired', pending: [], inside }), 0, 0);
    stretch.add(this.block(body, inside), open.width, open.breaks);
    if (close !== null) {
      const pending = body.unclosed > 0 ? this.unclosedIn(body) : [];
      stretch.add(this.line(close, { scope, tag: 'paired', pending, inside }), open.width + body.width, open.breaks + body.breaks);
    }
    return stretch;
  }

  /** The names of the sections that are still open at the end of a body, outermost first. */
  private unclosedIn(body: Block): string[] {
    const open = nodesOf(body).find((node) => node.type === 'section' && node.close === null) as Section | undefined;
    if (open === undefined) return [];
    const name = this.knowledge.find(open.tag, true)[0]?.name ?? statementOf(open.open)?.name ?? open.tag;
    return [name, ...this.unclosedIn(open.body)];
  }

  private line(line: Line, { scope, tag, pending, inside }: LinePlace): LineNotes | null {
    const statement = statementOf(line);
    if (statement === null) return null;
    const subject = subjectOf({ line, statement, scope, tag, pending, inside }, this.knowledge, this.target);
    const findings = this.wanted > 0 ? judge(subject) : [];
    this.wanted -= findings.length;
    const [directive] = subject.directives;
    const declarations = directive === undefined ? [] : declarationsOf(directive, statement, scope.certainty);
    return findings.length === 0 && declarations.length === 0 ? null : { line, findings, declarations };
  }
}

/** What the rules say about a line. */
function judge(subject: Subject): Finding[] {
  const { certainty } = subject.scope;
  const read = certainty === 'active' || certainty === 'unknown';
  const findings: Finding[] = [];
  let explained = false;
  for (const rule of read ? allLineRules : structureRules) {
    const finding: Finding | null = explained && rule.yields ? null : rule.check(subject);
    if (finding === null) continue;
    findings.push(finding);
    explained ||= rule.explains === true && (finding.httpd !== undefined || subject.refusals().every(({ httpd }) => httpd === undefined));
  }
  return findings;
}

function find(remembered: readonly Remembered[] | undefined, scope: Scope): Stretch | undefined {
  return remembered?.find((entry) => entry.scope === scope)?.stretch;
}

function definedIn({ declarations }: Analysis): DefinedNames {
  const defines = declarations.filter(({ what }) => what.kind === 'define' && what.certainty !== 'inactive');
  const named = (certain: boolean) => new Set(defines.filter(({ what }) => (what.certainty === 'active') === certain).map(({ what }) => what.name));
  return { surely: named(true), perhaps: named(false) };
}
