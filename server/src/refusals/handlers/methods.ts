/** HTTP methods that httpd has numbers for (modules/http/http_protocol.c, ap_method_registry_init). */
import { nearestName } from '../../knowledge/nearest.ts';
import type { Word } from '../../syntax/words.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord, replaceWord } from '../call.ts';
import { argv, isOpen, missing } from './common.ts';

const METHODS = [
  'GET',
  'HEAD',
  'PUT',
  'POST',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
  'PROPFIND',
  'PROPPATCH',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
  'VERSION-CONTROL',
  'CHECKOUT',
  'UNCHECKOUT',
  'CHECKIN',
  'UPDATE',
  'LABEL',
  'REPORT',
  'MKWORKSPACE',
  'MKACTIVITY',
  'BASELINE-CONTROL',
  'MERGE',
];

/** Refuses a method in lower case or a misspelt one; RegisterHttpMethod and modules may know others. */
export function methodFault(word: Word, httpd: string): Refusal | null {
  const { value } = word;
  if (isInterpolated(value) || METHODS.includes(value) || value === '') return null;
  const near = nearestName(
    value.toLowerCase(),
    METHODS.map((name) => name.toLowerCase()),
  )?.toUpperCase();
  const same = METHODS.find((name) => name === value.toUpperCase());
  const meant = same ?? near;
  if (meant === undefined)
    return /^[\w!#$%&'*+.^`|~-]+$/.test(value) && !value.startsWith('-') ? null : refuseWord(word, `“${value}” is not the name of a method.`, httpd);
  const message =
    same === undefined ? `“${value}” is not a method that httpd knows. Did you mean ${meant}?` : `Methods are written in capital letters: ${meant}.`;
  return refuseWord(word, message, httpd, [replaceWord(word, meant)]);
}

/** mod_allowmethods: methods, or `reset` alone. */
function allowMethods(call: Call): Refusal | null {
  const words = argv(call);
  if (words.length === 0) return missing(call, 'a method', "AllowMethods: No method or 'reset' keyword given");
  const [first] = words;
  if (isOpen(call) || (words.length === 1 && /^reset$/i.test(first!.value))) return null;
  for (const word of words) {
    if (/^reset$/i.test(word.value)) return refuseWord(word, '“reset” stands alone.', `AllowMethods: Invalid Method '${word.value}'`);
    const fault = methodFault(word, `AllowMethods: Invalid Method '${word.value}'`);
    if (fault !== null) return fault;
  }
  return null;
}

export const methodHandlers: Readonly<Record<string, Handler>> = { allowmethods: allowMethods };
