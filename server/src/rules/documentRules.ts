/** Rules that look at a whole document: what one line says in the light of others. */
import type { Finding } from '../model/finding.ts';
import type { Declaration } from '../model/symbols.ts';
import { duplicateDaemonProcess } from './duplicateDaemonProcess.ts';
import type { RulePage } from './rule.ts';

/** A declaration and the index by which its line is found again. */
export interface PlacedDeclaration {
  readonly declaration: Declaration;
  /** The number of the line, from 1, for messages. */
  readonly lineNumber: number;
}

/** A finding about one of the declarations that the rule was given. */
export interface DeclarationFinding {
  readonly index: number;
  readonly finding: Finding;
}

/** A rule over all declarations of a document, in file order. */
export interface DocumentRule {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly page: RulePage;
  readonly check: (declarations: readonly PlacedDeclaration[]) => DeclarationFinding[];
}

/** Every rule of a document as a whole. */
export const documentRules: readonly DocumentRule[] = [duplicateDaemonProcess];
