/**
 * Every fix that the bad examples of rules about configurations offer, the unsafe ones too: the finding is gone and the real
 * httpd takes the result. Those about TLS and certificates have tests of their own, with certificates that exist.
 */
import { describe, expect, test } from 'vitest';
import { NEWEST } from '../../server/src/model/target.ts';
import { fileRules } from '../../server/src/rules/files/index.ts';
import { moduleNotLoaded } from '../../server/src/rules/moduleNotLoaded.ts';
import { readingRules } from '../../server/src/rules/reading/index.ts';
import { siteRules } from '../../server/src/rules/sites/index.ts';
import { wsgiRules } from '../../server/src/rules/wsgi/index.ts';
import { apacheIsAsked, type ConfigTest, configtest, inTemporaryFolder } from '../kit/apache.ts';
import { check, checkAlone, type Found, type Tree } from '../kit/configuration.ts';
import { configtestTree } from '../kit/realTree.ts';
import { moveBelow } from '../snippets/paths.ts';
import { fixedTree } from '../wsgi/fixing.ts';

const RULES = [moduleNotLoaded, ...readingRules, ...siteRules, ...wsgiRules, ...fileRules];

type Page = (typeof RULES)[number]['page'];

/** Where the example lies. */
const ROOT = '/etc/apache2/apache2.conf';
const ALONE = '/srv/alone.conf';

function looked({ files, server, place = ROOT }: Page, text: string): { readonly path: string; readonly found: Found[] } {
  const target = { ...NEWEST, ...server };
  if (files === undefined) return { path: ALONE, found: checkAlone(text, target) };
  return { path: place, found: check({ [place]: text, ...files }, { target, root: ROOT }) };
}

const fixes = RULES.flatMap(({ code, page }) => {
  const { path, found } = looked(page, page.bad);
  const own = found.filter((one) => one.code === code);
  return own.flatMap((one) => one.fixes.map((fix) => [`${code}: ${fix.title}`, { code, page, path, fix, before: own.length }] as const));
});

/** The example after a fix. */
function mended(page: Page, path: string, fix: (typeof fixes)[number][1]['fix']): string {
  const tree: Tree = { [path]: page.bad };
  return fixedTree(tree, path, fix)[path]!;
}

/** httpd's verdict; the files that the text names exist, or those that the page tells of. */
function judgedBy({ files, place = ROOT }: Page, text: string): Promise<ConfigTest> {
  if (files !== undefined) return configtestTree({ [place]: text, ...files }, ROOT);
  return inTemporaryFolder(async (folder) => configtest(await moveBelow(folder, text)));
}

test('most rules offer a fix', () => {
  expect(new Set(fixes.map(([, { code }]) => code)).size).toBeGreaterThan(45);
});

describe('a fix of a bad example', () => {
  test.each(fixes)('%s: leaves less to say', (_, { code, page, path, fix, before }) => {
    const { found } = looked(page, mended(page, path, fix));
    expect(found.filter((one) => one.code === code).length).toBeLessThan(before);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  const judged = fixes.filter(([, { page }]) => page.server?.platform !== 'windows');
  test.runIf(apacheIsAsked()).each(judged)('%s: is taken by httpd', async (_, { page, path, fix }) => {
    const { ok, stderr } = await judgedBy(page, mended(page, path, fix));
    expect(ok, stderr).toBe(true);
  });
});

test.each([
  ['    ExpiresActive On\n', '    <IfModule mod_expires.c>\n        ExpiresActive On\n    </IfModule>\n'],
  ['ExpiresActive On', '<IfModule mod_expires.c>\n    ExpiresActive On\n</IfModule>'],
  ['ExpiresActive \\\n On\n', '<IfModule mod_expires.c>\n    ExpiresActive \\\n On\n</IfModule>\n'],
])('a line of a module that is not loaded is wrapped: %j', (line, after) => {
  const rest = 'LoadModule alias_module modules/mod_alias.so\n';
  const [found] = check({ [ROOT]: rest + line }, { filesMode: 'never' });
  expect(fixedTree({ [ROOT]: rest + line }, ROOT, found!.fixes[0]!)[ROOT]).toBe(rest + after);
});

describe('a line in the wrong place', () => {
  const fixed = (text: string) => {
    const [found] = checkAlone(text).filter(({ code }) => code === 'not-allowed-here');
    return found!.fixes.map((fix) => fixedTree({ [ALONE]: text }, ALONE, fix)[ALONE]);
  };

  test.each([
    ['<VirtualHost *:80>\n    WSGIPythonPath /srv\n</VirtualHost>\n', 'WSGIPythonPath /srv\n<VirtualHost *:80>\n</VirtualHost>\n'],
    [
      '<IfModule mod_wsgi.c>\n    <VirtualHost *:80>\n        WSGISocketPrefix run/wsgi\n    </VirtualHost>\n</IfModule>\n',
      '<IfModule mod_wsgi.c>\n    WSGISocketPrefix run/wsgi\n    <VirtualHost *:80>\n    </VirtualHost>\n</IfModule>\n',
    ],
    [
      '<VirtualHost *:80>\n<Directory /srv>\nServerName a\n</Directory>\n</VirtualHost>\n',
      '<VirtualHost *:80>\nServerName a\n<Directory /srv>\n</Directory>\n</VirtualHost>\n',
    ],
    [
      '<VirtualHost *:80>\n    <IfModule mod_ssl.c>\n        Listen 443\n    </IfModule>\n</VirtualHost>\n',
      'Listen 443\n<VirtualHost *:80>\n    <IfModule mod_ssl.c>\n    </IfModule>\n</VirtualHost>\n',
    ],
    [
      '<VirtualHost *:80>\n    Require all granted\n</VirtualHost>\n',
      '<VirtualHost *:80>\n    <Location />\n        Require all granted\n    </Location>\n</VirtualHost>\n',
    ],
  ])('goes where it may stand: %j', (before, after) => {
    expect(fixed(before)).toEqual([after]);
  });

  test.each([
    '<VirtualHost *:80>\nAllowOverride None\n</VirtualHost>\n',
    '<Directory /srv>\n<RequireAny>\nSetEnv a b\nRequire all granted\n</RequireAny>\n</Directory>\n',
  ])('has no such place in sight: %j', (text) => {
    expect(fixed(text)).toEqual([]);
  });
});
