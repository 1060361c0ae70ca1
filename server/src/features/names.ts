/** Names that are in sight: declared in this document or in others that belong to it. */
import type { SymbolKind } from '../model/symbols.ts';
import type { Analysis } from '../rules/analyze.ts';

/** A declared name and where it stands. */
export interface DeclaredName {
  readonly name: string;
  readonly detail: string;
  /** For people: `line 12` or `ports.conf, line 3`. */
  readonly where: string;
}

/** Declared names by kind. */
export interface Names {
  declared(kind: SymbolKind): readonly DeclaredName[];
}

/** The names of one document, analysed when the first one is asked for; `file` is put before the line number unless it is empty. */
export function namesIn(analyse: () => Analysis, file: string): Names {
  return {
    declared: (kind) =>
      analyse()
        .declarations.filter(({ what }) => what.kind === kind)
        .map(({ what, row }) => ({ name: what.name, detail: what.detail, where: `${file === '' ? '' : `${file}, `}line ${row + 1}` })),
  };
}

/** Several sources as one; the first to declare a name comes first. */
export function joinedNames(sources: readonly Names[]): Names {
  return { declared: (kind) => sources.flatMap((source) => source.declared(kind)) };
}
