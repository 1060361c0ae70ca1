/** What we know of directives and their places against the real httpd with all modules that this machine has. */
import { describe, expect, test } from 'vitest';
import { LanguageService, openDocument } from '../../server/src/ide.ts';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import type { Context, Directive } from '../../server/src/knowledge/types.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { apacheIsAsked, configtest, directiveList, findApache, type ListedDirective } from '../kit/apache.ts';
import { inBatches } from '../kit/batches.ts';
import { placedIn, printedContexts } from './places.ts';

const known = knowledge();
const MODELS = ['event', 'worker', 'prefork'] as const;

type Place = Exclude<Context, 'htaccess'>;

/** A directive in one place. */
interface Placement {
  readonly listed: ListedDirective;
  readonly directive: Directive;
  readonly context: Place;
}

/** The record of a listed directive: of its own source file where several modules share the name. */
function recordOf({ name, section, source }: ListedDirective): Directive | undefined {
  const found = known.find(name, section);
  return found.find(({ module }) => source === known.modules.find((candidate) => candidate.name === module)?.source) ?? found[0];
}

function title(listed: ListedDirective): string {
  return `${listed.section ? '<' : ''}${listed.name} (${listed.source})`;
}

/** The placements that one of the two says of a directive and the other does not. */
function placements(list: readonly ListedDirective[], differ: (printed: ReadonlySet<Context>, accepted: readonly Context[]) => Iterable<Context>): Placement[] {
  return list.flatMap((listed) => {
    const directive = recordOf(listed);
    if (directive === undefined) return [];
    const contexts = [...differ(printedContexts(listed), directive.accepted)].filter((context): context is Place => context !== 'htaccess');
    return contexts.map((context) => ({ listed, directive, context }));
  });
}

const MODULE_FILE = /\/\S+mod_ssl\.so/.exec(findApache()?.modulesConf ?? '')?.[0] ?? '';

/** Arguments that httpd takes, for directives that are allowed in other places than `-L` prints and look at the values first. */
const GOOD_ARGUMENTS: Readonly<Record<string, string>> = {
  ServerRoot: '/tmp',
  DefaultRuntimeDir: '/tmp',
  LoadModule: `ssl_module ${MODULE_FILE}`,
  LoadFile: MODULE_FILE,
  LuaAuthzProvider: 'lua-group /srv/auth.lua check',
  SSLProxyProtocol: 'all',
  SSLProxyCipherSuite: 'HIGH',
  SSLProxyVerify: 'none',
  SSLProxyCARevocationCheck: 'none',
};

/** A line with as many arguments as the directive wants. */
function lineOf({ listed: { name, section }, directive: { count } }: Placement): string {
  const simple = count.kind === 'FLAG' ? 'On' : Array(Math.max(count.min, 1)).fill('1').join(' ');
  const file = /^SSL.*(?:Path|File)$/.test(name) ? (name.endsWith('Path') ? '/tmp' : '/etc/passwd') : null;
  const line = `${name} ${GOOD_ARGUMENTS[name] ?? file ?? simple}`;
  return section ? `<${line}>\n</${name}>` : line;
}

const service = new LanguageService(NEWEST);

/** httpd's words as our finding about the place quotes them. */
function quoted(text: string): string[] {
  const findings = service.diagnostics(openDocument('file:///a.conf', 0, text)).filter(({ code }) => code === 'not-allowed-here');
  return findings.map(({ message }) => message.split('\nhttpd: ')[1] ?? '');
}

describe.runIf(apacheIsAsked())('apache2 -L', () => {
  test.each(MODELS)('lists no directive that we do not know (%s)', async (model) => {
    const list = await directiveList(model);
    expect(list.length).toBeGreaterThan(700);
    expect(list.filter((listed) => recordOf(listed) === undefined).map(title)).toEqual([]);
  });

  test.each(MODELS)('allows .htaccess files where we do (%s)', async (model) => {
    const wrong = (await directiveList(model)).filter((listed) => recordOf(listed)?.accepted.includes('htaccess') && !printedContexts(listed).has('htaccess'));
    expect(wrong.map(title)).toEqual([]);
  });

  test('lists nothing that we call absent here', async () => {
    const foreign = (await directiveList()).filter((listed) => /^(?:Windows|NetWare|Solaris)/.test([recordOf(listed)?.platform ?? ''].flat().join()));
    expect(foreign.map(title)).toEqual([]);
  });

  test('allows the places that we allow, or takes the line there all the same', async () => {
    const wider = placements(await directiveList(), (printed, accepted) => accepted.filter((context) => !printed.has(context)));
    const refused = await inBatches(wider, async (placement) => {
      const { ok, stderr } = await configtest(placedIn(placement.context, lineOf(placement)));
      return ok ? [] : [`${title(placement.listed)} in ${placement.context}: ${stderr}`];
    });
    expect(refused).toEqual([]);
  });

  test('is stricter than it prints wherever we are, in the words that we quote', { timeout: 120_000 }, async () => {
    const narrower = placements(await directiveList(), (printed, accepted) => [...printed].filter((context) => !accepted.includes(context)));
    const taken = await inBatches(narrower, async (placement) => {
      const text = placedIn(placement.context, lineOf(placement));
      const words = quoted(text);
      const { stderr } = await configtest(text);
      const said = words.some((wording) => stderr.toLowerCase().includes(wording.toLowerCase()));
      return said ? [] : [`${title(placement.listed)} in ${placement.context}: ${words.join()} | ${stderr}`];
    });
    expect(narrower.length).toBeGreaterThan(0);
    expect(taken).toEqual([]);
  });
});
