/** Code actions: quick fixes, silencing and turning off for each finding, and all safe fixes of a file at once. */
import { type CodeAction, type CodeActionContext, CodeActionKind, type Range, type WorkspaceEdit } from 'vscode-languageserver';
import { certificateOffers } from '../features/certificateOffers.ts';
import type { Diagnostic, DocumentFix, FileEdits } from '../features/diagnostics.ts';
import type { Document, LanguageService } from '../ide.ts';
import { type DiagnosticAbilities, toDiagnostic } from './convert.ts';

/** The kind of the action that makes all safe fixes, for `editor.codeActionsOnSave` and its like. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.apacheconf`;

/** The kinds that are given. */
export const CODE_ACTION_KINDS: readonly string[] = [CodeActionKind.QuickFix, FIX_ALL];

/** What a client can do with code actions. */
export interface CodeActionAbilities extends DiagnosticAbilities {
  /** Commands that the client brings. */
  readonly commands: ReadonlySet<string>;
}

/** The command of the client that turns a code off; its argument is the code. */
export const TURN_OFF = 'apacheWsgiTls.turnOffFinding';

/** What can be done about a range of a document. All safe fixes at once are worked out only for those who ask for that kind. */
export function codeActionsFor(
  service: LanguageService,
  document: Document,
  { range, only }: { readonly range: Range; readonly only: CodeActionContext['only'] },
  abilities: CodeActionAbilities,
): CodeAction[] {
  const actions = only?.some((kind) => holds(kind, FIX_ALL)) ? fixAllAction(service, document, abilities) : [];
  if (only !== undefined && !only.some((kind) => holds(kind, CodeActionKind.QuickFix))) return actions;
  const here = service.diagnostics(document).filter((diagnostic) => touch(diagnostic.range, range));
  return [
    ...here.flatMap((diagnostic) => fixActions(document.uri, diagnostic, abilities)),
    ...commandActions(here, abilities),
    ...ignoreActions(service, document, here, abilities),
    ...(abilities.commands.has(TURN_OFF) ? turnOffActions(here, abilities) : []),
    ...actions,
  ];
}

/** Whether a kind is `wanted`, or one below it. */
function holds(wanted: string, kind: string): boolean {
  return wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`);
}

function fixAllAction(service: LanguageService, document: Document, abilities: DiagnosticAbilities): CodeAction[] {
  const files = service.fixAll(document);
  return files.length === 0 ? [] : [{ title: 'Fix all safe problems', kind: FIX_ALL, edit: workspaceEdit(files, abilities) }];
}

/** The fixes of a finding; the one that is safe, if there is one such, is what an editor takes unasked. */
function fixActions(uri: string, diagnostic: Diagnostic, abilities: DiagnosticAbilities): CodeAction[] {
  const safe = diagnostic.fixes.filter((fix) => fix.safe);
  return diagnostic.fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(diagnostic, abilities)],
    isPreferred: fix.safe && safe.length === 1,
    edit: fixEdit(uri, fix, abilities),
  }));
}

function fixEdit(uri: string, { edits, elsewhere }: DocumentFix, abilities: DiagnosticAbilities): WorkspaceEdit {
  return workspaceEdit([...(edits.length === 0 ? [] : [{ uri, edits }]), ...elsewhere], abilities);
}

function workspaceEdit(files: readonly FileEdits[], { shownAt }: DiagnosticAbilities): WorkspaceEdit {
  return { changes: Object.fromEntries(files.map(({ uri, edits }) => [shownAt(uri), edits.map(({ range, newText }) => ({ range, newText }))])) };
}

/** What the client's commands can do, each thing once for all findings that it helps against. */
function commandActions(diagnostics: readonly Diagnostic[], abilities: CodeActionAbilities): CodeAction[] {
  const actions = new Map<string, CodeAction>();
  for (const diagnostic of diagnostics) {
    for (const { title, command, options } of certificateOffers(diagnostic)) {
      if (!abilities.commands.has(command)) continue;
      const key = JSON.stringify([command, options]);
      const known = actions.get(key) ?? { title, kind: CodeActionKind.QuickFix, diagnostics: [], command: { title, command, arguments: [options] } };
      known.diagnostics!.push(toDiagnostic(diagnostic, abilities));
      actions.set(key, known);
    }
  }
  return [...actions.values()];
}

/** One for each code on a line, since one comment silences all findings of the code there. */
function ignoreActions(service: LanguageService, document: Document, diagnostics: readonly Diagnostic[], abilities: DiagnosticAbilities): CodeAction[] {
  const actions = new Map<string, CodeAction>();
  for (const diagnostic of diagnostics) {
    const edit = service.ignoring(document, diagnostic);
    if (edit === null) continue;
    const { code } = diagnostic;
    const key = JSON.stringify([code, edit.range]);
    if (actions.has(key)) actions.get(key)!.diagnostics!.push(toDiagnostic(diagnostic, abilities));
    else {
      const files = [{ uri: document.uri, edits: [edit] }];
      actions.set(key, {
        title: `Ignore ${code} on this line`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [toDiagnostic(diagnostic, abilities)],
        edit: workspaceEdit(files, abilities),
      });
    }
  }
  return [...actions.values()];
}

function turnOffActions(diagnostics: readonly Diagnostic[], abilities: DiagnosticAbilities): CodeAction[] {
  return [...new Set(diagnostics.map(({ code }) => code))].map((code) => {
    const title = `Turn ${code} off in the settings`;
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: diagnostics.filter((diagnostic) => diagnostic.code === code).map((diagnostic) => toDiagnostic(diagnostic, abilities)),
      command: { title, command: TURN_OFF, arguments: [code] },
    };
  });
}

function touch(a: Range, b: Range): boolean {
  return !before(a.end, b.start) && !before(b.end, a.start);
}

function before(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
