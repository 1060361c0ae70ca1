// Checks of hover and signature help.
import { expect } from 'vitest';
import { textOf } from '../../server/src/document.ts';
import type { Hover } from '../../server/src/features/hover.ts';
import { type FixtureOptions, openWorkspace } from './workspace.ts';

/** What hover is expected to say. */
export interface ExpectedHover {
  /** The text that the answer is about: what the editor underlines. */
  readonly about: string;
  /** What the answer must say. */
  readonly says: readonly (string | RegExp)[];
  readonly not?: readonly string[];
}

/** Checks the explanation of what stands at the cursor; `null` where there must be none. */
export function checkHover(fixture: string, expected: ExpectedHover | null, options: FixtureOptions = {}): void {
  const { document, position, service } = openWorkspace(fixture, options);
  const hover = service.hover(document, position);
  if (expected === null || hover === null) {
    expect(hover, fixture).toBe(expected);
    return;
  }
  expect(textIn(textOf(document), hover), fixture).toBe(expected.about);
  for (const part of expected.says) expect(hover.markdown, fixture).toMatch(typeof part === 'string' ? new RegExp(escaped(part)) : part);
  for (const part of expected.not ?? []) expect(hover.markdown, fixture).not.toContain(part);
}

function textIn(text: string, { range: { start, end } }: Hover): string {
  const lines = text.split('\n');
  expect(start.line).toBe(end.line);
  return lines[start.line]!.slice(start.character, end.character);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Checks the signature at the cursor: its line with the active parameter in «», then parts of that parameter's explanation. `null` for no signature. */
export function checkSignature(fixture: string, expected: string | null, says: readonly string[] = [], options: FixtureOptions = {}): void {
  const { document, position, service } = openWorkspace(fixture, options);
  const help = service.signature(document, position);
  if (expected === null || help === null) {
    expect(help?.label ?? null, fixture).toBe(expected);
    return;
  }
  const active = help.parameters[help.active];
  const { label } = help;
  const marked = active === undefined ? label : `${label.slice(0, active.start)}«${label.slice(active.start, active.end)}»${label.slice(active.end)}`;
  expect(marked, fixture).toBe(expected);
  for (const part of says) expect(active?.markdown ?? help.summary, fixture).toContain(part);
}
