/** Section tags of core (server/core.c: dirsection, urlsection, filesection, ifsection, ap_limit_section; measured with 2.4.71). */
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';
import { expressionRefusal } from '../expression.ts';
import { isOpen, refuseRegex } from './common.ts';

const NO_REGEX = 'Regex could not be compiled';

/** How the handler names its section: in the spelling of the manual, without the closing bracket. */
function tagOf(call: Call): string {
  return `<${call.directive.name}`;
}

/** Sections take one path, or `~` and a regular expression. */
function pathSection(matches: boolean, wording = 'arguments not (yet) supported.'): Handler {
  return (call) => {
    const [first, second] = call.words;
    if (first === undefined) return null;
    const tilde = !matches && first.value === '~';
    const regex = matches ? first : tilde ? second : undefined;
    return refuseRegex(regex, NO_REGEX) ?? tooMany(call, tilde ? 2 : 1, wording);
  };
}

function tooMany(call: Call, most: number, wording: string): Refusal | null {
  const extra = call.words[most];
  if (extra === undefined || isOpen(call)) return null;
  const hint = call.words[0]!.quote === null ? ' Put a path with blanks in quotes.' : '';
  const message = `${tagOf(call)}> takes one argument, but more are given.${hint}`;
  const httpd = `Multiple ${tagOf(call)}> ${wording}`;
  return { code: 'argument-count', message, httpd, start: extra.start, end: call.words.at(-1)!.end };
}

/** `<If>` and `<ElseIf>`: one word that is an expression. */
function condition(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isOpen(call)) return null;
  const fault = expressionRefusal(word, { text: word.value, kind: 'condition', httpd: 'Cannot parse condition clause: ' });
  return fault ?? tooMany(call, 1, 'arguments not supported.');
}

function elseSection(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isOpen(call)) return null;
  return {
    ...refuseWord(word, '<Else> takes no argument; a further condition is written <ElseIf "...">.', '<Else> does not take an argument'),
    code: 'argument-count',
  };
}

/** `<Limit>` may not name TRACE. */
function limit(call: Call): Refusal | null {
  const trace = call.words.find(({ value }) => value === 'TRACE');
  if (trace === undefined || call.words.some(({ value }) => isInterpolated(value))) return null;
  return refuseWord(trace, '<Limit> cannot control TRACE: use TraceEnable.', 'TRACE cannot be controlled by <Limit>, see TraceEnable');
}

/** mod_version's `<IfVersion>`: an operator, a blank, and a version or a regular expression. */
function ifVersion(call: Call): Refusal | null {
  const [first, second] = call.words;
  if (first === undefined || isOpen(call)) return null;
  const bracket = versionBracketFault(call);
  if (bracket !== null || call.words.length > 2) return bracket;
  const operator = second === undefined ? '=' : first.value;
  const operand = second ?? first;
  if (!/^!?(?:[=<>]=?|~)$/.test(operator))
    return refuseWord(first, 'The comparison is =, ==, <, <=, >, >= or ~, perhaps with ! before.', `unrecognized operator '${operator}'`);
  if (operator.endsWith('~') || (/^!?=/.test(operator) && operand.value.startsWith('/'))) return null;
  if (/^\d[\d.]*$/.test(operand.value) || operand.quote !== null) return null;
  const glued = /^!?(?:[=<>]=?|~)/.test(operand.value) ? ' Put a blank between the comparison and the version.' : '';
  return refuseWord(
    operand,
    `“${operand.value}” is not a version such as 2.4 or 2.4.58.${glued}`,
    'Version appears to be invalid. It must have the format major[.minor[.patch]]',
  );
}

/** mod_version takes the line for up to three words, and wants the bracket at the end of the first or, where there are more, of the second. */
function versionBracketFault(call: Call): Refusal | null {
  const { cooked, restAt, trailing } = call.statement;
  const words = cooked.text.slice(restAt).split(/\s+/);
  if (words.length <= 3 && (words[1] ?? words[0]!).endsWith('>')) return null;
  const httpd =
    words.length > 3
      ? '<IfVersion takes one, two or three arguments, a comparison operator, a version (and a delimiter)'
      : "<IfVersion> directive missing closing '>'";
  const { start, end } = trailing ?? call.words.at(-1)!;
  return {
    ...refuseWord(call.words.at(-1)!, '<IfVersion> takes a comparison and a version, the bracket right behind them, and nothing more on the line.', httpd),
    start,
    end,
  };
}

/** A provider that gets another name: `<AuthnProviderAlias base new>`, `<AuthzProviderAlias base new args>`. */
function providerAlias(call: Call): Refusal | null {
  if (call.words.length !== 1 || isOpen(call)) return null;
  const httpd = `${tagOf(call)}> directive requires additional arguments`;
  return { ...refuseWord(call.words[0]!, `${tagOf(call)}> wants the provider and its new name.`, httpd), code: 'argument-count' };
}

/** A section tag that takes no argument at all. */
function noArgument(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isOpen(call)) return null;
  return { ...refuseWord(word, `${tagOf(call)}> takes no argument.`, `${tagOf(call)}> directive doesn't take additional arguments`), code: 'argument-count' };
}

export const sectionHandlers: Readonly<Record<string, Handler>> = {
  '<directory': pathSection(false),
  '<directorymatch': pathSection(true),
  '<location': pathSection(false),
  '<locationmatch': pathSection(true),
  '<files': pathSection(false),
  '<filesmatch': pathSection(true),
  '<if': condition,
  '<elseif': condition,
  '<else': elseSection,
  '<limit': limit,
  '<ifversion': ifVersion,
  '<authzprovideralias': providerAlias,
  '<requireall': noArgument,
  '<requireany': noArgument,
};
