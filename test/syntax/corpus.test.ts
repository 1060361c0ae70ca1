// Real files print as they were read, whole and after an edit in their middle: the examples, and the corpus where it lies beside the project.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { editTree } from '../../server/src/syntax/edit.ts';
import { parse, print } from '../../server/src/syntax/tree.ts';
import { corpusIsThere } from '../corpus/corpus.ts';
import { outline } from '../kit/outline.ts';

const project = path.join(import.meta.dirname, '../..');
const corpus = path.join(project, '../shared/corpus');
const folders = [path.join(project, 'examples/apache2/sites-available'), ...(corpusIsThere ? [path.join(corpus, 'files'), path.join(corpus, 'mutants')] : [])];
const files = folders.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
const texts = files.map((file) => ({ name: path.basename(file), text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(file)) }));

test('print as they were read', () => {
  expect(texts.length).toBeGreaterThan(corpusIsThere ? 500 : 1);
  for (const { name, text } of texts) expect(print(parse(text)) === text, name).toBe(true);
});

test('read the same whether a tag is typed or there from the start', () => {
  for (const { name, text } of texts) {
    const middle = Math.floor(text.length / 2);
    const typed = '\n<IfModule x>\n';
    const edited = editTree(parse(text), { start: middle, end: middle, text: typed });
    expect(outline(edited), name).toEqual(outline(parse(text.slice(0, middle) + typed + text.slice(middle))));
  }
});
