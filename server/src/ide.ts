/**
 * The language service: a document and a place in, answers out. No connection, no clock; everything that speaks to
 * editors or terminals stands above this line, and files are reached through the `Folders` port alone.
 */
import type { Document } from './document.ts';
import { complete } from './features/completion/complete.ts';
import { describe } from './features/completion/describe.ts';
import type { About, CompletionList } from './features/completion/item.ts';
import { NameOffers } from './features/completion/names.ts';
import type { Folders } from './features/completion/paths.ts';
import { type Diagnostic, diagnosticsOf } from './features/diagnostics.ts';
import { type Hover, hoverAt } from './features/hover.ts';
import { joinedNames, type Names, namesIn } from './features/names.ts';
import { placeAt } from './features/place.ts';
import { type SignatureHelp, signatureAt } from './features/signatureHelp.ts';
import { type Fold, foldsOf, type OutlineEntry, outlineOf } from './features/symbols.ts';
import { type Knowledge, knowledge } from './knowledge/knowledge.ts';
import type { DocumentKind } from './model/scope.ts';
import type { Target } from './model/target.ts';
import { Analyzer } from './rules/analyze.ts';
import type { Position } from './text/range.ts';

export type { Change, Document } from './document.ts';
export { changeDocument, openDocument, textOf } from './document.ts';

/** Where names and folders outside of the document come from. */
export interface Surroundings {
  readonly names: Names;
  readonly folders: Folders;
}

/** Answers questions about documents for one target. Change of target: a new service. Positions may lie anywhere; outside the text they are moved inside. */
export class LanguageService {
  readonly knowledge: Knowledge = knowledge();
  readonly target: Target;
  private readonly analyzers = new Map<DocumentKind, Analyzer>();
  private readonly offers: NameOffers;

  constructor(target: Target) {
    this.target = target;
    this.offers = new NameOffers(this.knowledge, target);
  }

  /** What there is to say about a document, in file order. */
  diagnostics(document: Document): Diagnostic[] {
    return diagnosticsOf(document, this.analyzer(document));
  }

  /** What may be written at a position; null for nothing. */
  async completion(document: Document, position: Position, surroundings: Surroundings): Promise<CompletionList | null> {
    const place = placeAt(document, this.analyzer(document), position);
    if (place === null) return null;
    const { knowledge: known, target, offers } = this;
    return complete(place, {
      knowledge: known,
      target,
      offers,
      names: this.allNames(document, surroundings.names),
      folders: surroundings.folders,
      uri: document.uri,
    });
  }

  /** The documentation (Markdown) of a completion offer. */
  describe(about: About): string {
    return describe(about, this.knowledge);
  }

  /** The explanation of what stands at a position; null for nothing. */
  hover(document: Document, position: Position, surroundings: Surroundings): Hover | null {
    const place = placeAt(document, this.analyzer(document), position);
    return place === null ? null : hoverAt(place, this.knowledge, this.allNames(document, surroundings.names));
  }

  /** The signature of the directive whose arguments stand at a position; null for none. */
  signature(document: Document, position: Position): SignatureHelp | null {
    const place = placeAt(document, this.analyzer(document), position);
    return place === null ? null : signatureAt(place, this.knowledge);
  }

  /** The sections and declarations of a document, nested. */
  outline(document: Document): OutlineEntry[] {
    return outlineOf(document.tree, this.knowledge);
  }

  /** What can be folded. */
  folds(document: Document): Fold[] {
    return foldsOf(document.tree);
  }

  /** The closing tag that belongs behind the opening tag that ends at a position; null when there is nothing to close. */
  closingTag(document: Document, position: Position): string | null {
    const place = placeAt(document, this.analyzer(document), position);
    const statement = place?.statement;
    if (place == null || statement?.kind !== 'open' || statement.bracket + 1 !== place.column || statement.name === '') return null;
    const isOpen = this.diagnostics(document).some(({ code, range }) => code === 'unclosed-section' && range.start.line === place.row);
    return isOpen ? `</${this.knowledge.find(statement.name, true)[0]?.name ?? statement.name}>` : null;
  }

  /** The names that a document declares; `file` names it for people. */
  names(document: Document, file: string): Names {
    return namesIn(() => this.analyzer(document).analyze(document.tree), file);
  }

  private allNames(document: Document, others: Names): Names {
    return joinedNames([this.names(document, ''), others]);
  }

  private analyzer({ kind }: Document): Analyzer {
    const known = this.analyzers.get(kind);
    if (known) return known;
    const analyzer = new Analyzer(this.knowledge, this.target, kind);
    this.analyzers.set(kind, analyzer);
    return analyzer;
  }
}
