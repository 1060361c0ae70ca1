// The challenge of ACME is kept out of redirects to https: the real httpd answers as before, but for the challenge.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { apacheIsAsked, inTemporaryFolder } from '../kit/apache.ts';
import { changed, newlySaid } from '../kit/hostEdit.ts';
import { type Answer, serving } from '../kit/serving.ts';

const acmeExemption = { kind: 'acmeExemption' } as const;
const CHALLENGE = '/.well-known/acme-challenge/token';
/** What is asked for besides: paths with a query, an escape, a beginning like the challenge's. */
const OTHERS = ['/', '/blog/post?page=2&x=a%20b', '/a%20b', '/.well-known/security.txt', '/.well-known/acme-challengeX', '/$1'];

const brief = ({ status, location }: Answer) => ({ status, location });

/** A host for port 80 with these lines. */
function host(lines: string): string {
  return `Listen 80\n<VirtualHost *:80>\n    ServerName app.test<|>\n    ServerAlias www.app.test\n    DocumentRoot @ROOT@\n${lines}</VirtualHost>\n`;
}

/** Makes the change, and asks the real httpd before and after. Gives the lines that came in place of those given. */
function exempted(lines: string): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    const root = path.join(folder, 'root');
    await chmod(folder, 0o755);
    await mkdir(path.join(root, path.dirname(CHALLENGE)), { recursive: true });
    await writeFile(path.join(root, CHALLENGE), 'answer');
    const before = host(lines).replace('@ROOT@', root);
    const { text: after, refused, summary } = changed(folder, before, acmeExemption);
    expect(refused).toBe('');
    expect(summary).toContain('/.well-known/acme-challenge/');
    expect(await newlySaid(folder, before, after)).toEqual([]);
    const again = changed(folder, after.replace('app.test\n', 'app.test<|>\n'), acmeExemption);
    expect(again.text).toBe(after);
    expect(again.summary).toContain('already');
    if (apacheIsAsked()) {
      const [then, now] = [await answers(folder, before.replace('<|>', '')), await answers(folder, after)];
      expect(now.others).toEqual(then.others);
      expect(then.others[0]!.location).toMatch(/^https:/);
      expect(brief(then.challenge).location, 'it was redirected before').toMatch(/^https:/);
      expect({ ...brief(now.challenge), body: now.challenge.body }).toEqual({ status: 200, location: undefined, body: 'answer' });
    }
    return /DocumentRoot [^\n]*\n(.*)<\/VirtualHost>/s.exec(after)![1]!;
  });
}

function answers(folder: string, text: string): Promise<{ others: { status: number; location: string | undefined }[]; challenge: Answer }> {
  const lines = text.replace('Listen 80\n', `<Directory ${folder}>\n    Require all granted\n</Directory>\n`).replace('*:80', '*:@PORT@');
  return serving(folder, lines, async (ask) => {
    const others: { status: number; location: string | undefined }[] = [];
    for (const url of OTHERS) others.push(brief(await ask('app.test', url)));
    return { others, challenge: await ask('app.test', CHALLENGE) };
  });
}

const OUT = '(?!/\\.well-known/acme-challenge/)';
const CONDITION = 'RewriteCond %{REQUEST_URI} !^/\\.well-known/acme-challenge/';

