/** Findings of a document as places and messages: what is silenced or turned off is left out, what speaks of other files is placed there. */
import type { Document } from '../document.ts';
import type { Origin } from '../model/configuration/entry.ts';
import type { CertificateConcern, Finding, Fix, LineEdit, Related, Severity } from '../model/finding.ts';
import { withoutClosings } from '../model/reading/substitute.ts';
import type { Placed } from '../rules/analyze.ts';
import { type DocumentNote, FINDING_LIMIT, notAnalysed, tooManyFindings } from '../rules/documentNotes.ts';
import { type RuleLevels, shownSeverity } from '../rules/levels.ts';
import { breakOf } from '../syntax/line.ts';
import { statementOf } from '../syntax/statement.ts';
import { sectionsAt } from '../syntax/tree.ts';
import type { Range, TextEdit } from '../text/range.ts';
import type { FoundLine } from '../view/view.ts';
import { rangeIn } from './place.ts';
import { type Judges, silence } from './silence.ts';

/** A finding with its range in the document. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** Our explanation, followed by httpd's own words where it refuses. */
  readonly message: string;
  readonly range: Range;
  readonly fixes: readonly DocumentFix[];
  /** Other places that the message speaks of. */
  readonly related: readonly RelatedPlace[];
  readonly tag?: 'deprecated' | 'unnecessary';
  /** The certificate that it is about. */
  readonly concern?: CertificateConcern;
}

/** Edits of one file. */
export interface FileEdits {
  readonly uri: string;
  readonly edits: readonly TextEdit[];
}

/** A fix with ranges in the document. */
export interface DocumentFix {
  readonly title: string;
  readonly safe: boolean;
  /** What it changes in the document itself. */
  readonly edits: readonly TextEdit[];
  /** What it changes in other files, each named once. */
  readonly elsewhere: readonly FileEdits[];
}

/** A place in this or another file that a finding speaks of. */
export interface RelatedPlace {
  readonly uri: string;
  readonly range: Range;
  readonly message: string;
}

/** What was found in a document, and what is needed to show it. */
export interface DocumentView {
  /** What was found on lines of this document, by rules about lines and by rules about the whole configuration, in any order. */
  readonly findings: readonly Placed<Finding>[];
  /** Where a line of the configuration stands now; null where it is gone or cannot be shown. */
  readonly locate: (at: Origin) => FoundLine | null;
  /** What could be found, given what is known: a comment that silences none of it is superfluous. */
  readonly judges: Judges;
}

/** Everything there is to say about a document. */
export function diagnosticsOf(document: Document, { findings, locate, judges }: DocumentView, levels: RuleLevels): Diagnostic[] {
  if (document.unreadable !== null) return levelled([noteOn(notAnalysed, UNREADABLE[document.unreadable])], levels);
  const tooMany = findings.length > FINDING_LIMIT;
  const { left, remarks, hides } = silence(document.tree, findings, (code, row) => !tooMany && judges(code, row));
  const ordered = [...left, ...remarks].sort((one, other) => one.offset - other.offset);
  const diagnostics = ordered.map((placed) => asDiagnostic(placed, document, locate));
  const shown = levelled(diagnostics, levels).slice(0, FINDING_LIMIT);
  if (tooMany && !hides(tooManyFindings.code)) shown.push(...levelled([noteOn(tooManyFindings, TOO_MANY)], levels));
  return shown;
}

function levelled(diagnostics: readonly Diagnostic[], levels: RuleLevels): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const severity = shownSeverity(diagnostic, levels);
    return severity === null ? [] : [severity === diagnostic.severity ? diagnostic : { ...diagnostic, severity }];
  });
}

function asDiagnostic(placed: Placed<Finding>, document: Document, locate: DocumentView['locate']): Diagnostic {
  const { what } = placed;
  return {
    code: what.code,
    severity: what.severity,
    message: withoutClosings(what.httpd === undefined ? what.message : `${what.message}\nhttpd: ${what.httpd}`),
    range: rangeIn(placed, what.start, what.end),
    fixes: (what.fixes ?? []).flatMap((fix) => placedFix(fix, placed, document, locate) ?? []),
    related: (what.related ?? []).flatMap((related) => relatedPlace(related, locate) ?? []),
    ...(what.tag && { tag: what.tag }),
    ...(what.concern && { concern: what.concern }),
  };
}

function relatedPlace({ at, start, end, message }: Related, locate: DocumentView['locate']): RelatedPlace | null {
  const found = locate(at);
  return found === null ? null : { uri: found.uri, range: rangeIn(found, start, end), message: withoutClosings(message) };
}

/** A fix with its places; null where a line that it changes cannot be found, since half a fix would be wrong. */
function placedFix(fix: Fix, placed: Placed<unknown>, document: Document, locate: DocumentView['locate']): DocumentFix | null {
  const edits = placedEdits(placed, fix.edits);
  if (fix.closingName !== undefined) edits.push(...closingEdit(placed, document, fix.closingName));
  if (fix.outside !== undefined) {
    const written = outsideEdit(placed, document, fix.outside);
    if (written === null) return null;
    edits.push(written);
  }
  const others = new Map<string, TextEdit[]>([[document.uri, edits]]);
  for (const { at, edits: changed } of fix.elsewhere ?? []) {
    const found = locate(at);
    if (found === null) return null;
    const known = others.get(found.uri) ?? [];
    known.push(...placedEdits(found, changed));
    others.set(found.uri, known);
  }
  others.delete(document.uri);
  return { title: withoutClosings(fix.title), safe: fix.safe, edits, elsewhere: [...others].map(([uri, own]) => ({ uri, edits: own })) };
}

function placedEdits(place: Pick<Placed<unknown>, 'line' | 'row'>, edits: readonly LineEdit[]): TextEdit[] {
  return edits.map(({ start, end, text }) => ({ range: rangeIn(place, start, end), newText: withoutClosings(text) }));
}

/** The edit of the name in the closing tag of the section that is opened at a place. */
function closingEdit({ offset, row }: Placed<unknown>, { tree }: Document, name: string): TextEdit[] {
  const section = sectionsAt(tree, offset).find((candidate) => candidate.offset === offset)?.section;
  const statement = section?.close == null ? null : statementOf(section.close);
  if (section?.close == null || statement === null) return [];
  const place = { line: section.close, row: row + section.open.breaks + section.body.breaks };
  return placedEdits(place, [{ start: statement.nameStart, end: statement.nameEnd, text: name }]);
}

/** The edit that writes a line above a section around a place; null where that section is not in the document. */
function outsideEdit({ offset }: Placed<unknown>, { tree }: Document, { text, section }: NonNullable<Fix['outside']>): TextEdit | null {
  const around = sectionsAt(tree, offset).at(-section);
  if (around === undefined) return null;
  const { open } = around.section;
  const indent = /^[ \t]*/.exec(open.text)![0];
  return { range: rangeIn({ line: open, row: around.row }, 0, 0), newText: withoutClosings(`${indent}${text}${breakOf(open)}`) };
}

const TOP: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const TOO_MANY = `This file has more than ${FINDING_LIMIT} findings; the first ${FINDING_LIMIT} are shown.`;
const UNREADABLE: Readonly<Record<NonNullable<Document['unreadable']>, string>> = {
  binary: 'This does not look like a text file, so it is not analysed.',
  'too-large': 'This file has more than 16 million characters, so it is not analysed. httpd may still read it.',
};

function noteOn({ code, severity }: DocumentNote, message: string): Diagnostic {
  return { code, severity, message, range: TOP, fixes: [], related: [] };
}
