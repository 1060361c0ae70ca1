/** Findings of a document as places and messages. */
import type { Document } from '../document.ts';
import type { Finding, Fix, Severity } from '../model/finding.ts';
import type { Analyzer, Placed } from '../rules/analyze.ts';
import { FINDING_LIMIT, notAnalysed, tooManyFindings } from '../rules/documentNotes.ts';
import type { Range } from '../text/range.ts';
import { rangeIn } from './place.ts';

/** A finding with its range in the document. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** Our explanation, followed by httpd's own words where it refuses. */
  readonly message: string;
  readonly range: Range;
  readonly fixes: readonly DocumentFix[];
  readonly tag?: 'deprecated' | 'unnecessary';
}

/** A fix with ranges in the document. */
export interface DocumentFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

/** Everything there is to say about a document. */
export function diagnosticsOf(document: Document, analyzer: Analyzer): Diagnostic[] {
  if (document.unreadable !== null) return [unreadable(document)];
  const { findings } = analyzer.analyze(document.tree);
  const shown = findings.slice(0, FINDING_LIMIT).map(asDiagnostic);
  if (findings.length > FINDING_LIMIT) shown.push(tooMany());
  return shown;
}

function asDiagnostic(placed: Placed<Finding>): Diagnostic {
  const { what } = placed;
  const range = rangeIn(placed, what.start, what.end);
  return {
    code: what.code,
    severity: what.severity,
    message: what.httpd === undefined ? what.message : `${what.message}\nhttpd: ${what.httpd}`,
    range,
    fixes: (what.fixes ?? []).map((fix) => placedFix(fix, placed)),
    ...(what.tag && { tag: what.tag }),
  };
}

function placedFix(fix: Fix, placed: Placed<unknown>): DocumentFix {
  const edits = fix.edits.map(({ start, end, text }) => ({ range: rangeIn(placed, start, end), newText: text }));
  return { title: fix.title, safe: fix.safe, edits };
}

const TOP: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function unreadable(document: Document): Diagnostic {
  const message =
    document.unreadable === 'binary'
      ? 'This does not look like a text file, so it is not analysed.'
      : 'This file has more than 16 million characters, so it is not analysed. httpd may still read it.';
  const { code, severity } = notAnalysed;
  return { code, severity, message, range: TOP, fixes: [] };
}

function tooMany(): Diagnostic {
  const { code, severity } = tooManyFindings;
  return { code, severity, message: `This file has more than ${FINDING_LIMIT} findings; the first ${FINDING_LIMIT} are shown.`, range: TOP, fixes: [] };
}
