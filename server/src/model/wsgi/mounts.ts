/** Script aliases: which script answers which URL, in which processes and in which interpreter. */
import type { Configuration } from '../configuration/configuration.ts';
import type { Entry } from '../configuration/entry.ts';
import type { VirtualHost } from '../configuration/hosts.ts';
import { keeper } from '../configuration/kept.ts';
import { optionNamed, optionsOf } from './daemons.ts';
import type { Place } from './governing.ts';
import type { WrittenOption } from './options.ts';
import { hasVariable } from './paths.ts';
import { type Setting, settingFor } from './settings.ts';

/** One WSGIScriptAlias or WSGIScriptAliasMatch. */
export interface Mount extends Place {
  readonly entry: Entry;
  /** The virtual host that it is declared in; null at server level, where every host inherits it. */
  readonly host: VirtualHost | null;
  /** The URL path or the regular expression, as written. */
  readonly location: string;
  readonly matches: boolean;
  readonly options: readonly WrittenOption[];
  readonly processGroup: Setting;
  readonly applicationGroup: Setting;
  readonly callable: Setting;
}

/** Keeps what is worked out for a mount. */
export const perMount = keeper<Mount>();

/** The names of the directives that mount a script. */
export const MOUNTING = ['wsgiscriptalias', 'wsgiscriptaliasmatch'] as const;

/** The mount of a WSGIScriptAlias(Match) line; null where it lacks its place or script. */
export function mountOf(configuration: Configuration, entry: Entry, host: VirtualHost | null): Mount | null {
  const [location, script] = entry.statement.arguments;
  if (location === undefined || location.value === '' || script === undefined || script.value === '') return null;
  const matches = entry.name === 'wsgiscriptaliasmatch';
  const path = script.value;
  const place: Place = { url: matches ? null : location.value, path, isFolder: /[/\\]$/.test(path) || (matches && path.includes('$')) };
  const options = optionsOf(entry);
  const setting = (option: string, directive: string) => optional(entry, options, option) ?? settingFor(configuration, host, place, directive);
  return {
    ...place,
    entry,
    host,
    location: location.value,
    matches,
    options,
    processGroup: setting('process-group', 'wsgiprocessgroup'),
    applicationGroup: setting('application-group', 'wsgiapplicationgroup'),
    callable: setting('callable-object', 'wsgicallableobject'),
  };
}

/** An option of the alias has the last word, whatever sections say (wsgi_hook_handler). */
function optional(entry: Entry, options: readonly WrittenOption[], name: string): Setting | null {
  const option = optionNamed(options, name);
  if (option === undefined) return null;
  return { value: option.value, source: { entry, start: option.start, end: option.end }, sure: !hasVariable(option.value) };
}
