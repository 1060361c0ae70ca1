/**
 * The language service: a document and a place in, answers out. No connection, no clock; everything that speaks to
 * editors or terminals stands above this line, and files are reached through the `Folders` port alone.
 */
import type { Document } from './document.ts';
import { certificateAt } from './features/certificateHover.ts';
import { complete } from './features/completion/complete.ts';
import { describe } from './features/completion/describe.ts';
import type { About, CompletionList } from './features/completion/item.ts';
import { NameOffers } from './features/completion/names.ts';
import type { Folders } from './features/completion/paths.ts';
import { type Diagnostic, diagnosticsOf, type FileEdits } from './features/diagnostics.ts';
import { fixAll } from './features/fixAll.ts';
import type { HostChange, HostEdit } from './features/hostEdit/change.ts';
import { hostEditAt } from './features/hostEdit/hostEdit.ts';
import { type HostSummary, hostsOf } from './features/hosts.ts';
import { type Hover, hoverAt } from './features/hover.ts';
import { ignoringEdit } from './features/ignoring.ts';
import { type Inactive, inactiveIn } from './features/inactive.ts';
import { configurationNames, joinedNames, type Names, NO_NAMES, namesIn } from './features/names.ts';
import { neededModules } from './features/neededModules.ts';
import { placeAt } from './features/place.ts';
import { type SignatureHelp, signatureAt } from './features/signatureHelp.ts';
import type { Judges } from './features/silence.ts';
import { type SiteLines, siteLinesAt } from './features/siteLines.ts';
import { type Fold, foldsOf, type OutlineEntry, outlineOf } from './features/symbols.ts';
import { type Knowledge, knowledge } from './knowledge/knowledge.ts';
import { type CertificateInspector, NO_CERTIFICATES } from './model/certificates.ts';
import { EXPIRY_DAYS } from './model/choices.ts';
import type { FilesMode, World } from './model/configuration/source.ts';
import type { Finding } from './model/finding.ts';
import type { Target } from './model/target.ts';
import { isJudged } from './rules/judged.ts';
import type { RuleLevels } from './rules/levels.ts';
import type { Placed } from './rules/stretch.ts';
import type { Position, TextEdit } from './text/range.ts';
import { Judge, type Root } from './view/judge.ts';
import type { View } from './view/view.ts';

export type { Change, Document } from './document.ts';
export { changeDocument, openDocument, textOf } from './document.ts';

/** What a service may be told besides its target. */
export interface ServiceOptions {
  readonly levels: RuleLevels;
  readonly filesMode: FilesMode;
  /** How many days before its end a certificate counts as about to expire; 0 for never. */
  readonly expiryDays: number;
  /** The main configuration that a document may belong to, and the document's path with links followed; null for one that stands alone. */
  readonly homeOf: (document: Document) => Home | null;
  /** The names that files beside a document declare, of which it stands alone. */
  readonly namesBeside: (document: Document) => Names;
  /** Certificates of this machine, for questions about a file that somebody points at. */
  readonly certificates: CertificateInspector;
}

/** Where a document belongs. */
export interface Home {
  readonly root: Root;
  readonly real: string;
}

const DEFAULT_OPTIONS: ServiceOptions = {
  levels: {},
  filesMode: 'auto',
  expiryDays: EXPIRY_DAYS,
  homeOf: () => null,
  namesBeside: () => NO_NAMES,
  certificates: NO_CERTIFICATES,
};

/** Answers questions about documents for one target and some options. Change of either: a new service. Positions may lie anywhere; outside the text they are moved inside. */
export class LanguageService {
  readonly knowledge: Knowledge = knowledge();
  readonly target: Target;
  private readonly judge: Judge;
  private readonly options: ServiceOptions;
  private readonly offers: NameOffers;

  constructor(target: Target, options: Partial<ServiceOptions> = {}) {
    this.target = target;
    this.options = { ...DEFAULT_OPTIONS, ...options };
    const { filesMode, expiryDays } = this.options;
    this.judge = new Judge({ knowledge: this.knowledge, target, filesMode, expiryDays });
    this.offers = new NameOffers(this.knowledge, target);
  }

  /** A main configuration, read when a document of it is asked about. `path` is absolute; its parts are parted by `/`. */
  root(world: World, path: string): Root {
    return this.judge.root(world, path);
  }

  /** The document in the light of the configuration that it belongs to. */
  view(document: Document): View {
    const home = this.options.homeOf(document);
    return (home === null ? null : home.root.view(document, home.real)) ?? this.judge.alone(document);
  }

  /** What there is to say about a document, in file order. */
  diagnostics(document: Document): Diagnostic[] {
    const view = this.view(document);
    const judges: Judges = (code, row) => isJudged(code, view.configuration) && (row === null || isRead(view, row));
    return diagnosticsOf(document, { findings: this.findings(view), locate: (at) => view.locate(at), judges }, this.options.levels);
  }

