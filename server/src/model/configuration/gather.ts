/** Everything of a reading that lies in lines deep inside: files, macros and their uses, troubles. Kept per reading. */

import { Note } from '../note.ts';
import type { MacroText } from '../reading/macros.ts';
import type { FileReading, Part, Reading, UseReading } from '../reading/reading.ts';
import type { PlacedTrouble } from './configuration.ts';
import type { SourceFile } from './entry.ts';

/** What was gathered, in the order of reading. */
export interface Gathered {
  readonly files: readonly FileReading[];
  readonly uses: readonly UseReading[];
  readonly macros: readonly MacroText[];
  readonly troubles: readonly PlacedTrouble[];
}

const NOTHING: Gathered = { files: [], uses: [], macros: [], troubles: [] };
const gathered = new Note<Reading, Gathered>();

/** Everything in a file and in what it includes, the file itself first. */
export function gatherFile(reading: FileReading): Gathered {
  const inside = reading.reading === null ? NOTHING : gather(reading.tree.root, reading.reading, reading.file);
  return { ...inside, files: [reading, ...inside.files] };
}

function gather(part: Part, reading: Reading, file: SourceFile): Gathered {
  if (!reading.carries) return NOTHING;
  const known = gathered.get(reading);
  if (known !== undefined) return known;
  const pieces = [own(part, reading, file), ...[...reading.children].map(([child, inner]) => gather(child, inner, file)), ...reading.included.map(gatherFile)];
  if (reading.use !== null) pieces.push(gather(reading.use.macro.section.body, reading.use.body, reading.use.macro.file));
  const result = joined(pieces);
  gathered.set(reading, result);
  return result;
}

function own(part: Part, reading: Reading, file: SourceFile): Gathered {
  const { macro, use, troubles } = reading;
  if (troubles.length === 0 && use === null && macro === null) return NOTHING;
  const line = part.type === 'line' ? part : part.type === 'section' ? part.open : null;
  const certain = reading.scope.certainty === 'active';
  return {
    files: [],
    uses: use === null ? [] : [use],
    macros: macro === null ? [] : [macro],
    troubles: line === null ? [] : troubles.map((trouble) => ({ trouble, at: { file, line }, certain })),
  };
}

function joined(pieces: readonly Gathered[]): Gathered {
  const full = pieces.filter((piece) => piece.files.length + piece.uses.length + piece.macros.length + piece.troubles.length > 0);
  if (full.length <= 1) return full[0] ?? NOTHING;
  return {
    files: full.flatMap(({ files }) => files),
    uses: full.flatMap(({ uses }) => uses),
    macros: full.flatMap(({ macros }) => macros),
    troubles: full.flatMap(({ troubles }) => troubles),
  };
}
