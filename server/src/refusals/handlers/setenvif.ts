/** SetEnvIf, BrowserMatch and SetEnvIfExpr (modules/metadata/mod_setenvif.c; words measured with 2.4.71). */
import type { Word } from '../../syntax/words.ts';
import { type Call, type Handler, isInterpolated, type Refusal } from '../call.ts';
import { expressionRefusal } from '../expression.ts';
import { missing, refuseRegex } from './common.ts';

const SPECIAL = /^(?:remote_addr|remote_host|request_uri|request_method|request_protocol|server_addr)$/i;

/** A pattern of plain characters is compared as text (non_regex_pattern). */
function isPlain(pattern: string): boolean {
  return !/[.?*+()[\]{}|^$]/.test(pattern.replaceAll(/\\./gs, ''));
}

function matches(named: boolean): Handler {
  return (call) => {
    const [first, second] = call.words;
    const regex = named ? second : first;
    const { name } = call.directive;
    if (named && empty(first)) return missing(call, 'the name of what to look at', `Missing header-field name for ${name}`);
    if (empty(regex)) return missing(call, 'a regular expression', `Missing regular expression for ${name}`);
    const fault = isPlain(regex!.value) ? null : refuseRegex(regex, `${name} regex could not be compiled.`);
    if (fault !== null) return fault;
    const header =
      named && !SPECIAL.test(first!.value) && /[^\w-]/.test(first!.value) ? refuseRegex(first, `${name}Header name regex could not be compiled.`) : null;
    return header ?? variables(call, named ? 2 : 1);
  };
}

function empty(word: Word | undefined): boolean {
  return word === undefined || word.value === '';
}

/** add_envvars: at least one variable. */
function variables(call: Call, from: number): Refusal | null {
  if ((call.words[from]?.value ?? '') !== '' || call.words.some(({ value }) => isInterpolated(value))) return null;
  return missing(call, 'the variable to set', `Missing envariable expression for ${call.directive.name}`);
}

function expression(call: Call): Refusal | null {
  const [word] = call.words;
  if (empty(word)) return missing(call, 'an expression', 'Missing expression for SetEnvIfExpr');
  const fault = expressionRefusal(word!, { text: word!.value, kind: 'condition', httpd: `Could not parse expression "${word!.value}": ` });
  return fault ?? variables(call, 1);
}

export const setenvifHandlers: Readonly<Record<string, Handler>> = {
  setenvif: matches(true),
  setenvifnocase: matches(true),
  browsermatch: matches(false),
  browsermatchnocase: matches(false),
  setenvifexpr: expression,
};
