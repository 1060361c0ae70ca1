/** The modules that a document needs: for commands that switch them on. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { type Statement, statementOf } from '../syntax/statement.ts';
import { linesOf, type Tree } from '../syntax/tree.ts';

/** Directives of mod_proxy that name a backend, whose scheme has a module of its own (mod_proxy's manual, "Protocol schemes"). */
const NAMING_BACKENDS = new Set(['proxypass', 'proxypassmatch', 'balancermember', 'sethandler']);

const BY_SCHEME: Readonly<Record<string, readonly string[]>> = {
  http: ['mod_proxy_http'],
  https: ['mod_proxy_http'],
  ws: ['mod_proxy_wstunnel'],
  wss: ['mod_proxy_wstunnel'],
  h2: ['mod_proxy_http2'],
  h2c: ['mod_proxy_http2'],
  ajp: ['mod_proxy_ajp'],
  fcgi: ['mod_proxy_fcgi'],
  scgi: ['mod_proxy_scgi'],
  uwsgi: ['mod_proxy_uwsgi'],
  balancer: ['mod_proxy_balancer', 'mod_lbmethod_byrequests'],
};

/** Names of the modules whose directives stand in a document, in any section, such as `mod_ssl`; sorted. What is part of httpd itself is left out. */
export function neededModules(tree: Tree, knowledge: Knowledge): string[] {
  const modules = new Set<string>();
  for (const { line } of linesOf(tree.root)) {
    const statement = statementOf(line);
    if (statement === null || statement.kind === 'close') continue;
    const [directive] = knowledge.find(statement.name, statement.kind === 'open');
    if (directive?.module.startsWith('mod_')) modules.add(directive.module);
    for (const module of backendModules(statement)) modules.add(module);
  }
  return [...modules].sort();
}

function backendModules({ name, arguments: words }: Statement): readonly string[] {
  if (!NAMING_BACKENDS.has(name.toLowerCase())) return [];
  const schemes = words.flatMap(({ value }) => /^(?:proxy:)?(?:unix:[^|]*\|)?([a-z0-9]+):\/\//i.exec(value)?.[1]?.toLowerCase() ?? []);
  return schemes.flatMap((scheme) => [...(name.toLowerCase() === 'sethandler' ? ['mod_proxy'] : []), ...(BY_SCHEME[scheme] ?? [])]);
}
