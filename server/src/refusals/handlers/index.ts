/** What httpd's own command handlers refuse, by directive: lower-case names, sections as `<name`. */
import type { Handler } from '../call.ts';
import { aliasHandlers } from './alias.ts';
import { authzHandlers } from './authz.ts';
import { autoindexHandlers } from './autoindex.ts';
import { coreHandlers } from './core.ts';
import { durationHandlers } from './durations.ts';
import { exclusiveHandlers } from './exclusive.ts';
import { expiresHandlers } from './expires.ts';
import { extensionHandlers } from './extensions.ts';
import { filterHandlers } from './filters.ts';
import { headerHandlers } from './headers.ts';
import { listenHandlers } from './listen.ts';
import { logHandlers } from './log.ts';
import { mdHandlers } from './md.ts';
import { methodHandlers } from './methods.ts';
import { mutexHandlers } from './mutex.ts';
import { networkHandlers } from './network.ts';
import { proxyHandlers } from './proxy.ts';
import { proxyServerHandlers } from './proxyServer.ts';
import { rewriteHandlers } from './rewrite.ts';
import { sectionHandlers } from './sections.ts';
import { sedHandlers } from './sed.ts';
import { setenvifHandlers } from './setenvif.ts';
import { shapeHandlers } from './shapes.ts';
import { sslHandlers } from './ssl.ts';
import { wsgiHandlers } from './wsgi.ts';

/** Every handler that is known. */
export const handlers: Readonly<Record<string, Handler>> = {
  ...sectionHandlers,
  ...coreHandlers,
  ...listenHandlers,
  ...aliasHandlers,
  ...headerHandlers,
  ...rewriteHandlers,
  ...setenvifHandlers,
  ...sedHandlers,
  ...logHandlers,
  ...shapeHandlers,
  ...networkHandlers,
  ...mutexHandlers,
  ...filterHandlers,
  ...extensionHandlers,
  ...expiresHandlers,
  ...exclusiveHandlers,
  ...autoindexHandlers,
  ...wsgiHandlers,
  ...sslHandlers,
  ...proxyHandlers,
  ...proxyServerHandlers,
  ...methodHandlers,
  ...mdHandlers,
  ...durationHandlers,
  ...authzHandlers,
};
