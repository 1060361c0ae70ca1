// One directive of a module file: checked and brought into the shape of `Directive` in server/src/knowledge/types.ts.
import { ARGUMENT_KINDS, CONTEXTS, COUNTS, isContext, PER_DIRECTORY } from './vocabulary.mjs';

const MANUAL = 'https://httpd.apache.org/docs/2.4/';
const KEYS = new Set([
  ...['summary', 'syntax', 'default', 'defaultNote', 'contexts', 'accepted', 'within', 'override', 'count', 'section', 'since'],
  ...['removed', 'deprecated', 'inert', 'replacement', 'changes', 'platform', 'onRead', 'arguments', 'docs', 'manual'],
  ...['notInCode', 'undocumented'],
]);
const ARGUMENT_KEYS = new Set([
  ...['name', 'type', 'summary', 'optional', 'repeat', 'values', 'prefixes', 'separator', 'brackets', 'open'],
  ...['caseSensitive', 'refusal', 'min', 'max', 'unit', 'options'],
]);
const OPTION_KEYS = new Set([
  ...['type', 'summary', 'docs', 'default', 'since', 'removed', 'deprecated', 'unit', 'min', 'max', 'zero', 'values'],
  ...['open', 'caseSensitive', 'refusal', 'separator'],
]);
const VALUE_KEYS = new Set(['text', 'since', 'removed', 'deprecated', 'then']);

function contextsOf(list, report) {
  if (!Array.isArray(list)) {
    report('contexts must be a list');
    return [];
  }
  for (const context of list) if (!isContext(context)) report(`context ${context} is not known`);
  return list;
}

function sectionsOf(list, report) {
  const wrong = [list].flat().filter((name) => typeof name !== 'string' || !/^[a-z]\w*$/i.test(name));
  if (!Array.isArray(list) || wrong.length > 0) report('within must be a list of section names without brackets');
  return [list].flat();
}

function implied(contexts) {
  const wide = new Set(contexts.flatMap((context) => (context === 'directory' ? PER_DIRECTORY : [context])));
  return CONTEXTS.filter((context) => wide.has(context));
}

function countOf(count, report) {
  if (typeof count === 'string') {
    const bounds = COUNTS[count];
    if (!bounds) {
      report(`count ${count} is not known`);
      return { kind: 'RAW_ARGS', min: 0, max: null };
    }
    return { kind: count, min: bounds[0], max: bounds[1] };
  }
  if (typeof count?.min === 'number' && count.max !== undefined && typeof count.kind === 'string') return count;
  report('count must be a counter such as TAKE1, or kind, min and max');
  return { kind: 'RAW_ARGS', min: 0, max: null };
}

function noOtherKeys(record, keys, what, report) {
  for (const key of Object.keys(record)) if (!keys.has(key)) report(`${what}: key ${key} is not known`);
}

/** JavaScript puts keys that are numbers first; people think of `permanent` before 301. */
function wordsFirst(entries) {
  const isNumber = ([name]) => /^\d+$/.test(name);
  return [...entries.filter((entry) => !isNumber(entry)), ...entries.filter(isNumber)];
}

function valuesOf(values, what, report) {
  if (values === undefined) return undefined;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    report(`${what}: values must be a map from the literal to its text`);
    return undefined;
  }
  return wordsFirst(Object.entries(values)).map(([name, value]) => {
    const record = typeof value === 'object' && value !== null ? value : { text: value };
    noOtherKeys(record, VALUE_KEYS, `${what} value ${name}`, report);
    if (typeof record.text !== 'string' || record.text === '') report(`${what}: value ${name} has no text`);
    const then = record.then && argumentsOf(record.then, `${what} ${name}`, report);
    return { ...record, name, ...(then && { then }) };
  });
}

function optionsOf(options, what, report) {
  if (options === undefined) return undefined;
  return Object.entries(options).map(([name, option]) => {
    noOtherKeys(option, OPTION_KEYS, `${what} option ${name}`, report);
    if (!ARGUMENT_KINDS.includes(option.type)) report(`${what}: option ${name}: type ${option.type} is not known`);
    if (!option.summary) report(`${what}: option ${name} has no summary`);
    const values = valuesOf(option.values, `${what} option ${name}`, report);
    const fallback = option.default === undefined ? {} : { default: String(option.default) };
    return { ...option, ...fallback, name, ...(values && { values }) };
  });
}

function argumentsOf(list, what, report) {
  if (!Array.isArray(list)) {
    report(`${what}: arguments must be a list`);
    return [];
  }
  return list.map((argument) => {
    const where = `${what} argument ${argument.name}`;
    noOtherKeys(argument, ARGUMENT_KEYS, where, report);
    if (typeof argument.name !== 'string') report(`${what}: an argument has no name`);
    if (!ARGUMENT_KINDS.includes(argument.type)) report(`${where}: type ${argument.type} is not known`);
    const values = valuesOf(argument.values, where, report);
    const options = optionsOf(argument.options, where, report);
    return { ...argument, ...(values && { values }), ...(options && { options }) };
  });
}

function checkCount(compiled, report) {
  if (compiled.arguments.length === 0 || compiled.section) return;
  const required = compiled.arguments.filter((argument) => !argument.optional).length;
  const endless = compiled.arguments.some((argument) => argument.repeat || argument.values?.some((v) => v.then));
  const { min, max } = compiled.count;
  if (required > (max ?? Number.POSITIVE_INFINITY)) report(`signature asks for ${required} arguments, httpd takes ${max}`);
  if (max === null || endless) return;
  if (compiled.arguments.length < min) report(`signature has ${compiled.arguments.length} arguments, httpd wants ${min}`);
}

/**
 * Takes a key and entry of a module file; gives the compiled directive (with `docs` where written).
 * `report` is called with a sentence for each thing wrong.
 */
export function compileDirective(key, written, file, report) {
  const isMap = typeof written === 'object' && written !== null && !Array.isArray(written);
  if (!isMap) report('must be a map with summary, syntax, contexts and count');
  const entry = isMap ? written : {};
  noOtherKeys(entry, KEYS, 'directive', report);
  const contexts = contextsOf(entry.contexts ?? [], report);
  if (!entry.summary) report('summary is missing');
  else if (entry.summary.length > 120 || !/[.!?]$/.test(entry.summary)) report('summary: one sentence of at most 120 characters');
  const page = entry.manual ?? file.manual ?? '';
  const compiled = {
    name: key.replace(/[<>]/g, ''),
    module: file.module,
    section: entry.section === true,
    summary: entry.summary ?? '',
    syntax: [entry.syntax ?? []].flat(),
    ...(entry.default !== undefined && { default: String(entry.default) }),
    documented: contexts,
    accepted: entry.accepted ? contextsOf(entry.accepted, report) : implied(contexts),
    ...(entry.within && { within: sectionsOf(entry.within, report) }),
    ...(entry.override && { override: entry.override }),
    count: countOf(entry.count, report),
    arguments: entry.arguments ? argumentsOf(entry.arguments, 'signature', report) : [],
    changes: entry.changes ?? [],
    onRead: entry.onRead === true,
    manual: page.startsWith('https://') ? page : (file.manual?.startsWith('https://') ? file.manual : MANUAL) + page,
    ...(entry.docs && { docs: entry.docs }),
  };
  if (entry.inert !== undefined && (entry.inert !== true || entry.deprecated === undefined)) report('inert is true, and needs deprecated');
  for (const optional of ['since', 'removed', 'deprecated', 'inert', 'replacement', 'platform']) {
    if (entry[optional] !== undefined) compiled[optional] = entry[optional];
  }
  checkCount(compiled, report);
  return compiled;
}
