/** ExpiresByType and ExpiresDefault (modules/metadata/mod_expires.c, check_code; words measured with 2.4.71). */
import type { Word } from '../../syntax/words.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';

const UNIT = /^(?:y|mo|w|d|h|mi|s)/i;

interface Fault {
  readonly problem: string;
  readonly httpd: string;
}

/** `A300` and `M300` are taken as they are; else base, perhaps plus, then pairs of number and unit. Quoted words inside are left to httpd. */
function codeFault(code: string): Fault | null {
  if (/^[AM]/.test(code)) return null;
  const [base = '', ...rest] = code.trim().split(/\s+/);
  if (/^["']/.test(base)) return null;
  if (!/^[nam]/i.test(base))
    return { problem: `it begins with access, now or modification, not “${base}”`, httpd: `bad expires code, unrecognised <base> '${base}'` };
  if (rest.some((word) => /^["']/.test(word))) return null;
  const pairs = /^p/i.test(rest[0] ?? '') ? rest.slice(1) : rest;
  for (let at = 0; at < pairs.length; at += 2) {
    const [number, unit] = [pairs[at]!, pairs[at + 1]];
    if (!/^\d/.test(number)) return { problem: `“${number}” is not a number`, httpd: `bad expires code, numeric value expected <num> '${number}'` };
    if (unit === undefined)
      return {
        problem: `behind ${number} a unit is missing: seconds, minutes, hours, days, weeks, months or years`,
        httpd: 'bad expires code, missing <type>',
      };
    if (!UNIT.test(unit))
      return {
        problem: `“${unit}” is not a unit: write seconds, minutes, hours, days, weeks, months or years`,
        httpd: `bad expires code, unrecognised <type>'${unit}'`,
      };
  }
  return null;
}

function refuseCode(word: Word | undefined, before: string): Refusal | null {
  if (word === undefined || isInterpolated(word.value)) return null;
  const fault = codeFault(word.value);
  return fault === null ? null : refuseWord(word, `The time is not understood: ${fault.problem}.`, `'${before} ${word.value}': ${fault.httpd}`);
}

function byType(call: Call): Refusal | null {
  const [type, code] = call.words;
  if (type === undefined || isInterpolated(type.value)) return null;
  if (!type.value.includes('/')) return refuseWord(type, 'A media type holds a slash, such as text/html.', 'Invalid mimetype: should contain a slash');
  return refuseCode(code, `ExpiresByType ${type.value}`);
}

export const expiresHandlers: Readonly<Record<string, Handler>> = {
  expiresbytype: byType,
  expiresdefault: (call) => refuseCode(call.words[0], 'ExpiresDefault'),
};
