/** What scaffolds come to: files, as text, that a command shows and writes. Nothing is written in this room. */

/** A file to be made. */
export interface ScaffoldFile {
  /** Absolute path on this machine. */
  readonly path: string;
  /** Its text, with `\n` for line breaks. */
  readonly text: string;
}
