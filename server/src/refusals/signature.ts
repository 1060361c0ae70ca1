/** Value checks that a directive's typed signature alone can make. */

import { nearestName } from '../knowledge/nearest.ts';
import type { Argument, Option, Value } from '../knowledge/types.ts';
import { compareVersions } from '../knowledge/version.ts';
import { bind, literalOf } from '../model/binding.ts';
import { isStated, versionFor } from '../model/target.ts';
import type { Word } from '../syntax/words.ts';
import { type Call, isInterpolated, type Refusal, refuseWord, replaceWord } from './call.ts';
import { optionsIn } from './options.ts';

/** The complaints that the signature has about the written values, in order. */
export function signatureRefusals(call: Call): Refusal[] {
  const found: Refusal[] = [];
  const { bound } = bind(call.directive.arguments, call.words);
  const optionsAt = bound.findIndex(({ argument }) => argument?.type === 'options' && argument.options !== undefined);
  for (const [index, { word, argument }] of bound.entries()) {
    if (word.value === '' && /^ITERATE/.test(call.directive.count.kind)) break;
    if (word.value === '' && !/^(?:RAW_ARGS|FLAG)$/.test(call.directive.count.kind)) continue;
    if (argument === null || (optionsAt !== -1 && index >= optionsAt)) continue;
    if (isInterpolated(word.value)) continue;
    const refusal = wordRefusal(call, argument, word);
    if (refusal !== null) found.push(refusal);
  }
  if (optionsAt !== -1) found.push(...optionRefusals(call, bound[optionsAt]!.argument!, call.words[optionsAt]!));
  return found;
}

function wordRefusal(call: Call, argument: Argument, word: Word): Refusal | null {
  switch (argument.type) {
    case 'flag':
      return flagRefusal(call, argument, word);
    case 'enum':
    case 'keyword':
      return listRefusal(call, argument, word);
    case 'integer':
    case 'float':
    case 'octal':
      return numberRefusal(call, argument, word);
    default:
      return null;
  }
}

function flagRefusal(call: Call, argument: Argument, word: Word): Refusal | null {
  if (/^(?:on|off)$/i.test(word.value)) return null;
  const httpd = argument.refusal === undefined ? `${call.directive.name} must be On or Off` : filled(argument.refusal, call, word.value);
  const refused = argument.refusal !== undefined || call.directive.count.kind === 'FLAG';
  const said = meantSwitch(word.value);
  const meant = said === null ? ['On', 'Off'] : [said];
  const message = `${call.directive.name} is a switch: write On or Off, not “${word.value}”.`;
  return refuseWord(
    word,
    message,
    refused ? httpd : undefined,
    meant.map((text) => replaceWord(word, text)),
  );
}

/** What somebody who knows other programs' switches means; null for anything else. */
function meantSwitch(text: string): 'On' | 'Off' | null {
  if (/^(?:yes|true|1|enabled?)$/i.test(text)) return 'On';
  return /^(?:no|false|0|disabled?)$/i.test(text) ? 'Off' : null;
}

function listRefusal(call: Call, argument: Argument, word: Word): Refusal | null {
  const values = argument.values ?? [];
  if (argument.open || values.length === 0 || argument.separator !== undefined || literalOf(argument, word.value) !== null) return null;
  const sign = argument.prefixes?.includes(word.value[0] ?? ' ') ? word.value[0]! : '';
  const near = nearestValue(values, word.value.slice(sign.length));
  const hint = near === null ? '' : ` Did you mean ${sign}${near}?`;
  const message = `${call.directive.name} does not take “${word.value}”.${hint} ${listed(values.filter(({ deprecated, removed }) => deprecated === undefined && removed === undefined))}`;
  const fixes = near === null ? undefined : [replaceWord(word, sign + near)];
  return refuseWord(word, message, argument.refusal === undefined ? undefined : filled(argument.refusal, call, word.value.slice(sign.length)), fixes);
}

