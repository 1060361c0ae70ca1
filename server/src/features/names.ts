/** Names that are in sight: declared in this document or in others that belong to it. */
import { everyEntry, type Origin } from '../model/configuration/entry.ts';
import { declarationsOf, type SymbolKind } from '../model/symbols.ts';
import type { Analysis } from '../rules/analyze.ts';
import { type Statement, statementOf } from '../syntax/statement.ts';
import type { View } from '../view/view.ts';

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

/** No names at all. */
export const NO_NAMES: Names = { declared: () => [] };

/** The names of one document, analysed when the first one is asked for; `file` is put before the line number unless it is empty. */
export function namesIn(analyse: () => Analysis, file: string): Names {
  return {
    declared: (kind) =>
      analyse()
        .declarations.filter(({ what }) => what.kind === kind)
        .map(({ what, row }) => ({ name: what.name, detail: what.detail, where: `${file === '' ? '' : `${file}, `}line ${row + 1}` })),
  };
}

/** The names that the other files of a document's configuration declare, in the order of reading. Rows are looked for when they are asked for. */
export function configurationNames(view: View): Names {
  return { declared: (kind) => [...declaringLines(view, kind)].flatMap(({ at, statement }) => declaredOn(view, kind, at, statement)) };
}

interface Declaring {
  readonly at: Origin;
  readonly statement: Statement;
}

const DECLARING: Readonly<Record<Exclude<SymbolKind, 'macro'>, string>> = { 'daemon-group': 'wsgidaemonprocess', define: 'define' };

function* declaringLines(view: View, kind: SymbolKind): Generator<Declaring> {
  const { configuration } = view;
  if (kind === 'macro') {
    for (const { section, file } of configuration.macros) {
      const statement = statementOf(section.open);
      if (statement !== null && !view.isHere(file)) yield { at: { file, line: section.open }, statement };
    }
    return;
  }
  for (const entry of everyEntry(configuration.entries)) {
    if (entry.name === DECLARING[kind] && !view.isHere(entry.file)) yield { at: entry, statement: entry.statement };
  }
}

function declaredOn(view: View, kind: SymbolKind, at: Origin, statement: Statement): DeclaredName[] {
  const [directive] = view.configuration.knowledge.find(statement.name, statement.kind === 'open');
  const declarations = directive === undefined ? [] : declarationsOf(directive, statement, 'active');
  return declarations.filter((declaration) => declaration.kind === kind).map(({ name, detail }) => new LocatedName(name, detail, () => placeOf(view, at)));
}

/** A name whose row is looked for when somebody asks. */
class LocatedName implements DeclaredName {
  readonly name: string;
  readonly detail: string;
  private readonly locate: () => string;

  constructor(name: string, detail: string, locate: () => string) {
    this.name = name;
    this.detail = detail;
    this.locate = locate;
  }

  get where(): string {
    return this.locate();
  }
}

/** A line for people: `ports.conf, line 3`. */
function placeOf(view: View, at: Origin): string {
  const file = at.file.path.replace(/^.*\//, '');
  const found = view.locate(at);
  return found === null ? file : `${file}, line ${found.row + 1}`;
}

/** Several sources as one; the first to declare a name comes first. */
export function joinedNames(sources: readonly Names[]): Names {
  return { declared: (kind) => sources.flatMap((source) => source.declared(kind)) };
}
