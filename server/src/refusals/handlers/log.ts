/** Access logs (modules/loggers/mod_log_config.c; words measured with 2.4.71). */
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';
import { expressionRefusal } from '../expression.ts';
import { isAbsent } from '../loaded.ts';
import { isOpen, same } from './common.ts';
import { formatFault } from './formats.ts';

/** log_format: a format alone, or a format with a nickname. */
function logFormat(call: Call): Refusal | null {
  const [format] = call.words;
  return format === undefined ? null : accessFormatFault(call, format);
}

/** add_custom_log: the condition is read first, then the format. A nickname holds no % and passes. */
function customLog(call: Call): Refusal | null {
  const [, format, condition] = call.words;
  if (format === undefined) return null;
  const fault = condition === undefined ? null : conditionFault(condition);
  return fault ?? accessFormatFault(call, format);
}

function accessFormatFault(call: Call, format: Call['words'][number]): Refusal | null {
  return formatFault(format, 'access', `${isAbsent(call, 'mod_ssl') ? 'cx' : ''}${isAbsent(call, 'mod_logio') ? 'IOS' : ''}`);
}

function conditionFault(word: Call['words'][number]): Refusal | null {
  const text = word.value;
  if (isInterpolated(text)) return null;
  if (/^env=!?$/i.test(text)) return refuseWord(word, 'Behind env= stands the name of an environment variable.', 'missing environment variable name');
  if (/^env=/i.test(text)) return null;
  if (/^expr=$/i.test(text)) return refuseWord(word, 'Behind expr= stands an expression.', 'missing condition');
  if (/^expr=/i.test(text)) return expressionRefusal(word, { text: text.slice(5), kind: 'condition', httpd: '', offset: 5 });
  return refuseWord(
    word,
    'The third argument is a condition: env=NAME, env=!NAME or "expr=...". Put a format with blanks in quotes.',
    'error in condition clause',
  );
}

/** LogMessage (mod_log_debug.c, cmd_log_message): a message that is an expression, then when it is written, and on which condition. */
function logMessage(call: Call): Refusal | null {
  const [message, ...options] = call.words;
  if (message === undefined || isOpen(call)) return null;
  const fault = expressionRefusal(message, { text: message.value, kind: 'string', httpd: `Could not parse message expression '${message.value}': ` });
  for (const word of fault === null ? options : []) {
    const [, key = '', text = ''] = /^(hook|expr)=(.*)$/is.exec(word.value) ?? [];
    if (key === '') return refuseWord(word, 'Behind the message stand hook= and expr=.', `Invalid argument ${word.value}`);
    if (same(key, 'expr')) {
      const found = expressionRefusal(word, { text, kind: 'condition', httpd: `Could not parse expression '${text}': `, offset: 5 });
      if (found !== null) return found;
    }
  }
  return fault;
}

export const logHandlers: Readonly<Record<string, Handler>> = {
  logformat: logFormat,
  customlog: customLog,
  globallog: customLog,
  logmessage: logMessage,
};
