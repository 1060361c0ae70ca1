/** What mod_wsgi refuses while httpd works through a configuration: our errors and the real httpd's, line for line and word for word. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apacheIsAsked } from '../kit/apache.ts';
import { inBatches } from '../kit/batches.ts';
import { check, checkAlone, type Found } from '../kit/configuration.ts';
import { configtestTree } from '../kit/realTree.ts';
import { fixedTree, fixNamed } from './fixing.ts';

const ROOT = '/etc/apache2/apache2.conf';
const CODES = ['duplicate-daemon-process', 'process-group-at-start'];

const alias = (group: string, application = '%{GLOBAL}') => `WSGIScriptAlias / /srv/app.wsgi process-group=${group} application-group=${application}`;
const host = (...lines: readonly string[]) => `<VirtualHost *:80>\n${lines.map((line) => `    ${line}\n`).join('')}</VirtualHost>`;
const text = (...parts: readonly string[]) => `${parts.join('\n')}\n`;

/** Configurations that httpd takes or not, for what mod_wsgi says to their groups alone. */
const CASES: readonly (readonly [string, string])[] = [
  ['a group that nobody declares', alias('g')],
  ['a group that is declared further down', text(alias('g'), 'WSGIDaemonProcess g')],
  ['a group that is declared above', text('WSGIDaemonProcess g', alias('g'))],
  ['two of one name', text('WSGIDaemonProcess g', 'WSGIDaemonProcess g threads=3')],
  ['names in other letters', text('WSGIDaemonProcess g', 'WSGIDaemonProcess G', alias('G'))],
  ["httpd's own processes", alias('%{GLOBAL}')],
  ['a group that only a request tells', alias('%{SERVER}')],
  ['an interpreter that only a request tells', alias('g', '%{HOST}')],
  ['one option alone', 'WSGIScriptAlias / /srv/app.wsgi process-group=g'],
  ['in one host', host('ServerName a', 'WSGIDaemonProcess g', alias('g'))],
  ['in one host without a name', host('WSGIDaemonProcess g', alias('g'))],
  ['in a host of another name', text(host('ServerName a', 'WSGIDaemonProcess g'), host('ServerName b', alias('g')))],
  ['in a host of the same name', text(host('ServerName a', 'WSGIDaemonProcess g'), host('ServerName a', alias('g')))],
  ['in a host of the same name in capitals', text(host('ServerName a', 'WSGIDaemonProcess g'), host('ServerName A', alias('g')))],
  ['in a host whose alias is the name', text(host('ServerName a', 'ServerAlias b', 'WSGIDaemonProcess g'), host('ServerName b', alias('g')))],
  ['scheme and port aside', text(host('ServerName a', 'WSGIDaemonProcess g'), host('ServerName https://a:443', alias('g')))],
  ['a name that comes too late', text(host('ServerName a', 'WSGIDaemonProcess g'), host(alias('g'), 'ServerName a'))],
  ['a name that changes in time', text(host('ServerName a', 'WSGIDaemonProcess g'), host('ServerName b', 'ServerName a', alias('g'), 'ServerName c'))],
  ['a group in a host without a name', text(host('WSGIDaemonProcess g'), host('ServerName a', alias('g')))],
  ['a group above the name of its host', text(host('WSGIDaemonProcess g', 'ServerName a'), host('ServerName a', alias('g')))],
  ['two hosts without names', text(host('WSGIDaemonProcess g'), host(alias('g')))],
  ['at server level, of a host', text(host('ServerName a', 'WSGIDaemonProcess g'), 'ServerName b', alias('g'))],
  ['at server level, of a host of its name', text('ServerName a', host('ServerName a', 'WSGIDaemonProcess g'), alias('g'))],
  ['at server level, of a nameless host', text('ServerName a', host('WSGIDaemonProcess g'), alias('g'))],
  [
    'an imported script',
    text(host('ServerName a', 'WSGIDaemonProcess g'), 'ServerName b', 'WSGIImportScript /srv/app.wsgi process-group=g application-group=x'),
  ],
  ['an imported script in a group to be told', 'WSGIImportScript /srv/app.wsgi process-group=%{SERVER} application-group=x'],
  ['an imported script for all', 'WSGIImportScript /srv/app.wsgi process-group=%{GLOBAL} application-group=%{SERVER}'],
  ['a pattern with parts of the URL', 'WSGIScriptAliasMatch ^/(.*) /srv/$1.wsgi process-group=g application-group=x'],
  ['a pattern without', 'WSGIScriptAliasMatch ^/(.*) /srv/app.wsgi process-group=g application-group=x'],
  ['a dollar in a plain path', 'WSGIScriptAlias /x /srv/$x.wsgi process-group=g application-group=x'],
  ['an option twice', text('WSGIDaemonProcess g', `${alias('nope')} process-group=g`)],
  ['an option that swallows the next', 'WSGIScriptAlias / /srv/app.wsgi process-group= application-group=g'],
  ['a handler script', 'WSGIHandlerScript h /srv/app.wsgi process-group=g application-group=%{GLOBAL}'],
];

function refusals(found: readonly Found[]): Found[] {
  return found.filter(({ code, severity }) => CODES.includes(code) && severity === 'error');
}

