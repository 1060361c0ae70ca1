// Checks of findings and of their quick fixes.
import { expect } from 'vitest';
import type { Diagnostic, DocumentFix } from '../../server/src/features/diagnostics.ts';
import { changeDocument, type Document, textOf } from '../../server/src/ide.ts';
import type { Expected } from './fixture.ts';
import { type FixtureOptions, openFile, openWorkspace } from './workspace.ts';

/** Checks that every file of a fixture has the findings under its lines and no others. */
export function checkDiagnostics(fixture: string, options: FixtureOptions = {}): void {
  const { service, files } = openWorkspace(fixture, options);
  for (const file of files) {
    const found = service.diagnostics(openFile(file));
    expect(inOrder(found.map(shown)), fixture).toEqual(inOrder(file.expected.map((expected) => shown(expected))));
    for (const expected of file.expected) {
      const messages = found.filter((diagnostic) => shown(diagnostic) === shown(expected)).map(({ message }) => message);
      expect(messages.join('\n'), fixture).toContain(expected.message);
    }
  }
}

/** The findings of the file with the cursor, or of the first one. */
export function diagnosticsOf(fixture: string, options: FixtureOptions = {}): Diagnostic[] {
  const { service, document } = openWorkspace(fixture, options);
  return service.diagnostics(document);
}

function shown({ range: { start, end }, severity, code }: Expected | Diagnostic): string {
  return `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1} ${severity} ${code}`;
}

function inOrder(texts: readonly string[]): string[] {
  return [...texts].sort();
}

/** What a fix is expected to do. */
export interface ExpectedFix {
  readonly title: string;
  /** The code of the finding that the fix belongs to, which must be gone afterwards. */
  readonly code: string;
  readonly after: string;
  /** Whether the fix keeps the meaning, so that it may be applied unseen. */
  readonly safe?: boolean;
}

/** Checks a quick fix: applied to `before` it gives `after`, which no longer has the finding. Gives the new text. */
export function checkFix(before: string, { title, code, after, safe = false }: ExpectedFix, options: FixtureOptions = {}): string {
  const { service, document } = openWorkspace(before, options);
  const found = service.diagnostics(document).filter((diagnostic) => diagnostic.code === code);
  const fix = found.flatMap(({ fixes }) => fixes).find((candidate) => candidate.title === title);
  const titles = found.flatMap(({ fixes }) => fixes.map((other) => other.title));
  expect(fix, `no fix “${title}” of ${code}, but ${titles.join(', ')}, in\n${before}`).toBeDefined();
  const fixed = applyFix(document, fix!);
  const { document: wanted } = openWorkspace(after, options);
  expect(textOf(fixed), before).toBe(textOf(wanted));
  expect(fix!.safe, `whether “${title}” is safe`).toBe(safe);
  const left = service.diagnostics(fixed).filter((diagnostic) => diagnostic.code === code);
  expect(left.length, `findings of ${code} left in\n${after}`).toBeLessThan(found.length);
  return textOf(fixed);
}

/** The document after a fix. The edits are given in the old text's places and do not overlap: the last one is made first. */
export function applyFix(document: Document, { edits }: DocumentFix): Document {
  const backwards = [...edits].sort((a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character);
  return changeDocument(
    document,
    document.version + 1,
    backwards.map(({ range, newText }) => ({ range, text: newText })),
  );
}
