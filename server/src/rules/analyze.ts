/**
 * From a tree to findings and declarations. Results are kept per block of the tree and place, so that after an edit only
 * the blocks that changed are looked at again; everything inside a result is relative to its block.
 */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Finding } from '../model/finding.ts';
import type { Reading } from '../model/reading/reading.ts';
import type { Scope, Scopes } from '../model/scope.ts';
import { declarationsOf } from '../model/symbols.ts';
import type { Target } from '../model/target.ts';
import { type Block, type Node, nodesOf } from '../syntax/block.ts';
import type { Line } from '../syntax/line.ts';
import { DEPTH_LIMIT } from '../syntax/nest.ts';
import type { Section } from '../syntax/section.ts';
import { statementOf } from '../syntax/statement.ts';
import { FINDING_LIMIT } from './documentNotes.ts';
import { allLineRules, structureRules } from './index.ts';
import type { Subject, TagState } from './rule.ts';
import { type Analysis, type LineNotes, Stretch } from './stretch.ts';
import { subjectOf } from './subject.ts';
import { withoutUnreadEnd } from './unreadEnd.ts';

export type { Analysis, Placed } from './stretch.ts';

/** Where a part stands and what reading it came to; null where reading it does nothing. */
interface Around {
  readonly scope: Scope;
  readonly reading: Reading | null;
}

/** A result and what it holds for. */
interface Remembered extends Around {
  readonly stretch: Stretch;
}

type LinePlace = Pick<Subject, 'scope' | 'tag' | 'pending' | 'inside'>;

/** How many findings are looked for in one document: one more than are shown. What comes behind them is read for names alone. */
const ENOUGH = FINDING_LIMIT + 1;

/** How many results of one part are kept: a file may be read in several places. */
const KEPT = 3;

/** Analyses files of one configuration for one target, remembering what it has seen. */
export class Analyzer {
  private readonly judged = new WeakMap<Block | Section, readonly Remembered[]>();
  private readonly named = new WeakMap<Block | Section, readonly Remembered[]>();
  /** How many more findings are looked for. */
  private wanted = 0;
  private readonly knowledge: Knowledge;
  private readonly target: Target;
  private readonly scopes: Scopes;

  constructor(knowledge: Knowledge, target: Target, scopes: Scopes) {
    this.knowledge = knowledge;
    this.target = target;
    this.scopes = scopes;
  }

  /** Findings and declarations of a block as it was read: a whole file, or the text of a macro. Offsets and rows count from its beginning. */
  analyze(block: Block, around: Around): Analysis {
    this.wanted = ENOUGH;
    return withoutUnreadEnd(this.block(block, around).flattened(), block, around.reading);
  }

  /**
   * What is known about a block or section in a scope, worked out only where it was not known. Once there are enough
   * findings nothing is judged any more; what was judged in part is not kept.
   */
  private remembered(part: Block | Section, around: Around, work: () => Stretch): Stretch {
    const hit = find(this.judged.get(part), around) ?? (this.wanted > 0 ? undefined : find(this.named.get(part), around));
    if (hit !== undefined) {
      this.wanted -= hit.findings;
      return hit;
    }
    const store = this.wanted > 0 ? this.judged : this.named;
    const stretch = work();
    if (store === this.judged && this.wanted <= 0) return stretch;
    store.set(part, [{ ...around, stretch }, ...(store.get(part) ?? []).slice(0, KEPT - 1)]);
    return stretch;
  }

  private block(block: Block, around: Around): Stretch {
    return this.remembered(block, around, () => this.blockAnew(block, around));
  }

  private blockAnew(block: Block, { scope, reading }: Around): Stretch {
    const stretch = new Stretch();
    let offset = 0;
    let row = 0;
    for (const child of block.children) {
      const around = { scope, reading: reading?.children.get(child) ?? null };
      stretch.add(child.type === 'block' ? this.block(child, around) : this.node(child, around), offset, row);
      offset += child.width;
      row += child.breaks;
    }
    return stretch;
  }

  private node(node: Node, around: Around): LineNotes | Stretch | null {
    if (node.type === 'section') return this.remembered(node, around, () => this.section(node, around));
    if (node.kind === 'blank' || node.kind === 'comment') return null;
    const { scope, reading } = around;
    const tag: TagState = node.kind === 'directive' ? 'none' : scope.depth >= DEPTH_LIMIT ? 'tooDeep' : 'stray';
    return this.line(node, reading, { scope, tag, pending: [], inside: null });
  }

  private section(section: Section, { scope, reading }: Around): Stretch {
    const stretch = new Stretch();
    const { open, body, close } = section;
    const inside = this.scopes.inside(scope, section, reading?.certainty ?? 'active');
    stretch.add(this.line(open, reading, { scope, tag: close === null ? 'unclosed' : 'paired', pending: [], inside }), 0, 0);
    stretch.add(this.block(body, { scope: inside, reading: reading?.children.get(body) ?? null }), open.width, open.breaks);
    if (close !== null) {
      const pending = body.unclosed > 0 ? this.unclosedIn(body) : [];
      stretch.add(this.line(close, null, { scope, tag: 'paired', pending, inside }), open.width + body.width, open.breaks + body.breaks);
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

  private line(line: Line, reading: Reading | null, { scope, tag, pending, inside }: LinePlace): LineNotes | null {
    const statement = reading?.statement ?? statementOf(line);
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

function find(remembered: readonly Remembered[] | undefined, { scope, reading }: Around): Stretch | undefined {
  return remembered?.find((entry) => entry.scope === scope && entry.reading === reading)?.stretch;
}
