/** What httpd's own command handlers refuse, by directive: lower-case names, sections as `<name`. */
import type { Handler } from '../call.ts';

/** Every handler that is known. */
export const handlers: Readonly<Record<string, Handler>> = {};
