/** Ways of writing that change nothing, or should not: case, blanks, continuations, comments. */
import type { World } from './world.ts';

const COMMENTS = ['# note', '#', '   # <VirtualHost *:80>', '#!/bin/sh', '#ServerName x', '', ' ', '# a \\'];

/** The line as somebody else would have typed it. Most stay as they are. */
export function dressed(line: string, { draw }: World): string {
  const indent = draw.pick(['', '', '  ', '    ', '\t']);
  return (
    indent +
    draw.weighted<() => string>([
      [30, () => line],
      [2, () => line.replace(/^[</]*\w+/, (name) => name.toLowerCase())],
      [2, () => line.replace(/^[</]*\w+/, (name) => name.toUpperCase())],
      [2, () => line.replace(/ /, draw.pick(['  ', '\t', ' \t ']))],
      [2, () => line.replace(/ /, draw.pick([' \\\n', ' \\\n    ', '\\\n ']))],
      [1, () => `${line} `],
      [1, () => `${line}\t`],
    ])()
  );
}

/** A comment or an empty line. A comment that ends in a backslash takes the next line with it. */
export function comment({ draw }: World): string {
  return draw.pick(COMMENTS);
}
