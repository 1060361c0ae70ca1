/** Findings: what a rule has to say about a line, with offsets in that line's text. */
import type { Origin } from './configuration/entry.ts';
import type { SymbolKind } from './symbols.ts';

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
  /** For the opening tag of a section: the name that its closing tag gets as well. */
  readonly closingName?: string;
  /** A line that is written above a section around: the how manieth, counted from the inside, from 1. There is no fix where that one is not in the file. */
  readonly outside?: { readonly text: string; readonly section: number };
  /** What it changes in other lines, of this file or of others. */
  readonly elsewhere?: readonly { readonly at: Origin; readonly edits: readonly LineEdit[] }[];
}

/** Another line that a finding speaks of; offsets are those of that line's text. */
export interface Related {
  readonly at: Origin;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A name that is declared nowhere in sight. */
export interface Missing {
  readonly kind: SymbolKind;
  readonly name: string;
}

/** A certificate that a finding is about, for those who can look at certificates or make them. Paths are absolute. */
export interface CertificateConcern {
  /** The file that can be looked at; null where there is none. */
  readonly path: string | null;
  readonly remedy: CertificateRemedy | null;
}

/** What would help against a finding about a certificate. */
export type CertificateRemedy =
  /** One that takes its place, with these names besides its own. */
  | { readonly kind: 'renew'; readonly certificate: string; readonly privateKey: string | null; readonly names: readonly string[] }
  /** One where there is none, or none that serves. */
  | { readonly kind: 'create'; readonly names: readonly string[]; readonly folder: string | null; readonly fileName: string | null }
  /** A file with the whole chain, made of what is in these. */
  | { readonly kind: 'chain'; readonly files: readonly string[]; readonly privateKey: string | null };

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
  readonly related?: readonly Related[];
  /** The name whose absence it rests on: where a file beside a document that stands alone declares it, there is nothing to say. */
  readonly missing?: Missing;
  /** The certificate that it is about; none where something else looks after that one. */
  readonly concern?: CertificateConcern;
  /** How an editor may paint it besides the squiggle. */
  readonly tag?: 'deprecated' | 'unnecessary';
}
