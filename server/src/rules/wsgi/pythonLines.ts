/** Lines that tell mod_wsgi where Python and its modules are: options of daemons, and the directives for httpd's own processes. */
import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import { everywhere } from '../../model/configuration/inventory.ts';
import type { WrittenOption } from '../../model/wsgi/options.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import { isWritten } from './edits.ts';

/** A value on a line; offsets are those of the value, quotes included. */
export interface PythonLine {
  readonly entry: Entry;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** The option of a daemon; null for a directive of its own. */
  readonly option: WrittenOption | null;
}

/** Every `python-home=` and WSGIPythonHome. */
export function pythonHomes(configuration: Configuration): PythonLine[] {
  return linesOf(configuration, 'python-home', 'wsgipythonhome');
}

/** Every `python-path=` and WSGIPythonPath. */
export function pythonPaths(configuration: Configuration): PythonLine[] {
  return linesOf(configuration, 'python-path', 'wsgipythonpath');
}

function linesOf(configuration: Configuration, option: string, directive: string): PythonLine[] {
  const daemons = wsgiOf(configuration).daemons.flatMap(({ entry, options }) =>
    options.flatMap((written) =>
      written.name === option ? [{ entry, value: written.value, start: written.valueStart, end: written.end, option: written }] : [],
    ),
  );
  const directives = everywhere(configuration, directive).flatMap(({ entry }) => {
    const [word] = entry.statement.arguments;
    return word === undefined ? [] : [{ entry, value: word.value, start: word.start, end: word.end, option: null }];
  });
  return [...daemons, ...directives].filter(({ value }) => value !== '');
}

/** Whether a fix may write another value in the value's place. */
export function isReplaceable({ entry, start, end, value }: PythonLine): boolean {
  return isWritten(entry, { start, end }, value);
}

/** A value as it is to be written, in quotes where it has white space. */
export function asWritten(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value;
}