/** The first line that httpd refuses, and its words; null where it takes everything. */
async function refusedBy(configuration: string): Promise<{ readonly line: number; readonly words: string } | null> {
  const { ok, stderr } = await configtestTree({ [ROOT]: configuration }, ROOT);
  const [, line = '0', words = stderr] = /Syntax error on line (\d+) of [^\n]*:\n(.*)/.exec(stderr) ?? [];
  return ok ? null : { line: Number(line), words };
}

async function compare(configuration: string): Promise<string[]> {
  const [first] = refusals(check({ [ROOT]: configuration })).sort((one, other) => one.line - other.line);
  const ours = first === undefined ? null : { line: first.line, words: first.message.split('\nhttpd: ')[1] ?? '' };
  const theirs = await refusedBy(configuration);
  return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [`${configuration}\nours: ${JSON.stringify(ours)}\nhttpd: ${JSON.stringify(theirs)}`];
}

describe.runIf(apacheIsAsked())('the first refusal is httpd’s', () => {
  test.each(CASES)('%s', async (_, configuration) => {
    expect(await compare(configuration)).toEqual([]);
  });

  test('in configurations of chance', { timeout: 120_000 }, async () => {
    const seed = Number(process.env.SEED ?? 20_261_121);
    const drawn = fc.sample(configurations, { seed, numRuns: Number(process.env.RUNS ?? 60) });
    const differing = await inBatches(drawn, compare);
    expect(differing, `seed ${seed}`).toEqual([]);
  });
});

const name = fc.constantFrom('a', 'b', 'A');
const group = fc.constantFrom('g', 'h', 'g', '%{GLOBAL}');
const line = fc.oneof(
  name.map((one) => `ServerName ${one}`),
  fc.constantFrom('g', 'h', 'i', 'j').map((one) => `WSGIDaemonProcess ${one}`),
  group.map((one) => alias(one)),
  group.map((one) => `WSGIScriptAlias /x /srv/x.wsgi process-group=${one}`),
  group.map((one) => `WSGIImportScript /srv/x.wsgi process-group=${one} application-group=x`),
  group.map((one) => `WSGIProcessGroup ${one}`),
);
/** Hosts and lines in any order; the main server may have no name of its own. */
const configurations = fc
  .array(fc.oneof({ weight: 1, arbitrary: line }, { weight: 2, arbitrary: fc.array(line, { maxLength: 4 }).map((lines) => host(...lines)) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => text('ServerName main', ...parts));

describe('a text that stands alone', () => {
  test('may be surrounded by anything', () => {
    expect(refusals(checkAlone(text(alias('g'))))).toEqual([]);
    expect(refusals(checkAlone(text(host('ServerName a', 'WSGIDaemonProcess g'), alias('g'))))).toEqual([]);
    expect(refusals(checkAlone(text(host('ServerName a', 'WSGIDaemonProcess g'), host('Include more.conf', alias('g')))))).toEqual([]);
  });

  test('speaks for itself where everything is in sight', () => {
    expect(refusals(checkAlone(text(alias('g'), 'WSGIDaemonProcess g'))).map((found) => found.marked)).toEqual(['g']);
    expect(refusals(checkAlone(text(host('ServerName a', 'WSGIDaemonProcess g'), host('ServerName b', alias('g')))))).toHaveLength(1);
  });

  test('is not sure of lines that httpd may leave out', () => {
    const found = checkAlone(text('WSGIDaemonProcess g', '<IfDefine Twice>', 'WSGIDaemonProcess g', '</IfDefine>'));
    expect(found.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['duplicate-daemon-process warning']);
    expect(refusals(checkAlone(text('<IfDefine Here>', 'WSGIDaemonProcess g', '</IfDefine>', alias('g'))))).toEqual([]);
  });
});

describe.runIf(apacheIsAsked())('a fix', () => {
  const mended = async (configuration: string, code: string, title: string): Promise<string> => {
    const tree = { [ROOT]: configuration };
    const { file, fix } = fixNamed(check(tree), code, title);
    const after = fixedTree(tree, file, fix)[ROOT]!;
    expect(await refusedBy(after)).toBeNull();
    return after;
  };

  test('puts ServerName first', async () => {
    const after = await mended(
      text(host('ServerName a', 'WSGIDaemonProcess g'), host(alias('g'), 'ServerName a')),
      'process-group-at-start',
      'Put ServerName above this line',
    );
    expect(after).toBe(text(host('ServerName a', 'WSGIDaemonProcess g'), host('ServerName a', alias('g'))));
  });

  test('moves a group above everything that names it', async () => {
    const title = 'Declare g once, outside of the virtual hosts';
    const after = await mended(
      text(host('ServerName b', alias('g')), host('ServerName a', 'WSGIDaemonProcess g threads=3', alias('g'))),
      'process-group-at-start',
      title,
    );
    expect(after).toBe(text('WSGIDaemonProcess g threads=3', host('ServerName b', alias('g')), host('ServerName a', alias('g'))));
  });

  test('declares a group that nobody declares, or takes the name that was meant', async () => {
    const before = text('WSGIDaemonProcess bookshop', host('ServerName a', alias('bookstop')));
    expect(await mended(before, 'process-group-at-start', 'Change to bookshop')).toContain('process-group=bookshop ');
    expect(await mended(before, 'process-group-at-start', 'Declare the group bookstop')).toContain('WSGIDaemonProcess bookstop\n<VirtualHost');
  });
});
