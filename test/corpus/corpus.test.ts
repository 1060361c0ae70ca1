// Our errors against httpd's verdicts on real files and seeded mistakes.
import { describe, expect, test } from 'vitest';
import { openDocument } from '../../server/src/document.ts';
import type { Diagnostic } from '../../server/src/features/diagnostics.ts';
import { LanguageService } from '../../server/src/ide.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { type Accepted, acceptedText, corpusIsThere, corpusJson, corpusText, type Mutant, type Verdict } from './corpus.ts';

/** Classes of refusal that a single file's text can tell. */
const TOLD_BY_TEXT = new Set(['unknown-directive', 'unknown-directive-removed', 'not-allowed-here', 'wrong-args', 'unclosed-section', 'mismatched-close']);
/** Refusals that depend on the build or on a module older than the one we assume. */
const NOT_OURS = new Set(['newer-option', 'build-dependent', 'unknown-provider']);

const service = new LanguageService(NEWEST);

function errorsOf(name: string, text: string): Diagnostic[] {
  return service.diagnostics(openDocument(`file:///etc/apache2/${name}`, 0, text)).filter(({ severity }) => severity === 'error');
}

function covers({ range }: Diagnostic, from: number, to: number): boolean {
  return range.start.line + 1 <= to && range.end.line + 1 >= from;
}

function isTold({ class: kind, sub }: { class: string; sub?: string }): boolean {
  return TOLD_BY_TEXT.has(kind) && !NOT_OURS.has(sub ?? '');
}

describe.skipIf(!corpusIsThere)('the corpus', () => {
  const verdicts = corpusIsThere ? corpusJson<Verdict[]>('oracle.json') : [];

  test('no line that httpd takes is an error, and what it refuses is one', () => {
    const falseErrors: string[] = [];
    const missed: string[] = [];
    let refused = 0;
    for (const verdict of verdicts) {
      const found = errorsOf(verdict.file, corpusText(`files/${verdict.file}`));
      for (const error of found) {
        if (verdict.errors.some(({ line, start_line: start }) => covers(error, start, line))) continue;
        if (verdict.neutralised.some(({ line }) => covers(error, line, line))) continue;
        falseErrors.push(`${verdict.file}:${error.range.start.line + 1} ${error.code} ${error.message.split('\n')[0]}`);
      }
      for (const expected of verdict.errors.filter(isTold)) {
        refused++;
        if (!found.some((error) => covers(error, expected.start_line, expected.line)))
          missed.push(`${verdict.file}:${expected.line} ${expected.class} ${expected.message}`);
      }
    }
    console.log(`corpus: ${falseErrors.length} false errors in ${verdicts.length} files; ${refused - missed.length} of ${refused} refused lines are errors`);
    if (process.env.CORPUS_VERBOSE) console.log([...falseErrors, '--- missed', ...missed].join('\n'));
    expect(falseErrors).toEqual([]);
    expect((refused - missed.length) / refused, missed.join('\n')).toBeGreaterThanOrEqual(0.99);
  });

  test('seeded mistakes are errors on their line', () => {
    const mutants = corpusJson<Mutant[]>('mutants.json');
    const missed: string[] = [];
    for (const mutant of mutants) {
      const found = errorsOf(mutant.file, corpusText(`mutants/${mutant.file}`));
      const lines = [mutant.line, mutant.httpd_line, mutant.start_line];
      if (!found.some((error) => lines.some((line) => covers(error, line, line))))
        missed.push(`${mutant.file}:${mutant.line} ${mutant.kind} ${mutant.message}`);
    }
    console.log(`corpus: ${mutants.length - missed.length} of ${mutants.length} seeded mistakes are errors on their line`);
    if (process.env.CORPUS_VERBOSE) console.log(missed.join('\n'));
    expect((mutants.length - missed.length) / mutants.length, missed.join('\n')).toBeGreaterThanOrEqual(0.97);
  });

  test('mistakes that httpd takes are no errors', () => {
    const known = new Map(verdicts.map((verdict) => [verdict.file, verdict]));
    const falseErrors: string[] = [];
    for (const accepted of corpusJson<Accepted[]>('accepted.json')) {
      const before = known.get(accepted.base)!.errors.length;
      const found = errorsOf(accepted.base, acceptedText(accepted));
      if (found.length > before)
        falseErrors.push(`${accepted.base}:${accepted.line} ${accepted.kind}: ${found.map(({ code, range }) => `${code}@${range.start.line + 1}`).join(' ')}`);
    }
    expect(falseErrors).toEqual([]);
  });
});

if (!corpusIsThere) {
  test('the corpus is not here: its figures are not measured', () => {
    console.log('corpus: not found beside the project; false errors, refused lines and seeded mistakes are not measured');
    expect(corpusIsThere).toBe(false);
  });
}
