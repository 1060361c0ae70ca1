/** RewriteMap (modules/mappers/mod_rewrite.c; words measured with 2.4.71). */
import { type Call, type Refusal, refuseWord } from '../call.ts';
import { isAbsent, refuseAbsent } from '../loaded.ts';
import { isOpen } from './common.ts';

/** cmd_rewritemap: only what does not depend on files. */
export function rewriteMap(call: Call): Refusal | null {
  const source = call.words[1];
  if (source === undefined || isOpen(call)) return null;
  const internal = /^int:(.*)$/is.exec(source.value)?.[1];
  if (internal !== undefined && !['toupper', 'tolower', 'escape', 'unescape'].includes(internal)) {
    return refuseWord(
      source,
      `There is no internal map “${internal}”: write int:toupper, int:tolower, int:escape or int:unescape.`,
      `RewriteMap: internal map not found:${internal}`,
    );
  }
  if (/^(?:fast)?dbd:/i.test(source.value) && isAbsent(call, 'mod_dbd'))
    return refuseAbsent(source, 'mod_dbd', { what: 'This kind of map', httpd: 'RewriteMap types dbd and fastdbd require mod_dbd!' });
  if (!/^dbm(?!:|=[^:]*:)/i.test(source.value)) return null;
  return refuseWord(source, 'A dbm map is written dbm:file or dbm=type:file.', `RewriteMap: bad map:${source.value}`);
}
