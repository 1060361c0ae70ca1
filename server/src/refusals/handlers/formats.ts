/** Format strings with % directives: access log, error log, headers (mod_log_config.c, core.c, mod_headers.c). */
import type { Word } from '../../syntax/words.ts';
import { isInterpolated, type Refusal } from '../call.ts';
import { refusePart } from './common.ts';

/** Which format a text is. */
export type FormatKind = 'access' | 'error' | 'error-part' | 'header';

const LETTERS: Readonly<Record<FormatKind, string>> = {
  access: 'haAlutfbBionLeVvpPHmqXCkrDTUsRIOScx',
  error: 'aAeEFiklLmnPtTvVM',
  'error-part': 'aAeEFiklLmnPtTvVM',
  header: 'Dteslib',
};
const LONG = new Set(['^ti', '^to', '^FB']);
/** Before a letter: conditions and flags. */
const BEFORE: Readonly<Record<FormatKind, RegExp>> = {
  access: /(?:[!<>,\d]|\{[^}]*(?:\}|$))*/y,
  error: /(?:[-+\d]|\{[^}]*(?:\}|$))*/y,
  'error-part': /(?:[-+\d]|\{[^}]*(?:\}|$))*/y,
  header: /(?:\{[^}]*(?:\}|$))?/y,
};
const WORDS: Readonly<Record<FormatKind, { readonly unknown: string; readonly end: string }>> = {
  access: { unknown: 'Unrecognized LogFormat directive %', end: 'Ran off end of LogFormat parsing args to some directive' },
  error: { unknown: 'Unrecognized error log format directive %', end: 'Ran off end of error log format parsing args to some directive' },
  'error-part': { unknown: 'Unrecognized error log format directive %', end: 'Ran off end of error log format parsing args to some directive' },
  header: { unknown: 'Unrecognized header format %', end: 'Unrecognized header format %' },
};

/** Refuses a word that is no format of its kind. `absent`: fields of modules that are not loaded. */
export function formatFault(word: Word, kind: FormatKind, absent = ''): Refusal | null {
  const text = word.value;
  if (isInterpolated(text)) return null;
  let message = false;
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', at)) {
    const read = readDirective(text, at, kind);
    if ('letter' in read && absent.includes(read.letter)) return absentField(word, at, read);
    if ('httpd' in read) return refusePart(word, { from: at, to: read.end }, read.problem, read.httpd);
    message ||= read.letter === 'M';
    at = read.end;
  }
  if (kind !== 'error' || message) return null;
  return refusePart(
    word,
    { from: 0, to: text.length },
    'The main error log format must hold the message itself, %M.',
    "main ErrorLogFormat must contain message format string '%M'",
  );
}

/** A field that only a module which is not loaded brings. */
function absentField(word: Word, at: number, { end, letter }: { readonly end: number; readonly letter: string }): Refusal {
  const module = 'cx'.includes(letter) ? 'mod_ssl' : 'mod_logio';
  return refusePart(
    word,
    { from: at, to: end },
    `%${letter} comes with ${module}, which this configuration does not load.`,
    `${WORDS.access.unknown}${letter}`,
  );
}

type Read = { readonly end: number; readonly letter: string } | { readonly end: number; readonly problem: string; readonly httpd: string };

function readDirective(text: string, at: number, kind: FormatKind): Read {
  const after = text[at + 1];
  if (after === '%') return { end: at + 2, letter: '%' };
  if (kind === 'header' && after === undefined) return { end: at + 1, letter: '%' };
  if (kind.startsWith('error') && after === ' ') return { end: at + 2, letter: ' ' };
  const pattern = BEFORE[kind];
  pattern.lastIndex = at + 1;
  const before = pattern.exec(text)?.[0] ?? '';
  const letterAt = at + 1 + before.length;
  const letter = text[letterAt];
  if (letter === undefined) return { end: letterAt, problem: 'A % sign needs a letter behind it; write %% for the sign itself.', httpd: WORDS[kind].end };
  if (kind === 'access' && LONG.has(text.slice(letterAt, letterAt + 3))) return { end: letterAt + 3, letter };
  const end = letterAt + 1;
  if (!LETTERS[kind].includes(letter))
    return { end, problem: `%${letter} is no field of this format; write %% for a percent sign.`, httpd: `${WORDS[kind].unknown}${letter}` };
  return flagFault(before, kind, end) ?? messageFault(letter, kind, end) ?? { end, letter };
}

/** Flags of error log fields belong to one kind of format. */
function flagFault(before: string, kind: FormatKind, end: number): Read | null {
  const flags = before.replaceAll(/\{[^}]*\}/g, '');
  if (kind === 'error' && flags.includes('+'))
    return {
      end,
      problem: 'The + flag drops a whole line and is for the formats of connections and requests.',
      httpd: "The '+' flag cannot be used in the main error log format",
    };
  if (kind === 'error-part' && Number(/\d+/.exec(flags)?.[0] ?? 0) > 0) {
    return {
      end,
      problem: 'A log level as condition is for the main format only.',
      httpd: 'The loglevel cannot be used as a condition in once-per-request or once-per-connection formats',
    };
  }
  return null;
}

function messageFault(letter: string, kind: FormatKind, end: number): Read | null {
  if (kind !== 'error-part' || letter !== 'M') return null;
  return {
    end,
    problem: 'The message %M belongs to the main format, not to those of connections and requests.',
    httpd: '%M cannot be used in once-per-request or once-per-connection formats',
  };
}
