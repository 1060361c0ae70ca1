/** What httpd holds of one site, line by line, for commands that turn it into something else: variables put in, files and macros in their places. */
import type { Configuration } from '../model/configuration/configuration.ts';
import { argumentsOf, type Entry } from '../model/configuration/entry.ts';
import type { VirtualHost } from '../model/configuration/hosts.ts';
import { optionsOf } from '../model/wsgi/daemons.ts';
import type { Position } from '../text/range.ts';
import type { View } from '../view/view.ts';

/** A directive. */
export interface SiteLine {
  /** In lower case. */
  readonly name: string;
  /** As written. */
  readonly written: string;
  /** Without quotation marks; an option of mod_wsgi is one argument, `name=value`. */
  readonly arguments: readonly string[];
  /** The sections around it inside of its host, outermost first: the name in lower case, then the arguments. */
  readonly sections: readonly (readonly string[])[];
}

/** A virtual host. */
export interface SiteHost {
  /** The addresses of its opening tag. */
  readonly addresses: readonly string[];
  readonly lines: readonly SiteLine[];
}

/** A site: the host that is meant, then those of the same name on other ports; and what stands outside of all hosts. */
export interface SiteLines {
  readonly hosts: readonly SiteHost[];
  readonly main: readonly SiteLine[];
  readonly serverRoot: string | null;
}

/** What has had its effect once everything is read. */
const DONE = new Set(['include', 'includeoptional', 'use', 'define', 'undefine', 'loadmodule', 'loadfile', 'serverroot']);

/** The site of the last virtual host that begins above a position, else of the document's first one; null where it has none. */
export function siteLinesAt(view: View, position: Position): SiteLines | null {
  const { configuration } = view;
  const rows = configuration.hosts.flatMap((host) => (view.isHere(host.entry.file) ? [{ host, row: view.locate(host.entry)?.row ?? 0 }] : []));
  const host = (rows.findLast(({ row }) => row <= position.line) ?? rows[0])?.host;
  return host === undefined ? null : siteOf(configuration, host);
}

function siteOf({ hosts, entries, serverRoot }: Configuration, meant: VirtualHost): SiteLines {
  const twins = hosts.filter((host) => host !== meant && host.serverName !== null && host.serverName === meant.serverName);
  const outside = entries.filter(({ name }) => name !== 'virtualhost');
  return {
    hosts: [meant, ...twins].map(({ entry }) => ({ addresses: argumentsOf(entry), lines: linesOf(entry.children, []) })),
    main: linesOf(outside, []),
    serverRoot,
  };
}

function linesOf(entries: readonly Entry[], sections: SiteLine['sections']): SiteLine[] {
  return entries.flatMap((entry) => {
    if (entry.section) return linesOf(entry.children, [...sections, [entry.name, ...argumentsOf(entry)]]);
    if (DONE.has(entry.name)) return [];
    return [{ name: entry.name, written: entry.statement.name, arguments: wordsOf(entry), sections }];
  });
}

/** The arguments; options of mod_wsgi may hold blanks, and quotation marks in their middle. */
function wordsOf(entry: Entry): string[] {
  const options = optionsOf(entry);
  const [first] = options;
  if (first === undefined) return argumentsOf(entry);
  const before = entry.statement.arguments.filter(({ start }) => start < first.start).map(({ value }) => value);
  return [...before, ...options.map(({ name, value, text }) => (name === null ? text : `${name}=${value}`))];
}
