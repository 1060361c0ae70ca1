/** Applications that have a name in a module: objects, and functions that make them. */
import type { Binding } from '../bindings.ts';
import { requiredBy } from '../callables.ts';
import { settingsModuleIn } from '../django.ts';
import { chainOf } from '../expressions.ts';
import type { Meaning } from '../frameworks.ts';
import type { Meanings } from '../meanings.ts';
import { type Candidate, PLAIN, type Weighed } from './candidate.ts';
import type { ProjectModule } from './modules.ts';
import { rankOf } from './ranking.ts';

/** What no import comes by stands behind all the rest. */
const OUT_OF_REACH = 10_000;

/** Enough for Dash's object to stand behind the application in it. */
const BEHIND_SERVER = 5;

/** Names of functions that make something, and parameters that take an application to put something around it. */
const MAKES = /(?:^|_)(?:create|make|build|get|factory)(?:_|$)/;
const WRAPPED = /^(?:app|application|wsgi_app|wsgi_application)$/;

type Application = Extract<Meaning, { is: 'application' }>;

/** The applications that the names at the top of a module stand for. `folder` is the project's. */
export function namedIn(module: ProjectModule, meanings: Meanings, folder: string): Weighed[] {
  const last = new Map(module.bindings.bound.map((binding) => [binding.name, binding]));
  return [...last.values()].flatMap((binding) => weighed(binding, module, meanings, folder) ?? []);
}

function weighed(binding: Binding, module: ProjectModule, meanings: Meanings, folder: string): Weighed | null {
  const { name, row, source } = binding;
  const meaning = meanings.ofName(module, name);
  const isImported = source.kind === 'member' || source.kind === 'module';
  const rank = (isFactory: boolean) => rankOf({ path: module.path, name, isFactory, isImported }, folder) + (isBoard(meaning) ? BEHIND_SERVER : 0);
  if (meaning?.is === 'application') return { candidate: instance(module, { name, row, of: meaning }, meanings), origin: meaning.origin, rank: rank(false) };
  if (meaning?.is === 'maker') return isImported ? null : factory(meaning, binding, module, meanings, rank(true));
  const program = meaning === null ? meanings.ofName(module, name, true) : null;
  if (program?.is === 'application') {
    const candidate: Candidate = { ...instance(module, { name, row, of: program }, meanings), reach: 'main' };
    return { candidate, origin: program.origin, rank: rank(false) + OUT_OF_REACH };
  }
  return source.kind === 'function' ? kept(binding, module, meanings, rank(false) + OUT_OF_REACH) : null;
}

/** Dash's own object, which is not the application itself. */
function isBoard(meaning: Meaning | null): boolean {
  return meaning?.is === 'application' && meaning.framework === 'dash';
}

interface Named {
  readonly name: string;
  readonly row: number;
  readonly of: Application;
}

function instance(module: ProjectModule, { name, row, of }: Named, meanings: Meanings): Candidate {
  const settings = of.framework === 'django' ? settingsModuleIn(module.text) : null;
  return {
    ...placed(module, row, meanings),
    id: `${module.name}:${name}`,
    framework: of.framework,
    gateway: of.gateway,
    kind: 'instance',
    name,
    settings: settings?.byDefault === true ? settings.module : null,
  };
}

function factory({ gives, from, requires }: Extract<Meaning, { is: 'maker' }>, binding: Binding, module: ProjectModule, meanings: Meanings, rank: number) {
  if (from !== 'function' || gives.is !== 'application') return null;
  const { name, row } = binding;
  const isPlain = gives.framework === 'wsgi' || gives.framework === 'asgi';
  if (requires.some((parameter) => WRAPPED.test(parameter)) || (isPlain && !MAKES.test(name))) return null;
  const candidate: Candidate = { ...instance(module, { name, row, of: gives }, meanings), kind: 'factory', parameters: requires };
  return { candidate, origin: gives.origin, rank };
}

/** An application that a function makes and keeps, such as `main` with `app.run()` in it. */
function kept({ source }: Binding, module: ProjectModule, meanings: Meanings, rank: number): Weighed | null {
  const found = source.kind === 'function' ? meanings.keptBy(module, source.node) : null;
  if (found === null || !found.application.origin.startsWith(`${module.path}:`)) return null;
  const candidate: Candidate = { ...instance(module, { name: found.name, row: found.row, of: found.application }, meanings), reach: 'local' };
  return { candidate, origin: found.application.origin, rank };
}

/**
 * The candidate that somebody names, `module:name`, although nothing shows what the name stands for: such names are left out
 * elsewhere. Null where no module binds it.
 */
export function boundAs(id: string, modules: readonly ProjectModule[], meanings: Meanings): Candidate | null {
  const [name = '', ...parts] = id.split(':').reverse();
  for (const module of modules.filter((one) => one.name === parts.join(':'))) {
    const binding = module.bindings.bound.findLast((one) => one.name === name && one.reach !== 'main');
    if (binding === undefined) continue;
    const { row, source } = binding;
    const makes = source.kind === 'function' && MAKES.test(name);
    const of: Application = { is: 'application', framework: 'wsgi', gateway: 'wsgi', origin: id };
    const candidate = instance(module, { name, row, of }, meanings);
    return makes ? { ...candidate, kind: 'factory', parameters: requiredBy(source.node) } : candidate;
  }
  return null;
}

/** What every candidate of a module has in common. */
export function placed(module: ProjectModule, row: number, meanings: Meanings): Pick<Candidate, 'module' | 'path' | 'row' | 'root'> & typeof PLAIN {
  const { name, path, root } = module;
  return { ...PLAIN, module: name, path, row, root, servesAt: servesAt(module, meanings) };
}

/** The row on which an import would start a server, and never end. */
function servesAt(module: ProjectModule, meanings: Meanings): number | null {
  const found = module.bindings.others.find(({ node, reach }) => reach === 'always' && isServing(node.code, module, meanings));
  return found?.node.row ?? null;
}

function isServing(code: string, module: ProjectModule, meanings: Meanings): boolean {
  const chain = chainOf(code);
  const call = chain?.trailers.findIndex((trailer) => 'call' in trailer) ?? -1;
  if (chain === null || call === -1) return false;
  const names = [chain.head, ...chain.trailers.slice(0, call).flatMap((trailer) => ('attribute' in trailer ? [trailer.attribute] : []))];
  if (meanings.ofCode(module, names.join('.'))?.is === 'server') return true;
  if (chain.trailers.some((trailer) => 'attribute' in trailer && trailer.attribute === 'serve_forever')) return true;
  const method = names.pop();
  const owner = method === 'run' && names.length > 0 ? meanings.ofCode(module, names.join('.')) : null;
  return owner?.is === 'application';
}
