/** IndexOptions (modules/generators/mod_autoindex.c, add_opts; words measured with 2.4.71). */
import type { Word } from '../../syntax/words.ts';
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';
import { argv, atoi, isOpen, same, unknownWord } from './common.ts';

const PLAIN = [
  'FancyIndexing',
  'FoldersFirst',
  'HTMLTable',
  'IconsAreLinks',
  'IgnoreCase',
  'IgnoreClient',
  'ScanHTMLTitles',
  'SuppressColumnSorting',
  'SuppressDescription',
  'SuppressHTMLPreamble',
  'SuppressIcon',
  'SuppressLastModified',
  'SuppressSize',
  'SuppressRules',
  'TrackModified',
  'VersionSort',
  'XHTML',
  'ShowForbidden',
  'AddAltClass',
  'None',
  'IconWidth',
  'IconHeight',
  'NameWidth',
  'DescriptionWidth',
  'UseOldDateFormat',
];
const VALUED = ['IconWidth', 'IconHeight', 'NameWidth', 'DescriptionWidth', 'Type', 'Charset'];
const LEAST: Readonly<Record<string, number>> = { NameWidth: 5, DescriptionWidth: 12 };

function indexOptions(call: Call): Refusal | null {
  if (isOpen(call)) return null;
  for (const word of argv(call)) {
    const fault = isInterpolated(word.value) ? null : optionFault(word);
    if (fault !== null) return fault;
  }
  return mixedNone(call);
}

function optionFault(word: Word): Refusal | null {
  const sign = /^[+-]/.exec(word.value)?.[0] ?? '';
  const text = word.value.slice(sign.length);
  const equals = text.indexOf('=');
  if (equals !== -1)
    return valueFault(
      word,
      sign,
      VALUED.find((name) => same(name, text.slice(0, equals))),
      text.slice(equals + 1),
    );
  const name = PLAIN.find((known) => same(known, text));
  if (name === undefined)
    return unknownWord(word, { what: 'option of index pages', names: [...PLAIN, 'Type=', 'Charset='], httpd: 'Invalid directory indexing option', sign });
  if (name === 'None' && sign !== '') return refuseWord(word, 'None takes no sign.', "Cannot combine '+' or '-' with 'None' keyword");
  if (!Object.hasOwn(LEAST, name) || sign === '-') return null;
  return refuseWord(word, `${name} needs a value (${name}=*), or a minus sign for the default.`, `${name} with no value may only appear as '-${name}'`);
}

function valueFault(word: Word, sign: string, name: string | undefined, value: string): Refusal | null {
  if (name === undefined)
    return unknownWord(word, { what: 'option of index pages', names: [...PLAIN, 'Type=', 'Charset='], httpd: 'Invalid directory indexing option', sign });
  if (name === 'Type' || name === 'Charset') return null;
  if (sign === '-') return refuseWord(word, `-${name} takes no value.`, `Cannot combine '-' with ${name}=n`);
  const least = LEAST[name];
  const width = atoi(value);
  if (least === undefined || value.startsWith('*') || width === 0 || width >= least) return null;
  return refuseWord(word, `${name} is at least ${least}, or * for the longest name.`, `${name} value must be greater than ${least}`);
}

function mixedNone(call: Call): Refusal | null {
  const none = call.words.findLastIndex(({ value }) => same(value, 'None'));
  const other = call.words
    .slice(none + 1)
    .find(({ value }) => /^[a-z]/i.test(value) && !value.includes('=') && !/^(?:IconWidth|IconHeight|UseOldDateFormat)$/i.test(value));
  if (none === -1 || other === undefined) return null;
  return refuseWord(other, 'None means no option at all.', "Cannot combine other IndexOptions keywords with 'None'");
}

/** FancyIndexing as a directive of its own is gone. */
function fancyIndexing(call: Call): Refusal {
  const { nameStart: start, nameEnd: end } = call.statement;
  const httpd = 'The FancyIndexing directive is no longer supported. Use IndexOptions FancyIndexing.';
  return { code: 'invalid-value', message: 'FancyIndexing is an option now: write IndexOptions FancyIndexing.', httpd, start, end };
}

export const autoindexHandlers: Readonly<Record<string, Handler>> = { indexoptions: indexOptions, fancyindexing: fancyIndexing };
