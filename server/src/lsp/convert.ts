/** From the service's answers to the protocol's, and from the client's changes to ours. */
import {
  CompletionItemKind,
  CompletionItemTag,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  InsertTextFormat,
  type Diagnostic as LspDiagnostic,
  type CompletionItem as LspItem,
  type CompletionList as LspList,
  type SignatureHelp as LspSignature,
  type Range,
  SymbolKind,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver';
import type { Change } from '../document.ts';
import type { About, CompletionItem, CompletionList, ItemKind } from '../features/completion/item.ts';
import type { Diagnostic } from '../features/diagnostics.ts';
import type { Inactive } from '../features/inactive.ts';
import type { SignatureHelp } from '../features/signatureHelp.ts';
import type { Fold, OutlineEntry } from '../features/symbols.ts';
import type { Severity } from '../model/finding.ts';
import { ruleUrl } from '../rules/url.ts';

/** The source that all diagnostics name. */
export const SOURCE = 'apacheconf';

/** The protocol's severities. */
export const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What a client can do with diagnostics. */
export interface DiagnosticAbilities {
  /** Address of the rules' pages, ending in a slash; null for a client that shows none. */
  readonly pages: string | null;
  /** Whether the client shows other places that a diagnostic speaks of. */
  readonly related: boolean;
  /** The address under which the client knows a file: links may lead to the one that it has open. */
  readonly shownAt: (uri: string) => string;
}

/** A diagnostic in the form that the client understands. */
export function toDiagnostic({ range, severity, code, message, related, tag }: Diagnostic, abilities: DiagnosticAbilities): LspDiagnostic {
  const places = related.map(({ uri, range: place, message: said }) => ({ location: { uri: abilities.shownAt(uri), range: place }, message: said }));
  return {
    range,
    severity: SEVERITY[severity],
    code,
    source: SOURCE,
    message,
    ...(abilities.pages !== null && { codeDescription: { href: ruleUrl(abilities.pages, code) } }),
    ...(abilities.related && places.length > 0 && { relatedInformation: places }),
    ...(tag && { tags: [tag === 'deprecated' ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary] }),
  };
}

/** The code of hints about lines that httpd does not read: they are no findings, cannot be silenced, and have no page. */
const NOT_READ = 'not-read';

/** Lines that httpd does not read, as a hint that editors show by painting them grey. */
export function toFaded({ range, message }: Inactive): LspDiagnostic {
  return { range, severity: DiagnosticSeverity.Hint, code: NOT_READ, source: SOURCE, message, tags: [DiagnosticTag.Unnecessary] };
}

const ITEM_KIND: Readonly<Record<ItemKind, CompletionItemKind>> = {
  directive: CompletionItemKind.Property,
  section: CompletionItemKind.Struct,
  'closing-tag': CompletionItemKind.Struct,
  value: CompletionItemKind.EnumMember,
  option: CompletionItemKind.Field,
  name: CompletionItemKind.Reference,
  variable: CompletionItemKind.Variable,
  module: CompletionItemKind.Module,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
};

/** What a client can do with completion lists. */
export interface CompletionAbilities {
  readonly snippets: boolean;
  /** Whether one range can be given for all items. */
  readonly sharedRange: boolean;
  /** Whether the client knows VS Code's command that opens the list again. */
  readonly suggestCommand: boolean;
}

/** The offers, in a form that the client understands. */
export function toCompletionList(list: CompletionList, abilities: CompletionAbilities): LspList {
  const isIncomplete = list.incomplete === true;
  const convert = converterFor(abilities);
  if (list.plainWord) return { isIncomplete, items: list.items.map(convert) };
  if (abilities.sharedRange) return { isIncomplete, itemDefaults: { editRange: list.range }, items: list.items.map((item) => withSharedRange(convert(item))) };
  return { isIncomplete, items: list.items.map((item) => withRange(convert(item), list.range)) };
}

function withSharedRange(item: LspItem): LspItem {
  if (item.insertText === undefined) return item;
  const { insertText, ...rest } = item;
  return { ...rest, textEditText: insertText };
}

function withRange(item: LspItem, range: Range): LspItem {
  const { insertText, ...rest } = item;
  return { ...rest, textEdit: { range, newText: insertText ?? item.label } };
}

/** What a completion item that comes back to be resolved is about. Directives are told by their label alone, which keeps long lists short. */
export function aboutOf({ label, kind, data }: LspItem): About | null {
  if (typeof data === 'object' && data !== null) return data as About;
  return kind === CompletionItemKind.Property ? { directive: label } : null;
}

const converted = new WeakMap<CompletionAbilities, WeakMap<CompletionItem, LspItem>>();

/** Converts offers for a client. The offers of directives are the same objects every time and are converted once. */
function converterFor(abilities: CompletionAbilities): (item: CompletionItem) => LspItem {
  const known = converted.get(abilities) ?? new WeakMap<CompletionItem, LspItem>();
  converted.set(abilities, known);
  return (item) => {
    const done = known.get(item) ?? toItem(item, abilities);
    known.set(item, done);
    return done;
  };
}

/** A snippet as text: places to fill in hold what they suggest, and nothing is escaped. */
function plainText(snippet: string): string {
  const bare = (text: string) => text.replaceAll(/\\([$}\\])/g, '$1');
  return snippet.replaceAll(/\\[$}\\]|\$\{\d+:((?:\\.|[^}\\])*)\}|\$\d+/g, (whole, content?: string) =>
    whole.startsWith('\\') ? bare(whole) : bare(content ?? ''),
  );
}

