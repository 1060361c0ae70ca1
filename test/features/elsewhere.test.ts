// Findings that speak of other files: where they are shown, and what their fixes change.
import { describe, expect, test } from 'vitest';
import { diagnosticsOf } from '../../server/src/features/diagnostics.ts';
import { openDocument } from '../../server/src/ide.ts';
import type { Origin } from '../../server/src/model/configuration/entry.ts';
import type { Finding } from '../../server/src/model/finding.ts';
import { linesOf } from '../../server/src/syntax/tree.ts';

const here = openDocument('file:///etc/apache2/sites-enabled/a.conf', 1, 'ServerName a\nWSGIDaemonProcess blog\n');
const there = openDocument('file:///etc/apache2/sites-enabled/b.conf', 1, '# b\nWSGIDaemonProcess \\\n  blog\n');

const lineIn = (document: typeof here, index: number) => [...linesOf(document.tree.root)][index]!;

function origin(document: typeof here, index: number): Origin {
  const path = document.uri.slice('file://'.length);
  return { file: { path, real: path }, line: lineIn(document, index).line };
}

/** Finds lines of the two documents, as whoever read the configuration can. */
function locate({ file, line }: Origin) {
  const document = [here, there].find(({ uri }) => uri.endsWith(file.path));
  const found = document === undefined ? undefined : [...linesOf(document.tree.root)].find((candidate) => candidate.line === line);
  return found === undefined ? null : { uri: document!.uri, line: found.line, row: found.row };
}

function shown(finding: Partial<Finding>) {
  const what: Finding = { code: 'duplicate-daemon-process', severity: 'error', message: 'Twice.', start: 0, end: 17, ...finding };
  return diagnosticsOf(here, { findings: [{ what, ...lineIn(here, 1) }], locate, judges: () => true }, {})[0]!;
}

const gone: Origin = { file: { path: '/gone.conf', real: '/gone.conf' }, line: here.tree.root.children[0] as Origin['line'] };

describe('a finding', () => {
  test('names the other place', () => {
    const related = [{ at: origin(there, 1), start: 22, end: 26, message: 'first here' }];
    expect(shown({ related }).related).toEqual([
      { uri: there.uri, range: { start: { line: 2, character: 2 }, end: { line: 2, character: 6 } }, message: 'first here' },
    ]);
  });

  test('is silent about a place that is gone', () => {
    expect(shown({ related: [{ at: gone, start: 0, end: 1, message: 'here' }] }).related).toEqual([]);
  });
});

describe('a fix', () => {
  const edits = [{ start: 0, end: 23, text: '' }];
  const insertion = [{ start: 0, end: 0, text: 'WSGIDaemonProcess blog\n' }];

  test('changes other lines of its own file and other files', () => {
    const elsewhere = [
      { at: origin(here, 0), edits: insertion },
      { at: origin(there, 1), edits: [{ start: 22, end: 26, text: 'shop' }] },
    ];
    const [fix] = shown({ fixes: [{ title: 'Move it', safe: true, edits, elsewhere }] }).fixes;
    expect(fix!.edits).toEqual([
      { range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, newText: '' },
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: 'WSGIDaemonProcess blog\n' },
    ]);
    const range = { start: { line: 2, character: 2 }, end: { line: 2, character: 6 } };
    expect(fix!.elsewhere).toEqual([{ uri: there.uri, edits: [{ range, newText: 'shop' }] }]);
  });

  test('is not offered by halves', () => {
    expect(shown({ fixes: [{ title: 'Move it', safe: true, edits, elsewhere: [{ at: gone, edits: insertion }] }] }).fixes).toEqual([]);
  });
});
