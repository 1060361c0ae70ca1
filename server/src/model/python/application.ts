/** What a WSGI script offers: the callable that mod_wsgi asks for, and what may have been meant where it is missing. */
import { moduleStatements, type PythonStatement } from './statements.ts';

/** Whether a name is there once the script was imported; `unknown` where only running it would tell. */
export type Presence = 'defined' | 'missing' | 'unknown';

/** What a script says about a name. */
export interface Offer {
  readonly presence: Presence;
  /** Other names that it defines and that look like an application, the likeliest first. */
  readonly candidates: readonly string[];
}

/** Names that frameworks give their application. */
const USUAL = ['application', 'app', 'wsgi_app', 'api', 'server', 'flask_app', 'django_app'];

/** Looks for a top-level name in a script's text. */
export function offerOf(text: string, name: string): Offer {
  const statements = moduleStatements(text);
  const names = new Set(statements.flatMap(namesDefinedBy));
  const candidates = USUAL.filter((candidate) => candidate !== name && names.has(candidate));
  if (names.has(name)) return { presence: 'defined', candidates };
  const mentioned = new RegExp(`(?<![\\w.])${name.replaceAll('$', '\\$')}(?!\\w)`);
  const open = statements.some(({ bare }) => definesUnknown(bare) || (!/^(?:from|import)\b/.test(bare) && mentioned.test(bare)));
  return { presence: open ? 'unknown' : 'missing', candidates };
}

/** Statements that may define anything. */
function definesUnknown(bare: string): boolean {
  return /\bimport\s*\*|\b(?:exec|execfile|globals|locals|setattr|vars|__import__|run_path)\s*\(/.test(bare);
}

/** The names that a statement binds. */
export function namesDefinedBy({ bare }: PythonStatement): string[] {
  const definition = /^(?:async\s+def|def|class)\s+(\w+)/.exec(bare);
  if (definition !== null) return [definition[1]!];
  const imported = /^(?:from\s+\S+\s+)?import\s+(.+)$/s.exec(bare);
  if (imported !== null) return importedNames(imported[1]!);
  return assignedNames(bare);
}

function importedNames(list: string): string[] {
  return list.split(',').flatMap((piece) => {
    const [first = '', as, alias] = piece.replace(/[()]/g, '').trim().split(/\s+/);
    const name = as === 'as' ? alias : first.split('.')[0];
    return name === undefined || name === '' || name === '*' ? [] : [name];
  });
}

/** The targets of `a = b, c = …`, of `a: T = …` and of `with … as a`. */
function assignedNames(bare: string): string[] {
  const body = bare.replace(/^(?:if|elif|else|try|finally|except)\b[^:]*:\s*/, '');
  const names = [...body.matchAll(/\bas\s+(\w+)/g)].map((match) => match[1]!);
  const annotated = /^(\w+)\s*:[^=]*=(?!=)/.exec(body);
  if (annotated !== null) return [...names, annotated[1]!];
  let rest = body;
  for (let target = TARGET.exec(rest); target !== null; target = TARGET.exec(rest)) {
    names.push(...target[1]!.split(',').map((name) => name.replace(/[()\s]/g, '')));
    rest = rest.slice(target[0].length);
  }
  return names;
}

const TARGET = /^\s*(\(?\w+(?:\s*,\s*\w+)*\)?)\s*=(?!=)/;
