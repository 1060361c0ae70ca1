// The tree loses nothing and never throws, and editing gives what parsing the new text gives.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editTree } from '../../server/src/syntax/edit.ts';
import { lineAt, offsetAt, parse, positionAt, print, type Tree } from '../../server/src/syntax/tree.ts';
import { outline } from '../kit/outline.ts';

const pieces = [
  ...['<VirtualHost *:80>\n', '</VirtualHost>\n', '<Directory /srv>\n', '</Directory>\n', '<IfModule x>\r\n', '</IfModule>\r\n'],
  ...['ServerName a.test\n', '# comment \\\n', 'WSGIDaemonProcess a \\\n', '  threads=5\n', '\n', '\\\n', '\\\\\n', '\\ \n', '"', "'"],
  ...['\r', '\0', '\uFEFF', ' ', '\t', '<', '</', '>', '#', '\\', '${X}', 'é', '\u{1F600}', '\u2028', 'Listen 80'],
];
const config = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }), { maxLength: 40 })
  .map((parts) => parts.join(''));
const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 2000) };

describe('the tree', () => {
  test('prints what was parsed, for any string', () => {
    fc.assert(
      fc.property(fc.oneof(config, fc.string({ unit: 'binary' })), (text) => {
        expect(print(parse(text))).toBe(text);
      }),
      runs,
    );
  });

  test('after an edit is the tree of the new text', () => {
    fc.assert(
      fc.property(config, fc.array(fc.tuple(fc.nat(), fc.nat(60), config), { minLength: 1, maxLength: 6 }), (text, edits) => {
        let tree: Tree = parse(text);
        let expected = text;
        for (const [at, length, replacement] of edits) {
          const start = expected.length === 0 ? 0 : at % (expected.length + 1);
          const end = Math.min(start + length, expected.length);
          tree = editTree(tree, { start, end, text: replacement });
          expected = expected.slice(0, start) + replacement + expected.slice(end);
          expect(print(tree)).toBe(expected);
          expect(outline(tree)).toEqual(outline(parse(expected)));
        }
      }),
      runs,
    );
  });

  test('maps offsets to positions and back', () => {
    fc.assert(
      fc.property(config, fc.nat(), (text, seed) => {
        const tree = parse(text);
        const offset = text.length === 0 ? 0 : seed % (text.length + 1);
        const inBreak = text[offset - 1] === '\r' && text[offset] === '\n';
        fc.pre(!inBreak);
        expect(offsetAt(tree, positionAt(tree, offset))).toBe(offset);
        const before = text.slice(0, offset).split(/\r\n|\r|\n/);
        expect(positionAt(tree, offset)).toEqual({ line: before.length - 1, character: before.at(-1)!.length });
      }),
      runs,
    );
  });

  test('finds the line of every offset', () => {
    fc.assert(
      fc.property(config, fc.nat(), (text, seed) => {
        fc.pre(text.length > 0);
        const offset = seed % text.length;
        const place = lineAt(parse(text), offset)!;
        expect(text.slice(place.offset, place.offset + place.line.width)).toBe(place.line.text);
        expect(place.offset <= offset && offset < place.offset + place.line.width).toBe(true);
      }),
      runs,
    );
  });
});
