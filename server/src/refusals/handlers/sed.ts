/** Commands of mod_sed (modules/filters/sed0.c, fcomp and its helpers; words measured with 2.4.71). */
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';

const PREFIX = 'Failed to compile sed expression. ';

/** Commands that take nothing behind them. */
const BARE = '=dDgGhHlnNpPqx';

/** Labels are shorter than this; behind `b`, `t` and `:` all the rest of the script is one. */
const LABEL = 8;

/** Why a script is not compiled, in httpd's words without the script itself; null where it is, or is more than is looked at here. */
function scriptFault(script: string): string | null {
  let at = 0;
  for (;;) {
    at += /^[\s;]*/.exec(script.slice(at))![0].length;
    if (at >= script.length) return null;
    const addressed = behindAddresses(script, at);
    if (typeof addressed === 'string') return addressed;
    // of a pattern without an end mod_sed reads what happens to lie behind the script: it is refused now and then
    if (/[/\\]/.test(script[addressed] ?? '')) return null;
    const end = behindCommand(script, addressed);
    if (end === null || typeof end === 'string') return end;
    at = end;
  }
}

/** One address: a number, the last line, or a pattern. A pattern that ends nowhere is none. */
const ADDRESS = /(?:\d+|\$|\/(?:\\.|[^\\/])*\/|\\([^\\])(?:\\.|(?!\1)[^\\])*\1)/y;

/** Where the addresses in front of a command end. */
function behindAddresses(script: string, from: number): number | string {
  const first = behindAddress(script, from);
  if (script[first] !== ',' || first === from) return first;
  const second = behindAddress(script, first + 1);
  return second === first + 1 ? 'command garbled: ' : second;
}

function behindAddress(script: string, from: number): number {
  ADDRESS.lastIndex = from;
  return from + (ADDRESS.exec(script)?.[0].length ?? 0);
}

/** Where a command ends; null for one that is not looked at any further. */
function behindCommand(script: string, from: number): number | string | null {
  const at = from + /^[\s!]*/.exec(script.slice(from))![0].length;
  const command = script[at];
  if (command === undefined || !/[\w={}:#]/.test(command) || !`${BARE}{}:#btrwsyaic`.includes(command)) return 'unrecognized command: ';
  if (BARE.includes(command)) return /^(?:$|[\n;}#])/.test(script.slice(at + 1)) ? at + 1 : 'command garbled: ';
  const rest = script.slice(at + 1);
  if ('aic'.includes(command)) return rest.startsWith('\\') ? null : 'command garbled: ';
  if (command === 'r' && rest === '') return 'command garbled: ';
  if ('bt:'.includes(command)) return rest.trimStart().length >= LABEL ? 'label too long: ' : null;
  if (command !== 's' && command !== 'y') return null;
  return rest === '' ? null : unendedFault(rest, command === 's' ? 'substitution' : 'string');
}

/** `s` and `y` have the same sign three times; what stands behind it is left alone. */
function unendedFault(rest: string, what: string): string | null {
  const signs = rest.replaceAll(/\\./gs, '').split(rest[0]!).length - 1;
  return signs < 3 ? `ending delimiter missing on ${what}: ` : null;
}

/** InputSed and OutputSed. */
function sed(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isInterpolated(word.value)) return null;
  const fault = scriptFault(word.value);
  return fault === null ? null : refuseWord(word, `“${word.value}” is no script of sed: write s/from/to/g, for example.`, `${PREFIX}${fault}${word.value}`);
}

export const sedHandlers: Readonly<Record<string, Handler>> = { inputsed: sed, outputsed: sed };
