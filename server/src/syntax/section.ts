/** Sections: an opening tag, what stands in it, and its closing tag unless that is missing. */
import type { Block } from './block.ts';
import type { Line } from './line.ts';

/** A section of the tree. `close` is null when the closing tag is missing: an error node whose children are kept. */
export class Section {
  readonly type = 'section';
  readonly open: Line;
  readonly body: Block;
  readonly close: Line | null;
  /** Length in UTF-16 code units. */
  readonly width: number;
  /** Line breaks inside. */
  readonly breaks: number;

  constructor(open: Line, body: Block, close: Line | null) {
    this.open = open;
    this.body = body;
    this.close = close;
    this.width = open.width + body.width + (close?.width ?? 0);
    this.breaks = open.breaks + body.breaks + (close?.breaks ?? 0);
  }

  /** The section's name in lower case. */
  get tag(): string {
    return this.open.tag;
  }
}
