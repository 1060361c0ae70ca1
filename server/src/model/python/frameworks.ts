/** What Python's web frameworks call their applications and what makes them, by their full names. Facts from the documentation of each. */

/** A framework as it is written in code; `wsgi` and `asgi` stand for a callable without one. */
export type Framework =
  | 'flask'
  | 'django'
  | 'bottle'
  | 'pyramid'
  | 'falcon'
  | 'cherrypy'
  | 'dash'
  | 'webpy'
  | 'wsgi'
  | 'fastapi'
  | 'starlette'
  | 'quart'
  | 'litestar'
  | 'sanic'
  | 'blacksheep'
  | 'channels'
  | 'aiohttp'
  | 'asgi';

/** How a server calls an application: as PEP 3333 says, as ASGI says, or not at all, since it is a server itself. */
export type Gateway = 'wsgi' | 'asgi' | 'own';

/** What a value of a program is, as far as it matters here. */
export type Meaning =
  | { readonly is: 'application'; readonly framework: Framework; readonly gateway: Gateway; readonly origin: string }
  /** Calling it gives a value; `from` tells what it is, `requires` which parameters have no default. */
  | {
      readonly is: 'maker';
      readonly gives: Meaning;
      readonly from: 'library' | 'class' | 'function';
      readonly requires: readonly string[];
    }
  | { readonly is: 'object'; readonly members: Readonly<Record<string, Meaning>> }
  | { readonly is: 'module'; readonly name: string }
  /** A function that routes requests of an application that the framework keeps itself. */
  | { readonly is: 'hook'; readonly framework: Framework }
  /** A function that serves until it is ended. */
  | { readonly is: 'server' };

/** An application whose origin is where it is made. */
const app = (framework: Framework, gateway: Gateway = 'wsgi'): Meaning => ({ is: 'application', framework, gateway, origin: '' });
const made = (gives: Meaning): Meaning => ({ is: 'maker', gives, from: 'library', requires: [] });
const asgi = (framework: Framework): Meaning => made(app(framework, 'asgi'));
const hook = (framework: Framework): Meaning => ({ is: 'hook', framework });
const SERVER: Meaning = { is: 'server' };

const BOTTLE_HOOKS = ['route', 'get', 'post', 'put', 'delete', 'patch', 'error', 'hook', 'mount'];

/** Names of libraries and what they are. */
export const LIBRARY: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['flask.Flask', made(app('flask'))],
  ['flask.app.Flask', made(app('flask'))],
  ['apiflask.APIFlask', made(app('flask'))],
  ['flask_openapi3.OpenAPI', made(app('flask'))],
  ['eve.Eve', made(app('flask'))],
  ['dash.Dash', made(app('dash'))],
  ['django.core.wsgi.get_wsgi_application', made(app('django'))],
  ['django.core.handlers.wsgi.WSGIHandler', made(app('django'))],
  ['django.core.asgi.get_asgi_application', asgi('django')],
  ['bottle.Bottle', made(app('bottle'))],
  ['bottle.default_app', made(app('bottle'))],
  ['bottle.app', made(app('bottle'))],
  ...BOTTLE_HOOKS.map((name) => [`bottle.${name}`, hook('bottle')] as const),
  ['bottle.run', SERVER],
  ['pyramid.config.Configurator', made({ is: 'object', members: { make_wsgi_app: made(app('pyramid')) } })],
  ['pyramid.paster.get_app', made(app('pyramid'))],
  ['falcon.App', made(app('falcon'))],
  ['falcon.API', made(app('falcon'))],
  ['falcon.asgi.App', asgi('falcon')],
  ['cherrypy.Application', made(app('cherrypy'))],
  ['cherrypy.tree.mount', made(app('cherrypy'))],
  ['cherrypy.tree', app('cherrypy')],
  ['cherrypy.quickstart', SERVER],
  ['web.application', made({ is: 'object', members: { wsgifunc: made(app('webpy')) } })],
  ['fastapi.FastAPI', asgi('fastapi')],
  ['starlette.applications.Starlette', asgi('starlette')],
  ['quart.Quart', asgi('quart')],
  ['litestar.Litestar', asgi('litestar')],
  ['sanic.Sanic', asgi('sanic')],
  ['blacksheep.Application', asgi('blacksheep')],
  ['channels.routing.ProtocolTypeRouter', asgi('channels')],
  ['asgiref.wsgi.WsgiToAsgi', asgi('asgi')],
  ['a2wsgi.WSGIMiddleware', asgi('asgi')],
  ['socketio.ASGIApp', asgi('asgi')],
  ['aiohttp.web.Application', made(app('aiohttp', 'own'))],
  ['a2wsgi.ASGIMiddleware', made(app('wsgi'))],
  ['socketio.WSGIApp', made(app('wsgi'))],
  ['engineio.WSGIApp', made(app('wsgi'))],
  ['whitenoise.WhiteNoise', made(app('wsgi'))],
  ['werkzeug.middleware.dispatcher.DispatcherMiddleware', made(app('wsgi'))],
  ['werkzeug.middleware.proxy_fix.ProxyFix', made(app('wsgi'))],
  ['werkzeug.middleware.shared_data.SharedDataMiddleware', made(app('wsgi'))],
  ['paste.urlmap.URLMap', made(app('wsgi'))],
  ['waitress.serve', SERVER],
  ['uvicorn.run', SERVER],
]);

/** The beginnings of the full names, which are modules or objects. */
export const LIBRARY_MODULES: ReadonlySet<string> = new Set(
  [...LIBRARY.keys()].flatMap((name) => {
    const parts = name.split('.');
    return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('.'));
  }),
);

/** Decorators that make a WSGI application of a function that takes a request. */
export const APPLICATION_DECORATORS: readonly RegExp[] = [/^@(?:\w+\.)*Request\.application\b/, /^@(?:\w+\.)*wsgify\b/];

/** What the object of Dash calls the Flask application in it. */
export const DASH_SERVER = 'server';
