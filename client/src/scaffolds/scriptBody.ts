/** The statements of a WSGI script: how each kind of application is come by. */
import path from 'node:path';
import type { ApplicationCandidate } from './application.ts';
import type { Lines } from './httpd/lines.ts';
import { isModuleName, pythonString } from './python.ts';
import { isWindowsPath, type ScriptPlan } from './scriptPlan.ts';

/** What a statement needs: modules of Python, and `here`, the script's folder as `HERE`. */
export type Used = 'os' | 'sys' | 'here';

/** The statements of a script in their order. */
export interface Body {
  readonly uses: readonly Used[];
  /** What has to be done before the project is imported. */
  readonly before: Lines;
  readonly imports: Lines;
  readonly after: Lines;
}

const NOTHING = { uses: [], before: [] } as const;

/** How a script comes by its application. */
export function bodyOf(plan: ScriptPlan): Body {
  const { candidate, values = '' } = plan;
  const { name, module } = candidate;
  switch (candidate.kind) {
    case 'settings':
      return settingsBody(candidate);
    case 'paste':
      return pasteBody(plan);
    case 'bottle':
      return bottleBody(module);
    case 'cherrypy-tree':
      return { ...NOTHING, imports: ['import cherrypy', importAlone(module)], after: [...EMBEDDED, 'application = cherrypy.tree'] };
    case 'cherrypy-root':
      return cherrypyBody(candidate);
    case 'factory':
      return madeBody(candidate, `${name}(${values.trim()})`, ['# Called once for each process: what it gives answers all requests of the process.']);
    case 'instance':
      return instanceBody(candidate);
  }
}

function instanceBody(candidate: ApplicationCandidate): Body {
  const { module, name, framework, gateway, settings } = candidate;
  const django = settings === null ? NOTHING : { uses: ['os'] as const, before: djangoLines(settings) };
  if (framework === 'dash') return madeBody(candidate, `${name}.server`, ['# What Dash calls its server is the Flask application that answers.']);
  if (gateway === 'asgi') return madeBody(candidate, name, []);
  if (!isModuleName(module)) return { ...madeBody(candidate, name, []), ...django };
  return { ...django, imports: [`from ${module} import ${name}${name === 'application' ? '' : ' as application'}`], after: [] };
}

/** Imports a name as it is and makes the application of it, behind the adapter where it speaks ASGI. */
function madeBody({ module, name, gateway }: ApplicationCandidate, made: string, said: Lines): Body {
  const imports = importing(module, [name]);
  if (gateway !== 'asgi') return { ...NOTHING, imports, after: [...said, `application = ${made}`] };
  const adapted = '# Requests and answers pass the adapter; WebSockets do not, since WSGI has none.';
  return { ...NOTHING, imports: ['from a2wsgi import ASGIMiddleware', ...imports], after: [...said, adapted, `application = ASGIMiddleware(${made})`] };
}

function settingsBody({ settings, module }: ApplicationCandidate): Body {
  const imports = ['from django.core.wsgi import get_wsgi_application'];
  return { uses: ['os'], before: djangoLines(settings ?? module), imports, after: ['application = get_wsgi_application()'] };
}

function djangoLines(settings: string): Lines {
  return [
    '# Set for sure and not by setdefault(): what another project or Apache has set does not count here.',
    `os.environ["DJANGO_SETTINGS_MODULE"] = ${pythonString(settings)}`,
  ];
}

function pasteBody({ candidate, target }: ScriptPlan): Body {
  const { code, uses } = pathExpression(candidate.path, target);
  const before = ['# What the application is made of, and how it logs.', `INI = ${code}`];
  return { uses, before, imports: ['from pyramid.paster import get_app, setup_logging'], after: ['setup_logging(INI)', 'application = get_app(INI, "main")'] };
}

function bottleBody(module: string): Body {
  const said = '# The routes of the module belong to the application that Bottle keeps itself.';
  return { ...NOTHING, imports: ['import bottle', importAlone(module)], after: [said, 'application = bottle.default_app()'] };
}

const EMBEDDED = [
  '# CherryPy is not to watch files, to print to the terminal, or to show visitors where an error came from.',
  'cherrypy.config.update({"environment": "embedded"})',
];

function cherrypyBody({ module, name, configuration }: ApplicationCandidate): Body {
  const config = configuration === null ? '' : `, config=${configuration}`;
  const names = [name.replace(/\(\)$/, ''), ...(configuration === null ? [] : [configuration])];
  const after = [...EMBEDDED, `application = cherrypy.Application(${name}, script_name=None${config})`];
  return { ...NOTHING, imports: ['import cherrypy', ...importing(module, names)], after };
}

/** The lines that bring names of a module; the name of its file may be none that an import statement takes. */
export function importing(module: string, names: Lines): Lines {
  if (isModuleName(module)) return [`from ${module} import ${names.join(', ')}`];
  return ['from importlib import import_module', '', ...names.map((name) => `${name} = import_module(${pythonString(module)}).${name}`)];
}

function importAlone(module: string): string {
  return isModuleName(module) ? `import ${module}` : `__import__(${pythonString(module)})`;
}

/** How many folders up from the script a path may lead before it is written out. */
const NEAR = 2;

/** A path in Python: from the folder of the script on where it lies there or near it, since projects are moved; else as it is. */
export function pathExpression(to: string, script: string): { readonly code: string; readonly uses: readonly Used[] } {
  const { relative, dirname, isAbsolute, sep } = isWindowsPath(to) ? path.win32 : path.posix;
  const way = relative(dirname(script), to);
  const parts = way.split(sep).filter((part) => part !== '');
  const isFar = isAbsolute(way) || parts.filter((part) => part === '..').length > NEAR;
  if (isFar) return { code: pythonString(to), uses: [] };
  const code = parts.length === 0 ? 'HERE' : `os.path.join(HERE, ${parts.map(pythonString).join(', ')})`;
  return { code, uses: ['os', 'here'] };
}
