/** What a WSGI script imports, and which folders it adds to Python's path itself. */
import { moduleStatements } from './statements.ts';

/** The first parts of the modules that a file imports at its top; relative imports left out. */
export function importedModules(text: string): string[] {
  const found = moduleStatements(text).flatMap(({ bare }) => {
    const from = /^from\s+([A-Za-z_]\w*)/.exec(bare);
    if (from !== null) return [from[1]!];
    const plain = /^import\s+(.+)$/s.exec(bare);
    return plain === null ? [] : plain[1]!.split(',').flatMap((piece) => /^\s*([A-Za-z_]\w*)/.exec(piece)?.[1] ?? []);
  });
  return [...new Set(found)];
}

/** Whether a script changes where Python looks for modules, in whatever way. */
export function changesPath(text: string): boolean {
  return moduleStatements(text).some(({ bare }) =>
    /\bsys\s*\.\s*path\b|\bsite\s*\.\s*addsitedir\b|\bactivate_this\b|\bexec(?:file)?\s*\(|\bpath\s*\.\s*(?:insert|append)\b|\bos\s*\.\s*chdir\b/.test(bare),
  );
}
