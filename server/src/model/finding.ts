/** Findings: what a rule has to say about a line, with offsets in that line's text. */

/** How bad it is. `error` only where the real httpd refuses the line. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A replacement inside the finding's line; offsets in UTF-16 code units of the line's text. */
export interface LineEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A change that mends a finding. `safe` ones keep the meaning and may be applied unseen. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly LineEdit[];
}

/** One finding. */
export interface Finding {
  /** Stable kebab-case name of the rule. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, why it matters, what to do. */
  readonly message: string;
  /** httpd's own words, where it refuses. */
  readonly httpd?: string;
  readonly start: number;
  readonly end: number;
  readonly fixes?: readonly Fix[];
  /** How an editor may paint it besides the squiggle. */
  readonly tag?: 'deprecated' | 'unnecessary';
}
