/** Which parts of a tree can change what is known while httpd reads: the others are passed over when a configuration is read. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Block } from '../../syntax/block.ts';
import type { Line } from '../../syntax/line.ts';
import { firstInk } from '../../syntax/line.ts';
import type { Section } from '../../syntax/section.ts';
import { isConditional, isForeign } from '../conditions.ts';
import { Note } from '../note.ts';
import { knownTag } from '../scope.ts';

/** Directives that httpd runs while it reads and that change what later lines mean (EXEC_ON_READ; binary 2.4.71). */
const ON_READ = /^\s*["']?(?:include|includeoptional|define|undefine|use|undefmacro|loadmodule|serverroot)(?![\w])/i;

const known = new Note<Block | Section, boolean>();

/** Whether reading a node or block can do or ask anything. */
export function isOfInterest(node: Block | Section | Line, knowledge: Knowledge): boolean {
  if (node.type === 'line') return node.kind !== 'comment' && node.kind !== 'blank' && isOfInterestAlone(node);
  const found = known.get(node);
  if (found !== undefined) return found;
  const answer = node.type === 'block' ? node.children.some((child) => isOfInterest(child, knowledge)) : sectionIs(node, knowledge);
  known.set(node, answer);
  return answer;
}

function isOfInterestAlone(line: Line): boolean {
  return (mayBeginSo(line) && ON_READ.test(joined(line))) || mayHoldVariables(line);
}

/** What such a directive can begin with, or a quote around its name. */
const BEGINNINGS = new Set('iIdDuUlLsS"\'');

/** Whether a line may begin with one of them; most lines are told apart by a glance. */
function mayBeginSo({ text }: Line): boolean {
  const first = firstInk(text);
  return first >= text.length || BEGINNINGS.has(text[first]!);
}

/** Whether a line may bring files, or the text of a macro. */
export function bringsMore({ text }: Line): boolean {
  return /^\s*["']?(?:include|use)/i.test(text);
}

/** Whether a line may hold variables. */
export function mayHoldVariables(line: Line): boolean {
  return line.text.includes('$') && joined(line).includes('${');
}

/** A line's text without the breaks inside of it. */
function joined({ text }: Line): string {
  return text.includes('\\') ? text.replaceAll(/\\\r?\n/g, '') : text;
}

function sectionIs(section: Section, knowledge: Knowledge): boolean {
  const tag = knownTag(section.tag, knowledge);
  return isConditional(tag) || tag === 'macro' || isForeign(tag, knowledge) || isOfInterest(section.open, knowledge) || isOfInterest(section.body, knowledge);
}