  /** What is found, apart from names that only look undeclared since the files beside are not part of the document's configuration. */
  private findings(view: View): readonly Placed<Finding>[] {
    const findings = view.findings();
    if (view.configuration.rooted || findings.every(({ what }) => what.missing === undefined)) return findings;
    const beside = this.options.namesBeside(view.document);
    return findings.filter(({ what: { missing } }) => missing === undefined || beside.declared(missing.kind).every(({ name }) => name !== missing.name));
  }

  /** The lines that httpd passes over, and why. */
  inactive(document: Document): Inactive[] {
    return inactiveIn(this.view(document));
  }

  /** The edits that make all safe fixes of a document at once, by file; empty for none. */
  fixAll(document: Document): FileEdits[] {
    const home = this.options.homeOf(document);
    if (home === null) return fixAll(document, { document: () => null, diagnose: (draft) => this.diagnostics(draft) });
    const { root } = home;
    const paths = new Map([[document.uri, home.real]]);
    return fixAll(document, {
      document: (uri) => {
        const file = root.file(uri);
        if (file !== null) paths.set(uri, file.real);
        return file?.document ?? null;
      },
      diagnose: (draft, drafts) => root.during(new Map([...drafts].map(([uri, changed]) => [paths.get(uri)!, changed])), () => this.diagnostics(draft)),
    });
  }

  /** The virtual hosts of the configuration that a document belongs to, with their certificates. */
  hosts(document: Document): HostSummary[] {
    const home = this.options.homeOf(document);
    return hostsOf(this.view(document), (uri) => {
      const file = uri === document.uri ? document : home?.root.file(uri)?.document;
      return file === undefined ? [] : this.diagnostics(file);
    });
  }

  /** The edits that make a change in the virtual host at a position, or why it cannot be made there. */
  hostEdit(document: Document, position: Position, change: HostChange): HostEdit {
    return hostEditAt(this.view(document), position, { change, certificates: this.options.certificates });
  }

  /** The edit that silences a finding on its line; null where no comment can. */
  ignoring(document: Document, diagnostic: Pick<Diagnostic, 'code' | 'range'>): TextEdit | null {
    return ignoringEdit(document, diagnostic);
  }

  /** What may be written at a position; null for nothing. */
  async completion(document: Document, position: Position, folders: Folders): Promise<CompletionList | null> {
    const view = this.view(document);
    const place = placeAt(view, position);
    if (place === null) return null;
    const { knowledge: known, target, offers } = this;
    const hosts = () => [...new Set(view.configuration.hosts.flatMap(({ serverName }) => serverName ?? []))];
    return complete(place, { knowledge: known, target, offers, names: this.namesInSight(view), folders, uri: document.uri, hosts });
  }

  /** The documentation (Markdown) of a completion offer. */
  describe(about: About): string {
    return describe(about, this.knowledge);
  }

  /** The explanation of what stands at a position; null for nothing. It may link to these commands of the client. */
  hover(document: Document, position: Position, links: ReadonlySet<string> = new Set()): Hover | null {
    const view = this.view(document);
    const place = placeAt(view, position);
    if (place === null) return null;
    const { knowledge: known, options } = this;
    const certificate = certificateAt(view, place, { knowledge: known, certificates: options.certificates, filesMode: options.filesMode, links });
    return hoverAt(place, { knowledge: known, names: this.namesInSight(view), file: certificate });
  }

  /** The signature of the directive whose arguments stand at a position; null for none. */
  signature(document: Document, position: Position): SignatureHelp | null {
    const place = placeAt(this.view(document), position);
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
    const place = placeAt(this.view(document), position);
    const statement = place?.statement;
    if (place == null || statement?.kind !== 'open' || statement.bracket + 1 !== place.column || statement.name === '') return null;
    const { findings } = this.view(document).analysis();
    const isOpen = findings.some(({ what, row }) => what.code === 'unclosed-section' && row === place.row);
    return isOpen ? `</${this.knowledge.find(statement.name, true)[0]?.name ?? statement.name}>` : null;
  }

  /** What httpd holds of the site at a position; null where the document has no virtual host. */
  siteLines(document: Document, position: Position): SiteLines | null {
    return siteLinesAt(this.view(document), position);
  }

  /** Names of the modules whose directives stand in a document, such as `mod_ssl`. */
  neededModules(document: Document): string[] {
    return neededModules(document.tree, this.knowledge);
  }

  /** The names that a document declares; `file` names it for people. */
  names(document: Document, file: string): Names {
    return namesIn(() => this.view(document).analysis(), file);
  }

  /** The names of the document, then those of the other files of its configuration, or of those beside one that stands alone. */
  private namesInSight(view: View): Names {
    const others = view.standsAlone() ? this.options.namesBeside(view.document) : configurationNames(view);
    return joinedNames([namesIn(() => view.analysis(), ''), others]);
  }
}

function isRead(view: View, row: number): boolean {
  const certainty = placeAt(view, { line: row, character: 0 })?.scope.certainty;
  return certainty === 'active' || certainty === 'unknown';
}
