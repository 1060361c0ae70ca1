/**
 * Line breaks as editors count them: LF, CR LF and a lone CR each end a line (Language Server Protocol 3.17).
 * httpd itself ends a line at LF only; the difference matters for positions, not for meaning.
 */

const CR = 13;
const LF = 10;

/** The number of line breaks in `text`. */
export function countBreaks(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks++;
  for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) !== LF) breaks++;
  }
  return breaks;
}

/** The offset just behind the line break number `count` (from 1) of `text`; 0 for `count` 0; the text's length when there are fewer. */
export function offsetBehindBreak(text: string, count: number): number {
  let at = 0;
  for (let left = count; left > 0; left--) {
    const next = endOfBreak(text, at);
    if (next === -1) return text.length;
    at = next;
  }
  return at;
}

/** The line (from 0) and character of an offset within `text`. */
export function positionInText(text: string, offset: number): { line: number; character: number } {
  let line = 0;
  let start = 0;
  for (;;) {
    const next = endOfBreak(text, start);
    if (next === -1 || next > offset) return { line, character: offset - start };
    line++;
    start = next;
  }
}

/** The offset of a position in `text`; positions outside give the nearest offset inside. */
export function offsetInText(text: string, { line, character }: { readonly line: number; readonly character: number }): number {
  if (line < 0) return 0;
  const start = offsetBehindBreak(text, line);
  return start + Math.min(Math.max(character, 0), lineLength(text, start));
}

/** The length of the line that begins at `start`, its break not counted. */
export function lineLength(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) return at - start;
  }
  return text.length - start;
}

function endOfBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF) return at + 1;
    if (code === CR) return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
  }
  return -1;
}
