/** Header and RequestHeader (modules/metadata/mod_headers.c: header_cmd, header_inout_cmd; words measured with 2.4.71). */
import type { Fix } from '../../model/finding.ts';
import type { Word } from '../../syntax/words.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseCount, refuseWord } from '../call.ts';
import { expressionRefusal } from '../expression.ts';
import { missing, refuseRegex, same, unknownWord } from './common.ts';
import { formatFault } from './formats.ts';

const ACTIONS = ['add', 'set', 'setifempty', 'append', 'merge', 'unset', 'echo', 'note', 'edit', 'edit*'];
const WANTED = "first argument must be 'add', 'set', 'setifempty', 'append', 'merge', 'unset', 'echo', 'note', 'edit', or 'edit*'.";

/** What may stand behind a value. */
const CONDITION = /^(?:early$|env=|expr=)/i;

/** The arguments by what they are to the action. */
interface Parts {
  readonly action: string;
  readonly name: Word | undefined;
  readonly value: Word | undefined;
  readonly substitute: Word | undefined;
  readonly condition: Word | undefined;
}

function header(call: Call): Refusal | null {
  const isAnswer = same(call.directive.name, 'Header');
  const shift = isAnswer && /^(?:always|onsuccess)$/i.test(call.words[0]?.value ?? '') ? 1 : 0;
  const words = call.words.slice(shift);
  const [action, name, ...rest] = words;
  if (words.some(({ value }) => isInterpolated(value)) && (action === undefined || isInterpolated(action.value))) return null;
  if (rest.length > 3) return tooMany(call, `${call.directive.name} has too many arguments`, action!.value.startsWith('edit') ? [] : rest);
  if (action === undefined) return missing(call, 'an action such as set or unset', WANTED);
  if (!ACTIONS.some((known) => same(known, action.value))) return unknownWord(action, { what: 'header action', names: ACTIONS, httpd: WANTED });
  return checkAction(call, action.value.toLowerCase(), name, rest);
}

function checkAction(call: Call, action: string, name: Word | undefined, rest: readonly Word[]): Refusal | null {
  if (call.words.some(({ value, quote }) => quote === null && isInterpolated(value))) return null;
  if (action === 'edit' || action === 'edit*') return edit(call, { action, name, value: rest[0], substitute: rest[1], condition: rest[2] });
  if (rest.length > 2) return tooMany(call, 'Too many arguments to directive', rest);
  if (action === 'unset' || action === 'echo') return nameOnly(call, action, name, rest);
  if (rest[0] === undefined) return missing(call, `the value for ${action}`, 'Header requires three arguments');
  return finish({ action, name, value: rest[0], substitute: undefined, condition: rest[1] });
}

function edit(call: Call, parts: Parts): Refusal | null {
  if (parts.substitute === undefined) return missing(call, 'a pattern and what to put in its place', 'Header edit requires a match and a substitution');
  return refuseRegex(parts.value, 'Header edit regex could not be compiled') ?? finish(parts);
}

/** `unset` and `echo` take a name and perhaps a condition. */
function nameOnly(call: Call, action: string, name: Word | undefined, rest: readonly Word[]): Refusal | null {
  if (rest.length > 1)
    return refuseCount(
      call,
      `${action} takes the header's name and at most a condition.`,
      action === 'unset' ? 'header unset takes two arguments' : 'Header echo takes two arguments',
    );
  if (action === 'echo' && same(call.directive.name, 'RequestHeader')) {
    return refuseWord(call.words[0]!, 'echo copies request headers into the answer and is for Header only.', 'Header echo only valid on Header directives');
  }
  const fault = action === 'echo' ? refuseRegex(name, 'Header echo regex could not be compiled') : null;
  return fault ?? finish({ action, name, value: undefined, substitute: undefined, condition: rest[0] });
}

function finish(parts: Parts): Refusal | null {
  const fault = parts.condition === undefined ? null : condition(parts);
  if (fault !== null) return fault;
  const text = parts.substitute ?? parts.value;
  if (text === undefined) return null;
  if (!text.value.startsWith('expr=')) return formatFault(text, 'header');
  return expressionRefusal(text, { text: text.value.slice(5), kind: 'string', httpd: "Can't parse value expression : ", offset: 5 });
}

/** The last argument: `early`, `env=[!]NAME` or `expr=...`. */
function condition({ action, value, substitute, condition: word }: Parts): Refusal | null {
  const text = word!.value;
  if (isInterpolated(text) || same(text, 'early')) return null;
  if (/^env=!?$/i.test(text)) {
    return refuseWord(
      word!,
      'Behind env= stands the name of an environment variable.',
      'error: missing environment variable name. envclause should be in the form env=envar ',
    );
  }
  if (/^env=/i.test(text)) return null;
  if (/^expr=/i.test(text)) return expressionRefusal(word!, { text: text.slice(5), kind: 'condition', httpd: "Can't parse envclause/expression: ", offset: 5 });
  const hint = value !== undefined && value.quote === null ? ' A value with blanks must stand in quotes.' : '';
  const message = `Behind the ${action === 'unset' || action === 'echo' ? 'name' : 'value'} only a condition may stand: env=NAME, expr=... or early, not “${text}”.${hint}`;
  return refuseWord(word!, message, `Unknown parameter: ${text}`, value === undefined || substitute !== undefined ? [] : quoting([value, word!]));
}

function tooMany(call: Call, httpd: string, rest: readonly Word[]): Refusal {
  return { ...refuseCount(call, 'There are too many arguments. Put a header value with blanks in quotes.', httpd), fixes: quoting(rest) };
}

/** Puts a value that blanks have torn apart in quotes, a condition behind it left out; unseen where each part says that another one follows. */
function quoting(rest: readonly Word[]): Fix[] {
  const words = rest.filter(({ value }, index) => index < rest.length - 1 || !CONDITION.test(value));
  const [first, last] = [words[0], words.at(-1)];
  if (first === last || first === undefined || last === undefined) return [];
  if (words.some(({ quote, value }) => quote !== null || CONDITION.test(value) || /["\\]/.test(value))) return [];
  const edits = [first.start, last.end].map((at) => ({ start: at, end: at, text: '"' }));
  return [{ title: 'Put the value in quotes', safe: words.slice(0, -1).every(({ value }) => value.endsWith(';')), edits }];
}

export const headerHandlers: Readonly<Record<string, Handler>> = { header, requestheader: header };
