/**
 * Sections that httpd passes over, since their condition surely does not hold. Found through the readings, which know where
 * there are any: where there are none, nothing of the document is walked over.
 */
import type { Reading } from '../model/reading/reading.ts';
import type { Block } from '../syntax/block.ts';
import type { Section } from '../syntax/section.ts';
import { type Statement, statementOf } from '../syntax/statement.ts';

/** A section that is passed over, with its place in the document. */
export interface PassedOver {
  readonly section: Section;
  /** Its opening tag, variables put in. */
  readonly statement: Statement | null;
  /** Offset of the opening tag. */
  readonly offset: number;
}

const holding = new WeakMap<Reading, boolean>();

/** Whether anything in a part that was read is passed over. */
function holdsAny(reading: Reading): boolean {
  const known = holding.get(reading);
  if (known !== undefined) return known;
  const answer = [...reading.children.values()].some((child) => child.certainty === 'inactive' || holdsAny(child));
  holding.set(reading, answer);
  return answer;
}

/** The outermost sections of a block that every reading of it passes over, in file order. */
export function passedOver(block: Block, readings: readonly Reading[], offset = 0): PassedOver[] {
  if (!readings.every(holdsAny)) return [];
  const found: PassedOver[] = [];
  let at = offset;
  for (const child of block.children) {
    const inner = readings.flatMap((reading) => reading.children.get(child) ?? []);
    if (inner.length > 0 && inner.length === readings.length) {
      if (child.type === 'block') found.push(...passedOver(child, inner, at));
      else if (child.type === 'section') found.push(...inSection(child, inner, at));
    }
    at += child.width;
  }
  return found;
}

/** The section itself where no reading goes into it; else what those that do pass over inside. */
function inSection(section: Section, readings: readonly Reading[], offset: number): PassedOver[] {
  const { open, body } = section;
  const inside = readings.filter(({ certainty }) => certainty !== 'inactive');
  if (inside.length === 0) return [{ section, statement: readings[0]!.statement ?? statementOf(open), offset }];
  const bodies = inside.flatMap(({ children }) => children.get(body) ?? []);
  return bodies.length < inside.length ? [] : passedOver(body, bodies, offset + open.width);
}
