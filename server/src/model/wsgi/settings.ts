/** Which value of a directive counts for a script: the virtual host's own before the main server's, per-directory ones before both. */
import type { Configuration } from '../configuration/configuration.ts';
import { type Entry, isCertain } from '../configuration/entry.ts';
import type { VirtualHost } from '../configuration/hosts.ts';
import { inventoryOf, type Placed } from '../configuration/inventory.ts';
import { type Governs, governs, type Place, weight } from './governing.ts';
import { hasVariable } from './paths.ts';

/** A value and where it comes from. */
export interface Setting {
  /** What is written; null where nothing is said. */
  readonly value: string | null;
  /** The line that says it, and where on that line; null where nothing is said. */
  readonly source: { readonly entry: Entry; readonly start: number; readonly end: number } | null;
  /** False where another line may have the last word for some requests, or where the value is not known. */
  readonly sure: boolean;
}

/** Nothing is said anywhere. */
export const NOTHING: Setting = { value: null, source: null, sure: true };

interface Candidate {
  readonly placed: Placed;
  readonly governs: Governs;
  readonly weight: number;
}

/** The value of a one-word directive (lower-case name) for a script of a server. */
export function settingFor(configuration: Configuration, host: VirtualHost | null, place: Place, name: string): Setting {
  const candidates = [...candidatesIn(configuration, null, place, name), ...(host === null ? [] : candidatesIn(configuration, host, place, name))];
  let best: Candidate | null = null;
  for (const candidate of candidates) if (candidate.governs === 'yes' && (best === null || candidate.weight >= best.weight)) best = candidate;
  const doubted = candidates.some((candidate) => candidate.governs === 'perhaps' && candidate.weight >= (best?.weight ?? 0));
  if (best === null) return { ...NOTHING, sure: !doubted };
  return { ...written(best.placed.entry), sure: !doubted && !hasVariable(best.placed.entry.statement.arguments[0]?.value ?? '') };
}

function candidatesIn(configuration: Configuration, host: VirtualHost | null, place: Place, name: string): Candidate[] {
  const found = inventoryOf(configuration, host).all(name);
  return found.map((placed) => {
    const answer = governs(placed.sections, place);
    return { placed, governs: answer === 'yes' && !isCertain(placed.entry) ? 'perhaps' : answer, weight: weight(placed.sections) };
  });
}

function written(entry: Entry): Pick<Setting, 'value' | 'source'> {
  const [word] = entry.statement.arguments;
  return { value: word?.value ?? '', source: { entry, start: word?.start ?? 0, end: word?.end ?? 0 } };
}
