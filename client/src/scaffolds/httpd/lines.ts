/** Lines of a configuration, put together: comments broken at the margin, sections indented, groups apart. */

/** Lines without their line breaks. */
export type Lines = readonly string[];

/** How long a line of a comment gets, without its indentation. */
const MARGIN = 96;
const INDENT = '    ';

/** A comment. It ends in no backslash, behind which httpd would take the next line for a part of it. */
export function comment(text: string): Lines {
  const lines: string[] = [];
  for (const one of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + one.length < MARGIN) lines[lines.length - 1] = `${last} ${one}`;
    else lines.push(`# ${one}`);
  }
  return lines;
}

/** A command in a comment, in one piece so that it can be copied. */
export function command(text: string): Lines {
  return [`#   ${text}`];
}

/** A section; `opening` is the inside of its opening tag. */
export function section(opening: string, body: Lines): Lines {
  const [name = ''] = opening.split(' ');
  return [`<${opening}>`, ...body.map((line) => (line === '' ? '' : `${INDENT}${line}`)), `</${name}>`];
}

/** A directive with an option to the line. */
export function continued(directive: string, options: Lines): Lines {
  const last = options.length - 1;
  return [`${directive} \\`, ...options.map((one, index) => `${INDENT}${one}${index === last ? '' : ' \\'}`)];
}

/** Groups of lines with an empty line between them; empty ones are left out. */
export function apart(...groups: readonly Lines[]): Lines {
  return groups.filter((group) => group.length > 0).flatMap((group, index) => (index === 0 ? group : ['', ...group]));
}