function numberRefusal(call: Call, argument: Argument, word: Word): Refusal | null {
  const problem = numberProblem(argument, argument.type, word.value);
  if (problem === null) return null;
  const message = `${argument.name} of ${call.directive.name} ${problem}.`;
  const refused = argument.refusal !== undefined && isRefusedAsNumber(argument, word.value);
  return refuseWord(word, message, refused ? filled(argument.refusal!, call, word.value) : undefined);
}

/** Most numbers go through atoi, which takes the digits in front and 0 for none: only what that gives must be in bounds. */
function isRefusedAsNumber(argument: Argument, text: string): boolean {
  if (argument.type === 'octal') return true;
  const read = /^\s*([-+]?\d+)/.exec(text)?.[1] ?? '0';
  return numberProblem(argument, argument.type, String(Number(read))) !== null;
}

/** What is wrong with a number, as the end of a sentence; null when nothing is. */
function numberProblem(
  bounds: { readonly min?: number; readonly max?: number; readonly zero?: boolean; readonly unit?: string },
  type: string,
  text: string,
): string | null {
  const pattern = type === 'octal' ? /^[0-7]+$/ : type === 'float' ? /^-?\d*\.?\d+$/ : /^-?\d+$/;
  if (!pattern.test(text)) return `must be ${type === 'octal' ? 'an octal number such as 022' : 'a number'}, not “${text}”`;
  if (type === 'octal') return null;
  const value = Number(text);
  if (value === 0 && bounds.zero) return null;
  const unit = bounds.unit === undefined ? '' : ` ${bounds.unit}`;
  if (bounds.min !== undefined && value < bounds.min) return `must be at least ${bounds.min}${unit}${bounds.zero ? ', or 0' : ''}`;
  if (bounds.max !== undefined && value > bounds.max) return `must be at most ${bounds.max}${unit}`;
  return null;
}

function optionRefusals(call: Call, argument: Argument, first: Word): Refusal[] {
  const found: Refusal[] = [];
  for (const written of optionsIn(call, first)) {
    if (isInterpolated(written.text)) continue;
    if (written.name === null) {
      if (argument.refusal === undefined) continue;
      const message = `“${written.text}” is not an option of ${call.directive.name}: options are written name=value, without blanks around the equals sign and with quotes only around the value.`;
      found.push({ code: 'unknown-option', message, httpd: filled(argument.refusal, call, written.text), start: written.start, end: written.end });
      return found;
    }
    const option = optionNamed(call, argument, written.name);
    const refusal = option === undefined ? unknownOption(call, argument, written) : optionRefusal(call, option, written);
    if (refusal !== null) found.push(refusal);
  }
  return found;
}

/** mod_wsgi compares option names letter by letter, the others whatever the case. */
function optionNamed(call: Call, argument: Argument, name: string): Option | undefined {
  const wanted = call.directive.module === 'mod_wsgi' ? name : name.toLowerCase();
  return argument.options!.find((option) => (call.directive.module === 'mod_wsgi' ? option.name : option.name.toLowerCase()) === wanted);
}

type Written = ReturnType<typeof optionsIn>[number];

function unknownOption(call: Call, argument: Argument, written: Written): Refusal | null {
  if (argument.open) return null;
  const quoted = call.words.find(({ start, quote }) => start === written.start && quote !== null);
  if (quoted !== undefined) return quotedOption(call, argument, quoted);
  const names = argument.options!.map(({ name }) => name);
  const near =
    nearestName(written.name!.toLowerCase(), names) ??
    names.find((name) => name.replaceAll('-', '') === written.name!.toLowerCase().replaceAll(/[-_]/g, '')) ??
    null;
  const hint = near === null ? '' : ` Did you mean “${near}”?`;
  return {
    code: 'unknown-option',
    message: `${call.directive.name} has no option “${written.name}”.${hint} Option names are written in lower case, exactly as documented.`,
    ...(argument.refusal !== undefined && { httpd: filled(argument.refusal, call, written.text) }),
    start: written.start,
    end: written.nameEnd,
    ...(near !== null && { fixes: [{ title: `Change to ${near}`, safe: false, edits: [{ start: written.start, end: written.nameEnd, text: near }] }] }),
  };
}

