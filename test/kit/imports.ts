/** Which file imports which: read from the sources by TypeScript's own scanner. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.join(import.meta.dirname, '../..');

/** One import; files are named from the repository's root, packages as they are written. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** Whether it is there when the program runs, and not for its types alone. */
  readonly runs: boolean;
}

/** Every import, export-from and `import()` of the TypeScript files below a folder of the repository. */
export function importsBelow(folder: string): Import[] {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).flatMap((name) => importsOf(path.posix.join(folder, name.replaceAll('\\', '/'))));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const compiled = ts.transpile(text, { module: ts.ModuleKind.Preserve, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true });
  const running = new Set(namesIn(compiled));
  return namesIn(text).map((name) => ({
    from: file,
    to: name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
    runs: running.has(name),
  }));
}

function namesIn(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The rings of files that import each other, each from its first file in the alphabet round to itself. */
export function ringsIn(imports: readonly Pick<Import, 'from' | 'to'>[]): string[][] {
  const targets = grouped(imports);
  const done = new Set<string>();
  const rings: string[][] = [];
  const walk = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at !== -1) rings.push([...trail.slice(at), file]);
    if (at !== -1 || done.has(file)) return;
    for (const to of targets.get(file) ?? []) walk(to, [...trail, file]);
    done.add(file);
  };
  for (const file of [...targets.keys()].sort()) walk(file, []);
  return rings;
}

function grouped(imports: readonly Pick<Import, 'from' | 'to'>[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { from, to } of imports) groups.set(from, [...(groups.get(from) ?? []), to]);
  return groups;
}
