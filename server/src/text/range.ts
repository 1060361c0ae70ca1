/**
 * Positions and ranges. Offsets count UTF-16 code units from 0; lines and characters count from 0, characters in
 * UTF-16 code units, as the Language Server Protocol does by default.
 */

/** A place in a document: line from 0, character in UTF-16 code units from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A stretch of a document; `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A stretch as offsets in UTF-16 code units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A replacement of one stretch by a text. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}