/** An option with quotes around all of it: mod_wsgi takes the first for part of the name. */
function quotedOption(call: Call, argument: Argument, { value, start, end }: Word): Refusal {
  const [, name = '', text = ''] = /^([^=]*)=?(.*)$/s.exec(value)!;
  const unquoted = `${name}=${/[\s"]/.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : text}`;
  const known = optionNamed(call, argument, name) !== undefined;
  return {
    code: 'unknown-option',
    message: `${call.directive.name} takes no quotes around a whole option: write ${unquoted}.`,
    ...(argument.refusal !== undefined && { httpd: filled(argument.refusal, call, value) }),
    start,
    end,
    ...(known && { fixes: [{ title: `Write ${unquoted}`, safe: true, edits: [{ start, end, text: unquoted }] }] }),
  };
}

function optionRefusal(call: Call, option: Option, written: Written): Refusal | null {
  const version = versionFor(call.directive.module, call.target);
  if (option.since !== undefined && compareVersions(version, option.since) < 0) return null;
  if (option.removed !== undefined && compareVersions(version, option.removed) >= 0) return removedOption(call, option, written);
  const complain = (message: string): Refusal => ({
    code: 'invalid-value',
    message,
    ...(option.refusal !== undefined && { httpd: filled(option.refusal, call, written.value) }),
    start: written.valueStart,
    end: Math.max(written.end, written.valueStart),
  });
  if (option.type === 'integer' || option.type === 'octal' || option.type === 'float') {
    const problem = optionNumberProblem(option, written.value);
    return problem === null ? null : complain(`${option.name} ${problem}.`);
  }
  if (option.values === undefined || option.open || (option.type !== 'enum' && option.type !== 'flag')) return null;
  const known = option.values.some(({ name }) => (option.caseSensitive ? name === written.value : name.toLowerCase() === written.value.toLowerCase()));
  return known ? null : complain(`“${written.value}” is not a value of ${option.name}. ${listed(option.values)}`);
}

/** An option that this version knows no more is refused as an unknown one. */
function removedOption(call: Call, option: Option, written: Written): Refusal {
  const certain = isStated(call.directive.module, call.target);
  const refusal = certain ? call.directive.arguments.find(({ options }) => options?.includes(option))?.refusal : undefined;
  return {
    code: 'unknown-option',
    message: `The option “${option.name}” of ${call.directive.name} was removed in ${option.removed}.${option.deprecated === undefined ? '' : ` ${option.deprecated}`}`,
    ...(refusal !== undefined && { httpd: filled(refusal, call, written.text) }),
    start: written.start,
    end: written.nameEnd,
  };
}

/** Numbers of mod_wsgi options go through atoi: letters count as 0, which only some options refuse. */
function optionNumberProblem(option: Option, text: string): string | null {
  const plain = numberProblem(option, option.type, text);
  if (plain === null || option.type !== 'integer' || option.refusal === undefined) return plain;
  const read = Number.parseInt(text, 10) || 0;
  return numberProblem(option, 'integer', String(read)) === null ? null : plain;
}

function filled(template: string, call: Call, value: string): string {
  return template.replaceAll('{directive}', call.directive.name).replaceAll('{value}', value);
}

/** The value that is meant: a misspelt one, or On or Off in the words of other programs. */
function nearestValue(values: readonly Value[], text: string): string | null {
  const names = values.map(({ name }) => name.toLowerCase());
  const said = meantSwitch(text)?.toLowerCase();
  const near = said !== undefined && names.includes(said) ? said : nearestName(text.toLowerCase(), names);
  return values.find(({ name }) => name.toLowerCase() === near)?.name ?? null;
}

/** “Write one of: a, b, c.” */
export function listed(values: readonly Value[]): string {
  const names = values.map(({ name }) => name);
  const shown = names.length > 14 ? [...names.slice(0, 14), '…'] : names;
  return `Write ${names.length === 1 ? '' : 'one of: '}${shown.join(', ')}.`;
}