describe('the challenge is kept out of', () => {
  test.each([
    ['Redirect permanent', 'Redirect permanent / https://app.test/', `RedirectMatch permanent ^${OUT}/(.*) https://app.test/$1`],
    ['Redirect with a status', 'Redirect 308 "/" "https://app.test/sub/"', `RedirectMatch 308 ^${OUT}/(.*) https://app.test/sub/$1`],
    ['Redirect without a status', 'redirect / https://app.test/', `RedirectMatch ^${OUT}/(.*) https://app.test/$1`],
    ['RedirectPermanent', 'RedirectPermanent / https://app.test/', `RedirectMatch permanent ^${OUT}/(.*) https://app.test/$1`],
    ['RedirectTemp', 'RedirectTemp / https://app.test/', `RedirectMatch temp ^${OUT}/(.*) https://app.test/$1`],
    ['RedirectMatch', 'RedirectMatch 301 ^/(.*)$ https://app.test/$1', `RedirectMatch 301 ^${OUT}/(.*)$ https://app.test/$1`],
    ['RedirectMatch that is not anchored', 'RedirectMatch 301 (.*) https://app.test$1', `RedirectMatch 301 ^${OUT}(.*) https://app.test$1`],
    [
      'RedirectMatch with a choice',
      'RedirectMatch 301 "^/(b.*)|^/(.*)" https://app.test/$1$2',
      `RedirectMatch 301 ^${OUT}.*?(?:^/(b.*)|^/(.*)) https://app.test/$1$2`,
    ],
  ])('%s', async (_, line, expected) => {
    expect(await exempted(`    ${line}\n`)).toBe(`    ${expected}\n`);
  });

  test('RewriteRule, before all of its conditions', async () => {
    const [engine, rule] = ['    RewriteEngine on\n', '    RewriteRule ^ https://%{SERVER_NAME}%{REQUEST_URI} [END,NE,R=permanent]\n'];
    expect(await exempted(`${engine}${rule}`)).toBe(`${engine}    ${CONDITION}\n${rule}`);
    const either = '    RewriteCond %{SERVER_NAME} =www.app.test [OR]\n    RewriteCond %{SERVER_NAME} =app.test\n';
    expect(await exempted(`${engine}${either}${rule}`)).toBe(`${engine}    ${CONDITION}\n${either}${rule}`);
  });

  test('RewriteRule in sections, each that takes it', async () => {
    const lines = `    <IfModule mod_rewrite.c>
        RewriteEngine On
        RewriteRule ^/old https://app.test/new [R=301,L]
        RewriteCond %{HTTPS} !=on
        RewriteRule ^/?(.*) https://app.test/$1 [R=301,L]
    </IfModule>
`;
    const expected = lines.replace('        RewriteCond %{HTTPS}', `        ${CONDITION}\n        RewriteCond %{HTTPS}`);
    expect(await exempted(lines)).toBe(expected);
  });
});

describe('there is nothing to do', () => {
  test.each([
    [
      'behind a rule that lets it through',
      'RewriteEngine on\nRewriteRule ^/\\.well-known/acme-challenge/ - [L]\nRewriteRule ^ https://app.test%{REQUEST_URI} [R=301]\n',
    ],
    ['behind a condition', 'RewriteEngine on\nRewriteCond %{REQUEST_URI} !/.well-known/\nRewriteRule ^ https://app.test%{REQUEST_URI} [R=301]\n'],
    ['with a pattern that leaves it out', 'RewriteEngine on\nRewriteRule ^(?!/\\.well-known/) https://app.test%{REQUEST_URI} [R=301]\n'],
    ['with a pattern of RedirectMatch that leaves it out', 'RedirectMatch permanent ^(?!/\\.well-known/)(.*) https://app.test$1\n'],
  ])('%s', (_, lines) =>
    inTemporaryFolder(async (folder) => {
      const text = host(lines);
      const result = changed(folder, text, acmeExemption);
      expect(result).toMatchObject({ refused: '', text: text.replace('<|>', '') });
      expect(result.summary).toContain('already');
    }),
  );
});

describe('it is refused', () => {
  test.each([
    ['without a redirect', host('    DocumentRoot /srv\n'), 'sends every path to https'],
    ['with a redirect of something else', host('    Redirect /old https://app.test/new\n'), 'sends every path to https'],
    ['with a redirect to http', host('    Redirect / http://other.test/\n'), 'sends every path to https'],
    ['with rules that are switched off', host('    RewriteRule ^ https://app.test%{REQUEST_URI} [R]\n'), 'sends every path to https'],
    ['in the host for port 443', host('    Redirect / https://other.test/\n').replace('*:80', '*:443'), 'on port 80'],
    ['outside of a host', '<|>Redirect / https://app.test/\n', 'no virtual host at the cursor'],
  ])('%s', (_, text, reason) =>
    inTemporaryFolder(async (folder) => {
      const { refused, text: after } = changed(folder, text, acmeExemption);
      expect(refused).toContain(reason);
      expect(after).toBe(text.replace('<|>', ''));
    }),
  );
});
