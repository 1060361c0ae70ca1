/** Names that a line above has to declare. */
import type { Entry } from '../../model/configuration/entry.ts';
import type { Word } from '../../syntax/words.ts';

/** A name that nothing above declares. */
export interface Undeclared {
  readonly entry: Entry;
  readonly word: Word;
  /** What the name should be of: “filter”. */
  readonly what: string;
  /** The directive that declares such names. */
  readonly by: string;
  /** Where that line has to stand, beyond standing above. */
  readonly where?: string;
  /** httpd's words. */
  readonly httpd: string;
}
