/** Slips of the pen: what turns a line into one that was not meant. httpd may take the result all the same. */
import type { World } from './world.ts';

const ODD_WORDS = [
  '',
  '""',
  'x',
  'yes',
  'none',
  '-1',
  '99999',
  '*',
  '(',
  '[',
  '^(',
  '%{X',
  '"',
  "'x",
  '+x',
  'a=b',
  'http:/x',
  '10.0.0.0/33',
  '#',
  '${NOWHERE}',
  '\\',
  '=',
  '!',
];
const LETTERS = 'abcdeilmnorstu';

/** Changes one letter: left out, doubled, swapped with the next, or another one. */
export function misspelt(word: string, { draw }: World): string {
  if (word.length < 2) return `${word}x`;
  const at = draw.between(1, word.length - 1);
  const [before, letter, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)];
  return draw.pick([
    before + after,
    before + letter + letter + after,
    before + after.slice(0, 1) + letter + after.slice(1),
    before + draw.pick([...LETTERS]) + after,
  ]);
}

type Slip = (line: string, world: World) => string;

/** Splits a line at blanks outside of quotes. */
function split(line: string): string[] {
  return line.match(/"(?:\\.|[^"\\])*"?|\S+/g) ?? [];
}

function atWord(change: (word: string, world: World) => string): Slip {
  return (line, world) => {
    const words = split(line);
    if (words.length < 2) return `${line} ${world.draw.pick(ODD_WORDS)}`;
    const at = world.draw.between(1, words.length - 1);
    words[at] = change(words[at]!, world);
    return words.join(' ');
  };
}

const SLIPS: readonly (readonly [weight: number, slip: Slip])[] = [
  [3, (line, world) => line.replace(/^\S+/, (name) => misspelt(name, world))],
  [4, atWord((_, { draw }) => draw.pick(ODD_WORDS))],
  [4, atWord(misspelt)],
  [2, atWord((word) => word.toUpperCase())],
  [2, atWord((word) => `"${word}`)],
  [1, atWord((word) => `"${word}"`)],
  [1, atWord((word) => `'${word}'`)],
  [1, atWord((word) => `${word},`)],
  [1, atWord((word) => `${word}"`)],
  [3, atWord(() => '')],
  [3, (line, { draw }) => `${line} ${draw.pick(ODD_WORDS)}`],
  [2, (line, { draw }) => `${line} ${draw.pick(split(line))}`],
  [2, (line) => `${line} # as agreed`],
  [1, (line) => line.replace(/\s.*$/, '')],
  [1, (line) => line.replace(/ /, '=')],
  [1, (line) => `${line} \\`],
  [1, (line) => `${line};`],
  [1, (line) => `<${line}>`],
  [1, (line) => `- ${line}`],
];

/** The line with one slip in it. */
export function withSlip(line: string, world: World): string {
  return world.draw.weighted(SLIPS)(line, world).replace(/ +$/, '');
}
