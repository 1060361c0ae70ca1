/** Paths in options that are those of a server, which may be another machine with another system. */
import path from 'node:path';
import { withPaths } from '../paths.ts';

/** The options with these paths absolute, as `withPaths` has it; one that is absolute on any system is left alone. */
export function withServerPaths<Options extends object>(options: Options, ...keys: readonly (keyof Options & string)[]): Options {
  return withPaths(options, ...keys.filter((key) => !isAbsoluteAnywhere(options[key])));
}

function isAbsoluteAnywhere(value: unknown): boolean {
  return typeof value === 'string' && (path.posix.isAbsolute(value) || path.win32.isAbsolute(value));
}
