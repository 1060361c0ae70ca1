/** Offers for one argument, from its type in the signature. */
import type { Knowledge, Variable } from '../../knowledge/knowledge.ts';
import type { Argument, Directive, Option, Value } from '../../knowledge/types.ts';
import { compareVersions } from '../../knowledge/version.ts';
import { type Target, versionFor } from '../../model/target.ts';
import type { DeclaredName, Names } from '../names.ts';
import type { CompletionItem } from './item.ts';

/** What offers are made from. */
export interface Sources {
  readonly knowledge: Knowledge;
  readonly target: Target;
  readonly names: Names;
}

/** Types whose arguments are paths of the file system. */
export const PATH_TYPES: ReadonlySet<string> = new Set(['file', 'directory', 'path', 'script', 'program', 'log-target']);

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND'];

const TOKENS: Readonly<Partial<Record<Argument['type'], readonly string[]>>> = {
  'application-group': ['GLOBAL', 'SERVER', 'RESOURCE', 'HOST'],
  'daemon-group': ['GLOBAL'],
};

/** The literals and names that may stand for an argument. `written` is what the cursor's word begins with. */
export function valueOffers(directive: Directive, argument: Argument, written: string, sources: Sources): CompletionItem[] {
  const sign = argument.prefixes?.includes(written[0] ?? ' ') ? written[0]! : '';
  const values = (argument.values ?? []).filter((value) => isThere(directive, value, sources.target));
  const named = byType(argument.type, sources, directive).map((item) =>
    sign === '' ? item : { ...item, label: sign + item.label, insert: sign + item.insert },
  );
  return [...values.map((value, index) => valueItem(directive, value, sign, index)), ...named];
}

function byType(type: Argument['type'], { knowledge, names }: Sources, directive: Directive): CompletionItem[] {
  switch (type) {
    case 'flag':
      return ['On', 'Off'].map((label) => ({ label, kind: 'value', insert: label }));
    case 'module':
      return moduleItems(knowledge, directive.section);
    case 'directive':
      return knowledge.directives
        .filter(({ section }) => !section)
        .map(({ name, module }) => ({ label: name, kind: 'directive', insert: name, detail: module, about: { directive: name } }));
    case 'daemon-group':
      return [...names.declared('daemon-group').map((name) => nameItem(name)), ...tokens(type)];
    case 'application-group':
      return tokens(type);
    case 'macro':
      return names.declared('macro').map((name) => nameItem(name));
    case 'define':
      return names.declared('define').map((name) => nameItem(name));
    case 'environment-variable':
      return variableItems(knowledge, ['ssl'], (name) => name);
    case 'method':
      return METHODS.map((label) => ({ label, kind: 'value', insert: label }));
    case 'vhost-address':
      return ['*:80', '*:443', '_default_:443'].map((label) => ({ label, kind: 'value', insert: label }));
    default:
      return [];
  }
}

/** Modules by identifier; a condition (`<IfModule>`) also takes the name of the source file. */
function moduleItems({ modules }: Knowledge, withSources: boolean): CompletionItem[] {
  return modules.flatMap(({ source, identifier, name }) =>
    [withSources ? source : null, identifier].filter((text) => text !== null).map((label) => ({ label, kind: 'module' as const, insert: label, detail: name })),
  );
}

function tokens(type: Argument['type']): CompletionItem[] {
  return (TOKENS[type] ?? []).map((name, index) => ({
    label: `%{${name}}`,
    kind: 'variable',
    insert: `%{${name}}`,
    sort: `0${index}`,
    about: { variable: name },
  }));
}

/** Declared names, each once. */
export function nameItem({ name, detail, where }: DeclaredName): CompletionItem {
  return { label: name, kind: 'name', insert: name, sort: `0${name}`, detail: detail === '' ? where : `${detail} (${where})` };
}

/** Variables of some scopes, written as `form` makes of their names. */
export function variableItems(knowledge: Knowledge, scopes: readonly Variable['scope'][], form: (name: string) => string): CompletionItem[] {
  return knowledge.variables
    .filter(({ scope }) => scopes.includes(scope))
    .map(({ name }) => ({ label: form(name), kind: 'variable', insert: form(name), about: { variable: name } }));
}

/** Options that are not given yet, each ending in its equals sign; written in full where it has a fixed list of values. */
export function optionOffers(directive: Directive, options: readonly Option[], given: ReadonlySet<string>, target: Target): CompletionItem[] {
  return options
    .filter((option) => !given.has(option.name) && isThere(directive, option, target))
    .map((option, index) => ({
      label: `${option.name}=`,
      kind: 'option',
      insert: `${option.name}=`,
      sort: `${option.deprecated === undefined ? '1' : '2'}${String(index).padStart(3, '0')}`,
      detail: option.default === undefined ? (option.unit ?? '') : `default ${option.default}`,
      ...(option.deprecated !== undefined && { deprecated: true }),
      again: true,
      about: { directive: directive.name, section: directive.section, option: option.name },
    }));
}

/** The values of an option. */
export function optionValueOffers(directive: Directive, option: Option, sources: Sources): CompletionItem[] {
  const about = { directive: directive.name, section: directive.section, option: option.name };
  const values = (option.values ?? [])
    .filter((value) => isThere(directive, value, sources.target))
    .map(({ name }): CompletionItem => ({ label: name, kind: 'value', insert: name, about }));
  const fallback: CompletionItem[] =
    option.default !== undefined && /^[\w./%{}-]+$/.test(option.default) && values.length === 0
      ? [{ label: option.default, kind: 'value', insert: option.default, detail: 'default', about }]
      : [];
  return [...values, ...byType(option.type, sources, directive), ...fallback];
}

function valueItem(directive: Directive, value: Value, sign: string, index: number): CompletionItem {
  const text = sign + value.name;
  return {
    label: text,
    kind: 'value',
    insert: value.then === undefined ? text : `${text} `,
    sort: `${value.deprecated === undefined ? '1' : '2'}${String(index).padStart(3, '0')}`,
    ...(value.deprecated !== undefined && { deprecated: true }),
    ...(value.then !== undefined && { again: true }),
    about: { directive: directive.name, section: directive.section, value: value.name },
  };
}

function isThere(directive: Directive, fact: { readonly since?: string; readonly removed?: string }, target: Target): boolean {
  const version = versionFor(directive.module, target);
  if (fact.removed !== undefined && compareVersions(version, fact.removed) >= 0) return false;
  return fact.since === undefined || !/^\d/.test(fact.since) || compareVersions(version, fact.since) >= 0;
}
