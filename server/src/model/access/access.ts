/**
 * Who may have a file or a folder: what the sections that govern it come to. `.htaccess` files are not read; where one
 * could say otherwise, nothing is known.
 */
import type { Configuration } from '../configuration/configuration.ts';
import { argumentsOf, type Entry, lastOf } from '../configuration/entry.ts';
import { ancestorsOf, parentOf } from './folders.ts';
import { type Layer, type Place, walksOf } from './layers.ts';
import { combined, requirementsOf, type Verdict, type Vote } from './requirements.ts';

export type { Place } from './layers.ts';
export type { Verdict } from './requirements.ts';

/** What holds for a place, and the section that decides it. */
export interface Access {
  readonly verdict: Verdict;
  /** Null where no section speaks of access: everybody may come in then, unless files out of sight say otherwise. */
  readonly by: Entry | null;
}

/** A vote on its way through the sections. */
interface Opinion {
  readonly vote: Vote;
  readonly by: Entry;
}

interface OldOpinion extends Opinion {
  readonly either: boolean;
}

/** The access to a place for GET. */
export function accessTo(configuration: Configuration, place: Place): Access {
  const walks = walksOf(configuration.entries, place);
  const layers = walks.flat();
  const required = walks.reduce<Opinion | null>(requiredAfterWalk, null);
  const old = layers.reduce<OldOpinion | null>(oldAfter, null);
  const access = together(required, old) ?? { verdict: configuration.rooted ? 'granted' : 'unknown', by: null };
  return access.verdict !== 'unknown' && mayBeOverridden(configuration, layers, place, access.verdict) ? { ...access, verdict: 'unknown' } : access;
}

/** Each walk merges its sections before it is merged itself, in the way of its last section. */
function requiredAfterWalk(before: Opinion | null, walk: readonly Layer[]): Opinion | null {
  const speaking = walk.filter(({ entry }) => requirementsOf(entry).vote !== null);
  if (before === null || speaking.every(({ entry }) => requirementsOf(entry).merging === 'off')) return speaking.reduce(requiredAfter, before);
  const last = speaking.at(-1)!.entry;
  if (!speaking.every(({ governs }) => governs === 'surely')) return { vote: 'unknown', by: last };
  const { vote } = speaking.reduce<Opinion | null>(requiredAfter, null)!;
  const { merging } = requirementsOf(last);
  return { vote: merging === 'off' ? vote : combined(before.vote, vote, merging === 'or'), by: last };
}

function requiredAfter(before: Opinion | null, { entry, governs }: Layer): Opinion | null {
  const { vote, merging } = requirementsOf(entry);
  if (vote === null) return before;
  const now = { vote: before === null || merging === 'off' ? vote : combined(before.vote, vote, merging === 'or'), by: entry };
  return governs === 'surely' ? now : blurred(before, now, governs);
}

/** The directives of 2.2 of one section take the place of all those of sections before it. */
function oldAfter(before: OldOpinion | null, { entry, governs }: Layer): OldOpinion | null {
  const { old } = requirementsOf(entry);
  if (old === null) return before;
  const now = { vote: old.verdict, by: entry };
  return governs === 'surely' ? { ...now, either: old.either } : { ...blurred(before, now, governs), either: old.either || (before?.either ?? false) };
}

/** What holds where a section may not govern at all. Without any section before it, access is free. */
function blurred(before: Opinion | null, now: Opinion, governs: 'perhaps' | 'sometimes'): Opinion {
  const earlier = verdictOf(before?.vote ?? 'neutral');
  if (earlier === verdictOf(now.vote)) return now;
  const open = governs === 'perhaps' || earlier === 'unknown' || now.vote === 'unknown';
  return { vote: open ? 'unknown' : 'depends', by: now.by };
}

/** Where nothing is required, `Satisfy any` lets everybody in. */
function together(required: Opinion | null, old: OldOpinion | null): Access | null {
  if (old === null) return required === null ? null : { verdict: verdictOf(required.vote), by: required.by };
  const needed = required?.vote ?? 'neutral';
  const verdict = verdictOf(combined(verdictOf(needed), old.vote, old.either));
  const byOld = required === null || (verdict === old.vote && verdict !== verdictOf(needed));
  return { verdict, by: byOld ? old.by : required.by };
}

function verdictOf(vote: Vote): Verdict {
  return vote === 'neutral' ? 'granted' : vote;
}

/** Whether a `.htaccess` file may say otherwise. Where files may be looked for, there must be one. */
function mayBeOverridden({ looksForFiles, disk }: Configuration, layers: readonly Layer[], { path, kind }: Place, verdict: Verdict): boolean {
  const lines = layers.flatMap(({ entry }) => (entry.name === 'directory' ? (lastOf(entry.children, 'allowoverride') ?? []) : []));
  const last = lines.at(-1);
  if (last === undefined || !argumentsOf(last).some((word) => /^(?:all|authconfig|limit)$/i.test(word))) return false;
  if (!looksForFiles) return verdict === 'denied';
  return ancestorsOf(kind === 'folder' ? path : parentOf(path)).some((folder) => disk.stat(`${folder === '/' ? '' : folder}/.htaccess`).kind === 'file');
}
