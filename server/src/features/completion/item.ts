/** What completion offers. */
import type { Range } from '../../text/range.ts';

/** Kinds of offers; editors show a sign for each. */
export type ItemKind = 'directive' | 'section' | 'closing-tag' | 'value' | 'option' | 'name' | 'variable' | 'module' | 'file' | 'folder';

/** One offer. `insert` is a snippet (`$1`, `$0`) when `snippet` is set, else plain text. */
export interface CompletionItem {
  readonly label: string;
  readonly kind: ItemKind;
  readonly insert: string;
  readonly snippet?: boolean;
  readonly sort?: string;
  readonly detail?: string;
  readonly deprecated?: boolean;
  /** Whether more is to be offered once this is in place. */
  readonly again?: boolean;
  /** By what the documentation is found again; see `completionText`. */
  readonly about?: About;
}

/** What an offer is about: a directive, or an option or value of one, or a variable, or a file that certbot keeps. */
export interface About {
  readonly directive?: string;
  readonly section?: boolean;
  readonly option?: string;
  readonly value?: string;
  readonly variable?: string;
  readonly lineageFile?: string;
}

/** All offers for one place; each replaces `range`. */
export interface CompletionList {
  readonly range: Range;
  readonly items: readonly CompletionItem[];
  /** Whether only offers that fit what is typed are here, so that more typing asks anew. */
  readonly incomplete?: boolean;
  /** Whether `range` is just the word at the cursor as every editor sees it, and need not be told. */
  readonly plainWord?: boolean;
}

/** The offers, each label once. */
export function unique(items: readonly CompletionItem[]): CompletionItem[] {
  const seen = new Set<string>();
  return items.filter(({ label }) => !seen.has(label) && seen.add(label));
}
