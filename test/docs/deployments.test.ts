/** The page on deployments: commands are called by the names that they have, and what it shows is what they write. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { deploymentFiles } from '../../client/src/scaffolds/deployment/index.ts';
import { DEVELOPMENT_PORT, type DevelopmentServer, flaskScript, serverCommand } from '../../client/src/scaffolds/developmentServer.ts';
import { commandText } from '../../client/src/scaffolds/express/command.ts';
import { commandOfSite } from '../../client/src/scaffolds/express/fromSite.ts';
import type { VirtualHostOptions } from '../../client/src/scaffolds/httpd/site.ts';
import { TLS_LINES } from '../../client/src/scaffolds/httpd/tlsProfiles.ts';
import { virtualHost } from '../../client/src/scaffolds/httpd/virtualHost.ts';
import { isWindowsPath } from '../../client/src/scaffolds/scriptPlan.ts';
import { LanguageService, openDocument } from '../../server/src/ide.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { checkAlone } from '../kit/configuration.ts';

const root = path.join(import.meta.dirname, '../..');
const PAGE = path.join(root, 'docs/deployments.md');
const page = readFileSync(PAGE, 'utf8');
const read = (name: string) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));
const commands: { readonly command: string; readonly title: string }[] = read('package.json').contributes.commands;

/** A fenced block. */
interface Block {
  readonly language: string;
  readonly text: string;
}

const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]): Block => ({ language: language!, text: text! }));
const calls = blocks.filter(({ language }) => language === 'json').map(({ text }): { command: string; args: unknown } => JSON.parse(text));

/** What each block that a command makes has to say, by its place among the blocks. */
function expectedTexts(): ReadonlyMap<number, string> {
  const expected = new Map<number, string>();
  const sites = new Map<string, string>();
  for (const [index, { language, text }] of blocks.entries()) {
    if (language !== 'json') continue;
    const made = madeBy(JSON.parse(text), sites);
    for (const [at, one] of made.entries()) expected.set(index + 1 + at, one);
  }
  return expected;
}

function madeBy({ command, args }: { readonly command: string; readonly args: never }, sites: Map<string, string>): readonly string[] {
  if (command === 'apacheWsgiTls.createDeployment') return deploymentFiles(args).map(({ text }) => bare(text));
  if (command === 'apacheWsgiTls.createExpressCommand') return [expressCommand(sites.get((args as { source: string }).source) ?? '')];
  if (command === 'apacheWsgiTls.createDevelopmentServer') return developmentServer(args);
  if (command !== 'apacheWsgiTls.createVirtualHost') return [];
  const [{ text }] = virtualHost(args);
  const isFirst = sites.size === 0;
  sites.set((args as VirtualHostOptions).target, text);
  return [isFirst ? bare(text) : withoutCiphers(bare(text))];
}

/** A configuration without its comments; empty lines stand before sections alone. */
function bare(text: string): string {
  return text.replaceAll(/^[ \t]*(?:[#;].*)?\n/gm, '').replaceAll(/(?<=\n)(?=<[A-Z]|server \{)/g, '\n');
}

/** Once is enough on a page. */
function withoutCiphers(text: string): string {
  const lines: readonly string[] = TLS_LINES.intermediate.lines;
  return text
    .split('\n')
    .filter((line) => !lines.includes(line.trim()))
    .join('\n');
}

function expressCommand(site: string): string {
  const lines = new LanguageService(NEWEST).siteLines(openDocument('file:///etc/apache2/sites-available/app.conf', 0, site), { line: 0, character: 0 });
  return `${commandText(commandOfSite(lines!).command)}\n`;
}

/** The script and the command for a Flask application that `app.py` holds. */
function developmentServer(options: { readonly project: string } & Pick<DevelopmentServer, 'certificate' | 'privateKey' | 'pythonHome'>): readonly string[] {
  const { join } = isWindowsPath(options.project) ? path.win32 : path.posix;
  const inProject = (name: string) => join(options.project, name);
  const flask = { framework: 'flask', gateway: 'wsgi', kind: 'instance', reach: 'import', parameters: [], servesAt: null } as const;
  const named = { id: 'app:app', module: 'app', name: 'app', settings: null, configuration: null, path: inProject('app.py'), row: 0, root: options.project };
  const server = { ...options, candidate: { ...flask, ...named }, port: DEVELOPMENT_PORT };
  return [bare(flaskScript(server, inProject('run_https.py')).text), `${serverCommand(server).command}\n`];
}

/** The page with what commands make now. */
function written(): string {
  const expected = expectedTexts();
  let index = -1;
  return page.replaceAll(/^(```\w+\n)(.*?)^```$/gms, (_, opening: string, text: string) => {
    index++;
    return `${opening}${expected.get(index) ?? text}\`\`\``;
  });
}

describe('the page on deployments', () => {
  test('names commands that are there', () => {
    const ids = commands.map(({ command }) => command);
    expect(calls.map(({ command }) => command).filter((command) => !ids.includes(command))).toEqual([]);
    const titles = commands.map(({ title }) => title.replace(/\.\.\.$/, ''));
    const named = [...page.matchAll(/(?<![*\w])\*([A-Z][^*]+)\*(?!\*)/g)].map(([, title]) => title!.replaceAll(/\s+/g, ' '));
    expect(named.filter((title) => title !== 'Apache WSGI & TLS' && !titles.includes(title))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  test('shows what the commands write', async () => {
    expect(expectedTexts().size).toBeGreaterThan(10);
    await expect(written()).toMatchFileSnapshot(PAGE);
  });

  test('starts programs as the comments of sites say', () => {
    const sites = calls
      .filter(({ command }) => command === 'apacheWsgiTls.createVirtualHost')
      .map(({ args }) => virtualHost(args as VirtualHostOptions)[0].text);
    const said = sites.flatMap((text) => [...text.matchAll(/^\s*# {3}(.*)$/gm)].map(([, command]) => command!));
    const typed = blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.match(/^(?:apache2|sudo certbot) .*$/gm) ?? []);
    expect(typed).toHaveLength(2);
    expect(typed.filter((line) => !said.some((command) => line.startsWith(command)))).toEqual([]);
  });

  test('shows configurations in which nothing is found', () => {
    const configurations = blocks.filter(({ language }) => language === 'apacheconf');
    expect(configurations.length).toBeGreaterThan(5);
    expect(configurations.flatMap(({ text }) => checkAlone(text)).map(({ line, code }) => `${line} ${code}`)).toEqual([]);
  });

  test('names snippets that are there', () => {
    const prefixes = new Set(Object.values<{ prefix: string | string[] }>(read('snippets/python.json')).flatMap(({ prefix }) => prefix));
    const named = [...page.matchAll(/snippets?\s+`([^`]+)`(?: and `([^`]+)`)?/g)].flatMap(([, ...names]) => names.filter((name) => name !== undefined));
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !prefixes.has(name))).toEqual([]);
  });
});
