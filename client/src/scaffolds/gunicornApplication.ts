/** How gunicorn is told which application it serves: a name in a module, or a call of one (https://docs.gunicorn.org/en/stable/run.html). */
import { CertificateProblem, quoted } from '../certificates/problem.ts';
import type { ApplicationCandidate } from './application.ts';
import { areLiterals, isModuleName } from './python.ts';
import { frameworkName } from './scriptPlan.ts';
import { outOfReachText, valuesProblem } from './scriptRefusals.ts';

/** An application as gunicorn is told it. */
export interface GunicornApplication {
  /** `module:name`, or `module:factory("production")`. */
  readonly application: string;
  /** Django's settings module, where the application does not name it itself; else null. */
  readonly djangoSettings: string | null;
}

/** What gunicorn calls for Django where a project has no module of its own for that. */
const DJANGO = 'django.core.wsgi:get_wsgi_application()';

/** The name of an application; `values` is what a factory is given. Throws a `CertificateProblem` where gunicorn has no name for it. */
export function gunicornApplication(candidate: ApplicationCandidate, values = ''): GunicornApplication {
  const problem = problemOf(candidate, values);
  if (problem !== null) throw new CertificateProblem(problem);
  const { kind, module, name, settings } = candidate;
  if (kind === 'settings') return { application: DJANGO, djangoSettings: settings ?? module };
  return { application: `${module}:${name}${kind === 'factory' ? `(${values.trim()})` : ''}`, djangoSettings: settings };
}

/** Whether gunicorn has a name for an application. */
export function isNamedForGunicorn(candidate: ApplicationCandidate): boolean {
  return problemOf(candidate, null) === null;
}

/** Why there is no name; with null for the values of a factory these are not looked at. */
function problemOf(candidate: ApplicationCandidate, values: string | null): string | null {
  const { id, framework, gateway, kind, module, reach } = candidate;
  if (gateway !== 'wsgi') {
    return `${quoted(id)} is made with ${frameworkName(framework)} and is no WSGI application, which gunicorn's own workers call. Run it with the server that ${frameworkName(framework)} recommends.`;
  }
  if (reach !== 'import') return outOfReachText(candidate);
  if (!['instance', 'factory', 'settings'].includes(kind) || framework === 'dash' || !isModuleName(module)) {
    return `${quoted(id)} has no name in a module that gunicorn could be told. Make one with “Create WSGI Script”: the file wsgi.py in ${quoted(candidate.root)}, with the option importPath: "script". Then name wsgi:application.`;
  }
  return values === null ? null : valuesProblem(candidate, values);
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const APPLICATION = new RegExp(String.raw`^(?:${NAME}\.)*${NAME}:${NAME}(?:\((.*)\))?$`, 'su');

/** Why a text names no application to gunicorn; null where it does. */
export function applicationProblem(text: string): string | null {
  const match = APPLICATION.exec(text);
  if (match === null) return `${quoted(text)} names no application. Write module:name, such as app:app, or module:factory().`;
  if (areLiterals(match[1] ?? '')) return null;
  return `${quoted(match[1]!)} cannot be given to a function by name: texts in quotes, numbers, True, False and None can, with commas between them.`;
}
