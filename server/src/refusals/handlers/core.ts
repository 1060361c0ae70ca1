/** Core's own handlers (httpd 2.4 server/core.c; words measured with 2.4.71). Sections are in sections.ts. */

import { type Call, type Handler, isInterpolated, type Refusal, refuseWord, replaceWord } from '../call.ts';
import { expressionRefusal } from '../expression.ts';
import { argv, atoi, isOpen, missing, same, unknownWord } from './common.ts';
import { formatFault } from './formats.ts';
import { logLevel } from './logLevel.ts';
import { statusIsKnown } from './status.ts';

const OPTIONS = ['Indexes', 'Includes', 'IncludesNOEXEC', 'FollowSymLinks', 'SymLinksIfOwnerMatch', 'ExecCGI', 'MultiViews', 'RunScripts', 'None', 'All'];
const MIXED = 'Either all Options must start with + or -, or no Option may.';
const OVERRIDES = ['AuthConfig', 'FileInfo', 'Indexes', 'Limit', 'Options', 'Nonfatal', 'None', 'All'];
const ETAG = ['None', 'All', 'Size', 'LMTime', 'MTime', 'LastModified', 'INode', 'Digest'];

/** set_options: signs go with all or with none; `None` and `All` take no sign and come first. */
function options(call: Call): Refusal | null {
  const seen = { first: true, signed: false, whole: false };
  for (const word of call.words) {
    if (isInterpolated(word.value)) return null;
    const refusal = option(call, word.value, seen);
    if (refusal !== null) return { ...refusal, start: word.start, end: word.end };
    seen.first = false;
  }
  return null;
}

interface OptionsSeen {
  first: boolean;
  signed: boolean;
  whole: boolean;
}

function option(call: Call, text: string, seen: OptionsSeen): Refusal | null {
  const word = call.words.find(({ value }) => value === text)!;
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  if (sign === '' ? seen.signed : !seen.signed && !seen.first && !seen.whole) return mixedOptions(call);
  if (sign !== '') seen.signed = true;
  const name = text.slice(sign.length);
  if (!OPTIONS.some((known) => same(known, name)))
    return unknownWord(word, { what: 'option', names: OPTIONS.filter((known) => known !== 'RunScripts'), httpd: `Illegal option ${name}`, sign });
  if (!same(name, 'None') && !same(name, 'All')) return null;
  return wholeOption(call, name, seen);
}

/** `None` and `All` stand for everything: no sign, first in the list. */
function wholeOption(call: Call, name: string, seen: OptionsSeen): Refusal | null {
  const spelled = same(name, 'None') ? 'None' : 'All';
  const word = call.words.find(({ value }) => same(value.replace(/^[+-]/, ''), name))!;
  if (!seen.first) {
    const httpd = spelled === 'None' ? "'Options None' must be the first Option given." : "'Options All' must be the first option given.";
    return refuseWord(word, `${spelled} stands for everything and must come first in the list, or alone.`, httpd);
  }
  seen.whole = true;
  if (!seen.signed) return null;
  const httpd = `You may not use 'Options +${spelled}' or 'Options -${spelled}'.`;
  return refuseWord(word, `${spelled} takes no sign: write “Options ${spelled}”.`, httpd, [replaceWord(word, spelled)]);
}

function mixedOptions(call: Call): Refusal {
  const bare = call.words.filter(({ value }) => !/^[+-]/.test(value));
  const edits = bare.map(({ start, quote }) => ({ start: quote === null ? start : start + 1, end: quote === null ? start : start + 1, text: '+' }));
  const message =
    'Options with a sign change what is inherited, options without one replace it; httpd takes only one way in one line. Put a sign before every option or before none.';
  const whole = bare.some(({ value }) => same(value, 'None') || same(value, 'All'));
  return refuseWord(call.words[0]!, message, MIXED, whole ? [] : [{ title: 'Put + before the other options', safe: false, edits }]);
}

/** set_override. */
function allowOverride(call: Call): Refusal | null {
  for (const word of call.words) {
    if (isInterpolated(word.value)) return null;
    const [name = '', value] = split(word.value);
    if (!OVERRIDES.some((known) => same(known, name)))
      return unknownWord(word, { what: 'class of directives', names: OVERRIDES, httpd: `Illegal override option ${name}` });
    const wrong = same(name, 'Options') ? value?.split(',').find((option) => option !== '' && !OPTIONS.some((known) => same(known, option))) : undefined;
    if (wrong !== undefined)
      return refuseWord(word, `“${wrong}” is not an option: ${OPTIONS.filter((known) => known !== 'RunScripts').join(', ')}.`, `Illegal option ${wrong}`);
    if (same(name, 'Nonfatal') && value === undefined) {
      return refuseWord(
        word,
        'Nonfatal needs to know what is not fatal: write Nonfatal=Override, Nonfatal=Unknown or Nonfatal=All.',
        `=Override, =Unknown or =All expected after ${name}`,
      );
    }
  }
  return null;
}