function toItem(item: CompletionItem, abilities: CompletionAbilities): LspItem {
  const snippet = item.snippet === true && abilities.snippets;
  const text = snippet || item.snippet !== true ? item.insert : plainText(item.insert);
  const made: LspItem = { label: item.label, kind: ITEM_KIND[item.kind] };
  if (text !== item.label) made.insertText = text;
  if (item.sort !== undefined) made.sortText = item.sort;
  // a directive's module comes with its documentation, when somebody looks at it
  if (item.detail !== undefined && item.detail !== '' && item.kind !== 'directive') made.detail = item.detail;
  if (snippet) made.insertTextFormat = InsertTextFormat.Snippet;
  if (item.deprecated) made.tags = [CompletionItemTag.Deprecated];
  if (item.about !== undefined && item.kind !== 'directive') made.data = item.about;
  if (item.again && abilities.suggestCommand) made.command = { title: '', command: 'editor.action.triggerSuggest' };
  return made;
}

/** Signature help with the parameter at the cursor. */
export function toSignatureHelp({ label, summary, parameters, active }: SignatureHelp): LspSignature {
  const shown = parameters.map(({ start, end, markdown }) => ({
    label: [start, end] as [number, number],
    documentation: { kind: 'markdown' as const, value: markdown },
  }));
  const activeParameter = active === -1 ? parameters.length : active;
  return { signatures: [{ label, documentation: summary, parameters: shown }], activeSignature: 0, activeParameter };
}

const SYMBOL: Readonly<Record<OutlineEntry['kind'], SymbolKind>> = {
  'virtual-host': SymbolKind.Class,
  section: SymbolKind.Namespace,
  'daemon-group': SymbolKind.Object,
  define: SymbolKind.Constant,
  'script-alias': SymbolKind.Function,
  include: SymbolKind.File,
};

/** An outline entry with everything below it. */
export function toDocumentSymbol(entry: OutlineEntry): DocumentSymbol {
  return {
    name: entry.name,
    detail: entry.detail,
    kind: SYMBOL[entry.kind],
    range: entry.range,
    selectionRange: entry.selection,
    children: entry.children.map(toDocumentSymbol),
  };
}

/** A fold. */
export function toFoldingRange({ startRow, endRow, kind }: Fold): FoldingRange {
  return { startLine: startRow, endLine: endRow, ...(kind === 'comment' && { kind: FoldingRangeKind.Comment }) };
}

/** A change of a text as the client sends it. */
export function toChange(change: TextDocumentContentChangeEvent): Change {
  return 'range' in change ? { range: change.range, text: change.text } : { text: change.text };
}
