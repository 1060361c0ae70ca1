/** Documents: immutable snapshots of a text with its tree. A change gives a new snapshot that shares what it did not touch. */
import type { DocumentKind } from './model/scope.ts';
import { editTree } from './syntax/edit.ts';
import { offsetAt, parse, print, type Tree } from './syntax/tree.ts';
import { offsetInText } from './text/lineBreaks.ts';
import type { Range } from './text/range.ts';

/** Longest text that is analysed, in UTF-16 code units; beyond it a document is kept but not looked at. */
export const SIZE_LIMIT = 16 * 1024 * 1024;

/** Why a document is not analysed. */
export type Unreadable = 'too-large' | 'binary';

/** One version of one document. */
export interface Document {
  readonly uri: string;
  readonly version: number;
  readonly kind: DocumentKind;
  readonly tree: Tree;
  /** Set when the text is kept but not analysed; its tree is then empty. */
  readonly unreadable: Unreadable | null;
  /** The text of an unreadable document. */
  readonly raw: string | null;
}

/** One change of a document; without a range the whole text is replaced. */
export interface Change {
  readonly range?: Range;
  readonly text: string;
}

const EMPTY = parse('');

/** Opens a document. */
export function openDocument(uri: string, version: number, text: string): Document {
  const unreadable = unreadableText(text);
  const kind = isHtaccess(uri) ? 'htaccess' : 'configuration';
  if (unreadable !== null) return { uri, version, kind, tree: EMPTY, unreadable, raw: text };
  return { uri, version, kind, tree: parse(text), unreadable: null, raw: null };
}

/** The document after some changes, applied in order. */
export function changeDocument(document: Document, version: number, changes: readonly Change[]): Document {
  let current = document;
  for (const change of changes) current = changedOnce(current, version, change);
  return current === document ? { ...document, version } : current;
}

/** The document's whole text. */
export function textOf(document: Document): string {
  return document.raw ?? print(document.tree);
}

function changedOnce(document: Document, version: number, change: Change): Document {
  if (change.range === undefined) return openDocument(document.uri, version, change.text);
  if (document.raw !== null) return openDocument(document.uri, version, changedText(document.raw, change.range, change.text));
  const { tree } = document;
  const replacement = { start: offsetAt(tree, change.range.start), end: offsetAt(tree, change.range.end), text: change.text };
  const next = editTree(tree, replacement);
  if (next.root.width > SIZE_LIMIT || change.text.includes('\0')) return openDocument(document.uri, version, print(next));
  return { ...document, version, tree: next };
}

/** A text that has no tree is changed as it is. */
function changedText(raw: string, { start, end }: Range, text: string): string {
  const from = offsetInText(raw, start);
  return raw.slice(0, from) + text + raw.slice(Math.max(offsetInText(raw, end), from));
}

/** `.htaccess` files and what people ship for one: `htaccess.txt`, `.htaccess.dist`, `site.htaccess`. */
function isHtaccess(uri: string): boolean {
  return /(?:^|[\\/._-]|%2F)htaccess(?:\.(?:conf|dist|txt|example|sample|default|bak|orig))*$/i.test(uri);
}

/** NUL characters in numbers are no text; a single one may be a slip and is left to httpd's reading of it. */
function unreadableText(text: string): Unreadable | null {
  if (text.length > SIZE_LIMIT) return 'too-large';
  const head = text.slice(0, 8192);
  let zeros = 0;
  for (let at = head.indexOf('\0'); at !== -1; at = head.indexOf('\0', at + 1)) zeros++;
  return zeros > 8 || (zeros > 1 && zeros * 64 > head.length) ? 'binary' : null;
}
