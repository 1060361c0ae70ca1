/** Changes of virtual hosts: what becomes of a configuration on the disk, judged by the real httpd and by our own checker. */
import { expect } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { HostChange } from '../../server/src/features/hostEdit/change.ts';
import { textOf } from '../../server/src/ide.ts';
import { siteOf } from '../certificates/examples.ts';
import { apacheIsAsked } from './apache.ts';
import { CURSOR } from './fixture.ts';
import { startOnLoopback } from './start.ts';

/** What a change came to. */
export interface Changed {
  /** The text after it; as it was where the change was refused. */
  readonly text: string;
  readonly summary: string;
  readonly refused: string;
}

/** Makes a change at the cursor of a main configuration below a folder. */
export function changed(folder: string, text: string, change: HostChange): Changed {
  const at = text.indexOf(CURSOR);
  expect(at, 'the text needs a cursor').not.toBe(-1);
  const before = text.replace(CURSOR, '');
  const site = siteOf(folder, before);
  const document = site.document(`${folder}/etc/apache2/apache2.conf`);
  const plain = TextDocument.create(document.uri, 'apacheconf', 1, before);
  const result = site.service.hostEdit(document, plain.positionAt(at), change);
  expect(textOf(document)).toBe(before);
  if ('refused' in result) return { text: before, summary: '', refused: result.refused };
  return { text: TextDocument.applyEdits(plain, [...result.edits]), summary: result.summary, refused: '' };
}

/** What our checker says of a text and did not say of another; the real httpd must start with the text. */
export async function newlySaid(folder: string, before: string, after: string): Promise<string[]> {
  const said = (text: string) =>
    siteOf(folder, text.replace(CURSOR, ''))
      .findings()
      .map(({ code }) => code);
  const known = said(before);
  if (apacheIsAsked()) {
    const { started, log } = await startOnLoopback(after);
    expect(started, `${after}\n${log}`).toBe(true);
  }
  return said(after).filter((code) => !known.includes(code));
}
