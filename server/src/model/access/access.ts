/**
 * Who may have a file or a folder: what the sections that govern it come to. `.htaccess` files are not read; where one
 * could say otherwise, nothing is known.
 */
import type { Configuration } from '../configuration/configuration.ts';
import { argumentsOf, type Entry, lastOf } from '../configuration/entry.ts';
import { ancestorsOf, parentOf } from './folders.ts';
import { type Layer, layersOf, type Place } from './layers.ts';
import { combined, type OldVerdict, requirementsOf, type Verdict } from './requirements.ts';

export type { Place } from './layers.ts';
export type { Verdict } from './requirements.ts';

/** What holds for a place, and the section that decides it. */
export interface Access {
  readonly verdict: Verdict;
  /** Null where no section speaks of access: everybody may come in then, unless files out of sight say otherwise. */
  readonly by: Entry | null;
}

/** A verdict on its way through the sections. */
interface Opinion {
  readonly verdict: Verdict;
  readonly by: Entry;
}

/** The access to a place for GET. */
export function accessTo(configuration: Configuration, place: Place): Access {
  const layers = layersOf(configuration.entries, place);
  const required = layers.reduce<Opinion | null>(requiredAfter, null);
  const old = layers.reduce<(Opinion & OldVerdict) | null>(oldAfter, null);
  const access = together(required, old) ?? { verdict: configuration.rooted ? 'granted' : 'unknown', by: null };
  return access.verdict !== 'unknown' && mayBeOverridden(configuration, layers, place, access.verdict) ? { ...access, verdict: 'unknown' } : access;
}

function requiredAfter(before: Opinion | null, { entry, governs }: Layer): Opinion | null {
  const { verdict, merging } = requirementsOf(entry);
  if (verdict === null) return before;
  const merged = before === null || merging === 'off' ? verdict : combined(before.verdict, verdict, merging === 'or');
  const now = { verdict: merged, by: entry };
  return governs === 'surely' ? now : blurred(before, now, governs);
}

/** The directives of 2.2 of one section take the place of all those of sections before it. */
function oldAfter(before: (Opinion & OldVerdict) | null, { entry, governs }: Layer): (Opinion & OldVerdict) | null {
  const { old } = requirementsOf(entry);
  if (old === null) return before;
  const now = { ...old, by: entry };
  return governs === 'surely' ? now : { ...blurred(before, now, governs), either: old.either || (before?.either ?? false) };
}

/** What holds where a section may not govern at all. Without any section before it, access is free. */
function blurred(before: Opinion | null, now: Opinion, governs: 'perhaps' | 'sometimes'): Opinion {
  if ((before?.verdict ?? 'granted') === now.verdict) return now;
  const open = governs === 'perhaps' || before?.verdict === 'unknown' || now.verdict === 'unknown';
  return { verdict: open ? 'unknown' : 'depends', by: now.by };
}

function together(required: Opinion | null, old: (Opinion & OldVerdict) | null): Access | null {
  if (required === null || old === null) return required ?? (old === null ? null : { verdict: old.verdict, by: old.by });
  const verdict = combined(required.verdict, old.verdict, old.either);
  return { verdict, by: verdict === old.verdict && verdict !== required.verdict ? old.by : required.by };
}

/** Whether a `.htaccess` file may say otherwise. Where files may be looked for, there must be one. */
function mayBeOverridden({ looksForFiles, disk }: Configuration, layers: readonly Layer[], { path, kind }: Place, verdict: Verdict): boolean {
  const lines = layers.flatMap(({ entry }) => (entry.name === 'directory' ? (lastOf(entry.children, 'allowoverride') ?? []) : []));
  const last = lines.at(-1);
  if (last === undefined || !argumentsOf(last).some((word) => /^(?:all|authconfig|limit)$/i.test(word))) return false;
  if (!looksForFiles) return verdict === 'denied';
  return ancestorsOf(kind === 'folder' ? path : parentOf(path)).some((folder) => disk.stat(`${folder === '/' ? '' : folder}/.htaccess`).kind === 'file');
}
