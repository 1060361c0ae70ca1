/** A text under edits, kept as what is left of the original and what is new: several rounds of edits come out as one. */

/** A replacement; offsets in UTF-16 code units of the text as it is then. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A stretch of the original (`text` null), or new text (`start` and `end` are then 0). */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string | null;
}

/** The edits that were made to a text of some length. */
export class Draft {
  private pieces: readonly Piece[];
  private readonly length: number;

  constructor(length: number) {
    this.length = length;
    this.pieces = length === 0 ? [] : [{ start: 0, end: length, text: null }];
  }

  /** Makes edits that do not overlap, all of them in the text as it is now. */
  apply(edits: readonly Replacement[]): void {
    const next: Piece[] = [];
    let at = 0;
    for (const { start, end, text } of [...edits].sort((one, other) => one.start - other.start)) {
      next.push(...this.slice(at, start));
      if (text !== '') next.push({ start: 0, end: 0, text });
      at = end;
    }
    this.pieces = [...next, ...this.slice(at, Number.POSITIVE_INFINITY)];
  }

  /** The edits that make the text what it is now, in places of the original. */
  edits(): Replacement[] {
    const edits: Replacement[] = [];
    let at = 0;
    let text = '';
    const flush = (start: number): void => {
      if (start > at || text !== '') edits.push({ start: at, end: start, text });
    };
    for (const piece of this.pieces) {
      if (piece.text !== null) text += piece.text;
      else {
        flush(piece.start);
        at = piece.end;
        text = '';
      }
    }
    flush(this.length);
    return edits;
  }

  private slice(from: number, to: number): Piece[] {
    const cut: Piece[] = [];
    let at = 0;
    for (const piece of this.pieces) {
      const length = widthOf(piece);
      const start = Math.max(from - at, 0);
      const end = Math.min(to - at, length);
      if (start < end) cut.push(part(piece, start, end));
      at += length;
      if (at >= to) break;
    }
    return cut;
  }
}

function widthOf({ start, end, text }: Piece): number {
  return text === null ? end - start : text.length;
}

function part({ start, text }: Piece, from: number, to: number): Piece {
  return text === null ? { start: start + from, end: start + to, text } : { start: 0, end: 0, text: text.slice(from, to) };
}