function split(text: string): [string, string?] {
  const equals = text.indexOf('=');
  return equals === -1 ? [text] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** set_etag_bits. */
function fileETag(call: Call): Refusal | null {
  for (const word of call.words) {
    if (isInterpolated(word.value)) return null;
    const sign = /^[+-]/.exec(word.value)?.[0] ?? '';
    const name = word.value.slice(sign.length);
    if (!ETAG.some((known) => same(known, name)))
      return unknownWord(word, { what: 'part of an ETag', names: ETAG, httpd: `Unknown keyword '${name}' for FileETag directive`, sign });
    if (sign !== '' && (same(name, 'None') || same(name, 'All'))) {
      return refuseWord(word, `${name} takes no sign.`, `FileETag keyword '${name}' cannot be used with '+' or '-'`, [replaceWord(word, name)]);
    }
  }
  return null;
}

/** set_error_document: the number must be a status that httpd knows; a text is an expression. */
function errorDocument(call: Call): Refusal | null {
  const [status, target] = call.words;
  if (status === undefined || target === undefined) return null;
  if (!isInterpolated(status.value) && !statusIsKnown(atoi(status.value))) {
    return refuseWord(status, `“${status.value}” is not an HTTP status that httpd knows.`, `Unsupported HTTP response code ${status.value}`);
  }
  return same(target.value, 'default')
    ? null
    : expressionRefusal(target, { text: target.value, kind: 'string', httpd: 'Cannot parse expression in ErrorDocument: ' });
}

/** set_define and unset_define. */
function define(call: Call): Refusal | null {
  const [name] = call.words;
  if (name === undefined || isInterpolated(name.value) || !name.value.includes(':')) return null;
  return refuseWord(name, 'A variable name holds no colon: httpd keeps ${name:...} for RewriteMap.', "Variable name must not contain ':'", [
    replaceWord(name, name.value.replaceAll(':', '_')),
  ]);
}

/** server_hostname_port: no wildcards, and a port that exists. */
function serverName(call: Call): Refusal | null {
  const [name] = call.words;
  if (name === undefined || isInterpolated(name.value)) return null;
  const { value } = name;
  if (/[*?]|\[[^\]]*\]/.test(value.replaceAll(/\\./g, ''))) {
    return refuseWord(
      name,
      'ServerName is one name; write patterns with * or ? in ServerAlias.',
      `Invalid ServerName "${value}" use ServerAlias to set multiple server names.`,
    );
  }
  const host = value.includes('://') ? value.slice(value.indexOf('://') + 3) : value;
  const port = host.includes(':') ? host.slice(host.indexOf(':') + 1) : undefined;
  if (port === undefined || (atoi(port) > 0 && atoi(port) < 65_536)) return null;
  const httpd = `The port number "${value}" is outside the appropriate range (i.e., 1..65535).`;
  return refuseWord(name, `Behind the colon ServerName wants a port from 1 to 65535, not “${port}”.`, httpd);
}

/** set_errorlog_format. */
function errorLogFormat(call: Call): Refusal | null {
  const [first, second] = call.words;
  if (first === undefined) return null;
  if (second === undefined) return formatFault(first, 'error');
  if (isInterpolated(first.value)) return null;
  if (second.value === '') return formatFault(first, 'error');
  if (same(first.value, 'connection') || same(first.value, 'request')) return formatFault(second, 'error-part');
  return unknownWord(first, {
    what: 'kind of error log entry',
    names: ['connection', 'request'],
    httpd: 'ErrorLogFormat type must be one of request, connection',
  });
}

/** set_override_list: `None` stands alone. */
function allowOverrideList(call: Call): Refusal | null {
  const words = argv(call);
  const none = words.find(({ value }) => same(value, 'None'));
  if (none === undefined || words.length === 1 || isOpen(call)) return null;
  return refuseWord(none, 'None means no directive at all and must stand alone.', "'None' not allowed with other directives in AllowOverrideList");
}

/** set_regex_default_options. */
function regexDefaultOptions(call: Call): Refusal | null {
  const names = ['ICASE', 'EXTENDED', 'DOTALL', 'DOLLAR_ENDONLY', 'NO_DOLLAR_ENDONLY', 'NONE'];
  for (const word of call.words) {
    if (isInterpolated(word.value)) return null;
    const sign = /^[+-]/.exec(word.value)?.[0] ?? '';
    const name = word.value.slice(sign.length);
    if (same(name, 'none') && sign === '') continue;
    if (!names.slice(0, -1).some((known) => same(known, name)))
      return unknownWord(word, { what: 'option', names, httpd: `RegexDefaultOptions: option '${name}' unknown`, sign });
  }
  return null;
}

/** generate_error. */
function error(call: Call): Refusal | null {
  if (call.words.length > 0)
    return refuseWord(call.words[0]!, 'Error stops httpd with this message whenever the line is read.', call.rest.replace(/^(["'])(.*)\1$/s, '$2'));
  return missing(call, 'its message', 'The Error directive was used with no message.');
}

export const coreHandlers: Readonly<Record<string, Handler>> = {
  options,
  allowoverride: allowOverride,
  allowoverridelist: allowOverrideList,
  fileetag: fileETag,
  errordocument: errorDocument,
  define,
  undefine: define,
  servername: serverName,
  errorlogformat: errorLogFormat,
  regexdefaultoptions: regexDefaultOptions,
  error,
  loglevel: logLevel,
};
