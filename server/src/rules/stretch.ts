/**
 * What is known about a stretch of a document, relative to its beginning: the lines that there is something to say about,
 * and the stretches inside. Nothing is moved or copied until all of it is asked for, so a line costs the same however
 * deep it lies, and a stretch that did not change is shared.
 */
import type { Finding } from '../model/finding.ts';
import type { Declaration } from '../model/symbols.ts';
import type { Line } from '../syntax/line.ts';

/** Something about a line, with the line's own place. */
export interface Placed<T> {
  readonly what: T;
  readonly line: Line;
  /** Offset of the line. */
  readonly offset: number;
  /** Row of the line, from 0. */
  readonly row: number;
}

/** What is known about a document, in its order. */
export interface Analysis {
  readonly findings: readonly Placed<Finding>[];
  readonly declarations: readonly Placed<Declaration>[];
}

/** What is known about one line. */
export interface LineNotes {
  readonly line: Line;
  readonly findings: readonly Finding[];
  readonly declarations: readonly Declaration[];
}

interface Part {
  readonly notes: LineNotes | Stretch;
  readonly offset: number;
  readonly row: number;
}

/** The notes of neighbouring lines and stretches. */
export class Stretch {
  private readonly parts: Part[] = [];
  /** Number of findings in all of it. */
  findings = 0;
  /** Number of declarations in all of it. */
  declarations = 0;

  /** Adds what is known at a place of this stretch; where nothing is known nothing is kept. */
  add(notes: LineNotes | Stretch | null, offset: number, row: number): void {
    if (notes === null) return;
    const isStretch = notes instanceof Stretch;
    const findings = isStretch ? notes.findings : notes.findings.length;
    const declarations = isStretch ? notes.declarations : notes.declarations.length;
    if (findings === 0 && declarations === 0) return;
    this.parts.push({ notes, offset, row });
    this.findings += findings;
    this.declarations += declarations;
  }

  /** Everything that is known, with places in the document that begins where the stretch does. */
  flattened(): Analysis {
    const findings: Placed<Finding>[] = [];
    const declarations: Placed<Declaration>[] = [];
    this.collect(0, 0, findings, declarations);
    return { findings, declarations };
  }

  private collect(offset: number, row: number, findings: Placed<Finding>[], declarations: Placed<Declaration>[]): void {
    for (const part of this.parts) {
      const place = { offset: offset + part.offset, row: row + part.row };
      const { notes } = part;
      if (notes instanceof Stretch) notes.collect(place.offset, place.row, findings, declarations);
      else {
        for (const what of notes.findings) findings.push({ what, line: notes.line, ...place });
        for (const what of notes.declarations) declarations.push({ what, line: notes.line, ...place });
      }
    }
  }
}
