/** What httpd's own command handlers refuse, by directive: lower-case names, sections as `<name`. */
import type { Handler } from '../call.ts';
import { aliasHandlers } from './alias.ts';
import { authzHandlers } from './authz.ts';
import { durationHandlers } from './durations.ts';
import { methodHandlers } from './methods.ts';
import { proxyHandlers } from './proxy.ts';
import { sslHandlers } from './ssl.ts';
import { wsgiHandlers } from './wsgi.ts';
import { coreHandlers } from './core.ts';
import { headerHandlers } from './headers.ts';
import { listenHandlers } from './listen.ts';
import { logHandlers } from './log.ts';
import { rewriteHandlers } from './rewrite.ts';
import { sectionHandlers } from './sections.ts';
import { setenvifHandlers } from './setenvif.ts';

/** Every handler that is known. */
export const handlers: Readonly<Record<string, Handler>> = {
  ...sectionHandlers,
  ...coreHandlers,
  ...listenHandlers,
  ...aliasHandlers,
  ...headerHandlers,
  ...rewriteHandlers,
  ...setenvifHandlers,
  ...logHandlers,
  ...wsgiHandlers,
  ...sslHandlers,
  ...proxyHandlers,
  ...methodHandlers,
  ...durationHandlers,
  ...authzHandlers,
};
