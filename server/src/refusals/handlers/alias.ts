/** Alias, Redirect and their relatives (modules/mappers/mod_alias.c; words measured with 2.4.71). */
import type { Word } from '../../syntax/words.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseCount, refuseWord } from '../call.ts';
import { expressionRefusal } from '../expression.ts';
import { atoi, isOpen, isPerDirectory, missing, refuseRegex } from './common.ts';
import { isRedirect } from './status.ts';

const BAD_REGEX = 'Regular expression could not be compiled.';
const STATUS: Readonly<Record<string, number>> = { permanent: 301, temp: 302, seeother: 303, gone: 410 };

/** What the first argument of Redirect says: a status, and whether it takes a target. */
function statusOf(text: string): number | null {
  if (Object.hasOwn(STATUS, text.toLowerCase())) return STATUS[text.toLowerCase()]!;
  return /^\d/.test(text) ? atoi(text) : null;
}

/** add_redirect_internal. */
function redirect(options: { readonly matches: boolean; readonly status: number }): Handler {
  return (call) => {
    if (call.words.some(({ value }) => isInterpolated(value))) return null;
    const [first, second, third] = call.words;
    if (first === undefined) return null;
    const named = statusOf(first.value);
    if (third !== undefined && named === null) return unknownStatus(first);
    const status = named ?? options.status;
    const whole = isPerDirectory(call) ? wholePath(call, named) : undefined;
    if (whole !== undefined) return whole;
    const [path, target] = named === null ? [first, second] : [second, third];
    const fault = options.matches ? refuseRegex(path, BAD_REGEX) : null;
    return fault ?? checkTarget(call, { status, target, matches: options.matches });
  };
}

function unknownStatus(first: Word): Refusal {
  const message = `Of three arguments the first is the status: permanent, temp, seeother, gone or a number, not “${first.value}”. Put a target with blanks in quotes.`;
  return refuseWord(first, message, 'Redirect: invalid first argument (of three)');
}

/** In `<Location>` the path may be left out; undefined where that form is not written. */
function wholePath(call: Call, named: number | null): Refusal | null | undefined {
  const [first, second, third] = call.words;
  const target = named === null ? first! : second;
  const short = named === null ? second === undefined : isRedirect(named) && second !== undefined && third === undefined;
  if (short) return expressionRefusal(target!, { text: target!.value, kind: 'string', httpd: `Cannot parse redirect expression '${target!.value}': ` });
  return named !== null && !isRedirect(named) && second === undefined ? null : undefined;
}

function checkTarget(
  call: Call,
  { status, target, matches }: { readonly status: number; readonly target: Word | undefined; readonly matches: boolean },
): Refusal | null {
  if (!isRedirect(status)) {
    if (target === undefined) return null;
    return refuseWord(target, `Status ${status} is no redirect, so there is nowhere to go to: leave out the target.`, 'Redirect URL not valid for this status');
  }
  if (target === undefined) return missing(call, 'where to redirect to', 'URL to redirect to is missing');
  if (matches || target.value.startsWith('/') || isUrl(target.value)) return null;
  const message = 'The target is a URL with its scheme (https://example.org/) or a path that begins with a slash.';
  return refuseWord(target, message, 'Redirect to non-URL');
}

/** ap_is_url: a scheme of letters, digits, plus, minus and dot with a colon behind. */
function isUrl(text: string): boolean {
  return /^[a-z\d+.-]+:(?!$)/i.test(text) || /^[a-z\d+.-]+:$/i.test(text);
}

/** Alias and ScriptAlias with one argument are for `<Location>`; with two for everywhere else. */
function alias(matches: boolean): Handler {
  return (call) => {
    const [first, second] = call.words;
    if (first === undefined) return null;
    if (matches) return refuseRegex(first, BAD_REGEX);
    if (isOpen(call)) return null;
    if (second !== undefined && second.value !== '' && !/^(?:location|proxy)$/.test(call.scope.context)) return null;
    if (second !== undefined && second.value !== '')
      return refuseWord(
        first,
        'Here the path comes from the section: write only the file or folder.',
        `${call.directive.name} cannot occur within directory context`,
      );
    if (isPerDirectory(call)) return expressionRefusal(first, { text: first.value, kind: 'string', httpd: `Cannot parse alias expression '${first.value}': ` });
    return refuseCount(
      call,
      `Outside <Location>, ${call.directive.name} wants a URL path and the file or folder that it stands for.`,
      'Alias must have two arguments when used globally',
    );
  };
}

export const aliasHandlers: Readonly<Record<string, Handler>> = {
  redirect: redirect({ matches: false, status: 302 }),
  redirectmatch: redirect({ matches: true, status: 302 }),
  redirecttemp: redirect({ matches: false, status: 302 }),
  redirectpermanent: redirect({ matches: false, status: 301 }),
  alias: alias(false),
  scriptalias: alias(false),
  aliasmatch: alias(true),
  scriptaliasmatch: alias(true),
};
