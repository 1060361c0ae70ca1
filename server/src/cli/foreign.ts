/** Files that carry a configuration's name but another program's language: nginx blocks, INI files, shell variables. */

/** How many lines with ink are looked at. */
const SAMPLE = 200;

const BLOCK = /[;{]\s*(?:#.*)?$|^\}/;
const INI = /^\[[^\]]+\]\s*$|^[\w.:/-]+\s*=/;

/** Whether a text is plainly written in another language than httpd's: more than half of its lines are. */
export function isForeign(text: string): boolean {
  const joined = text.slice(0, 65_536).replaceAll(/\\\r?\n/g, ' ');
  const lines = joined.split('\n').map((line) => line.trim());
  const inked = lines.filter((line) => line !== '' && !/^[#;]/.test(line)).slice(0, SAMPLE);
  const foreign = inked.filter((line) => !line.startsWith('<') && (BLOCK.test(line) || INI.test(line)));
  return foreign.length * 2 > inked.length;
}
