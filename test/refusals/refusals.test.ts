/** Our copy of httpd's handlers against tables of lines, and the tables against the real httpd. */
import { describe, expect, it } from 'vitest';
import { configtest, findApache } from '../kit/apache.ts';
import { refusalsIn } from '../kit/refusals.ts';
import { type Case, textOf } from './case.ts';
import { accessCases } from './cases/access.ts';
import { aliasCases } from './cases/alias.ts';
import { coreCases } from './cases/core.ts';
import { headersCases } from './cases/headers.ts';
import { logsCases } from './cases/logs.ts';
import { mdCases } from './cases/md.ts';
import { proxyCases } from './cases/proxy.ts';
import { rareCases } from './cases/rare.ts';
import { rewriteCases } from './cases/rewrite.ts';
import { sectionsCases } from './cases/sections.ts';
import { smallCases } from './cases/small.ts';
import { tlsCases } from './cases/tls.ts';
import { wsgiCases } from './cases/wsgi.ts';

const TABLES: Readonly<Record<string, readonly Case[]>> = {
  core: coreCases,
  sections: sectionsCases,
  access: accessCases,
  alias: aliasCases,
  rewrite: rewriteCases,
  headers: headersCases,
  logs: logsCases,
  tls: tlsCases,
  wsgi: wsgiCases,
  proxy: proxyCases,
  small: smallCases,
  md: mdCases,
  rare: rareCases,
};

/** The versions that the tables were measured with. */
const MEASURED = { httpd: '2.4.71', modWsgi: '4.9.4', platform: 'debian', stated: { httpd: true, modWsgi: true }, modules: null } as const;
const UNDER_CI = Boolean(process.env.CI) && process.env.CI !== 'false';
const AT_ONCE = 4;

function refusedHere(text: string): readonly string[] {
  return refusalsIn(text, MEASURED).flatMap(({ httpd }) => httpd ?? []);
}

describe.each(Object.entries(TABLES))('refusals: %s', (_, cases) => {
  it.each(cases.filter(([, , httpd]) => httpd === null))('%s: %s is taken', (...accepted) => {
    expect(refusedHere(textOf(accepted as unknown as Case))).toEqual([]);
  });

  it.each(cases.filter(([, , httpd]) => httpd !== null))('%s: %s is refused', (...refused) => {
    const [, , httpd] = refused as unknown as Case;
    expect(refusedHere(textOf(refused as unknown as Case))).toContain(httpd);
  });
});

/** Directives that are refused whatever their arguments are. */
const GONE = /^(?:SSLLog|SSLLogLevel|FancyIndexing|Port|Error|LuaHookInsertFilter|MDCertificateMonitor)\b/;

describe('variables of the configuration', () => {
  const lines = Object.values(TABLES).flatMap((cases) => cases.filter(([, line]) => /\s/.test(line) && !line.startsWith('<') && !GONE.test(line)));

  it.each(lines)('%s: %s is not refused with ${X} for a value', (place, line) => {
    const [name = '', ...words] = line.split(/\s+/);
    const open = [name, ...words.map(() => '${X}')].join(' ');
    expect(refusedHere(textOf([place, open, null]))).toEqual([]);
  });

  it('judges no line of a macro', () => {
    expect(refusedHere('<Macro M $a>\nListen $a\nTimeout\n</Macro>\n')).toEqual([]);
  });
});

/** Runs the checks a few at a time. */
async function inTurns<T>(items: readonly T[], check: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const work = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await check(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** What is taken is tried in one file first; lines that do not go together are then tried one by one. */
async function areTaken(cases: readonly Case[]): Promise<void> {
  const together = await configtest(cases.map(textOf).join(''));
  if (together.ok) return;
  await inTurns(cases, async (single) => {
    const { ok, stderr } = await configtest(textOf(single));
    expect(ok, `${textOf(single)}${stderr}`).toBe(true);
  });
}

async function areRefused(cases: readonly Case[]): Promise<void> {
  await inTurns(cases, async (single) => {
    const { ok, stderr } = await configtest(textOf(single));
    expect(ok, textOf(single)).toBe(false);
    expect(stderr).toContain(single[2]);
  });
}

describe.skipIf(findApache() === null && !UNDER_CI)('the real httpd', () => {
  it.each(Object.entries(TABLES))('agrees with the table: %s', async (_, cases) => {
    await areTaken(cases.filter(([, , httpd]) => httpd === null));
    await areRefused(cases.filter(([, , httpd]) => httpd !== null));
  });
});
