/** Who may have a file: our verdict, and what the real httpd answers when it is asked for it. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { accessTo } from '../../server/src/model/access/access.ts';
import { apacheIsAsked, inTemporaryFolder } from '../kit/apache.ts';
import { Site } from '../kit/configuration.ts';
import { serving } from '../kit/serving.ts';
import { hostOn, ROOT, section } from './said.ts';

const GRANTED = 'Require all granted';
const DENIED = 'Require all denied';
const DENY_ALL = section('Directory /', DENIED);
const FILES = ['/f.txt', '/a/f.txt', '/a/b/f.txt', '/a/b/g.html', '/x.y/f.txt'];

type Verdicts = string;

/** Lines of a host whose documents lie in @R@, and the verdicts on FILES: g(ranted), d(enied), ?: depends or unknown. */
const CASES: readonly (readonly [what: string, lines: string, verdicts: Verdicts])[] = [
  ['nothing', '', 'ggggg'],
  ['everything denied', DENY_ALL, 'ddddd'],
  ['a longer path prevails', `${DENY_ALL}\n${section('Directory @R@/a', GRANTED)}`, 'dgggd'],
  ['whatever the order', `${section('Directory @R@/a', GRANTED)}\n${DENY_ALL}`, 'dgggd'],
  ['of equal paths the later', `${section('Directory @R@/a', DENIED)}\n${section('Directory @R@/a/', GRANTED)}`, 'ggggg'],
  ['a path that is not tidy', section('Directory @R@//a/../a/b/', DENIED), 'ggddg'],
  ['a relative path', section('Directory a', DENIED), '?????'],
  ['a relative pattern', section('Directory *', DENIED), '?????'],
  ['stars match no slash', section('Directory @R@/*/b', DENIED), 'ggddg'],
  ['a star of one folder, and of files', section('Directory @R@/*', DENIED), 'ddddd'],
  ['one sign', section('Directory @R@/x?y', DENIED), 'ggggd'],
  ['a range', section('Directory @R@/[a-c]', DENIED), 'gdddg'],
  ['a range that is turned round', section('Directory @R@/[!a-c]*', DENIED), 'dgggd'],
  ['the file itself', section('Directory @R@/a/f.txt', DENIED), 'gdggg'],
  ['an expression with an end sees files', section('DirectoryMatch "^@R@/[a-z]+/?$"', DENIED), 'ggggg'],
  ['an expression without an end', section('DirectoryMatch "^@R@/[a-z]+"', DENIED), 'ddddd'],
  ['an expression in Directory', section('Directory ~ "/b/"', DENIED), 'ggddg'],
  ['expressions come behind paths', `${section('DirectoryMatch "/b/"', DENIED)}\n${section('Directory @R@/a/b', GRANTED)}`, 'ggddg'],
  ['expressions with few slashes come first', `${section('DirectoryMatch "/a/b/"', DENIED)}\n${section('DirectoryMatch "b"', GRANTED)}`, 'ggddg'],
  ['an expression in any case', section('DirectoryMatch "(?i)/A/"', DENIED), 'gdddg'],
  ['an expression that is not judged', section('DirectoryMatch "\\Q/a/\\E"', DENIED), '?????'],
  ['files', section('Files f.txt', DENIED), 'dddgd'],
  ['files of a folder', section('Directory @R@/a', section('Files "*.txt"', DENIED)), 'gddgg'],
  ['files prevail over folders', `${section('Files f.txt', DENIED)}\n${section('Directory @R@/a', GRANTED)}`, 'dddgd'],
  ['files by expression', section('FilesMatch "^g"', DENIED), 'gggdg'],
  ['URLs prevail over files', `${section('Location /a', GRANTED)}\n${section('Files f.txt', DENIED)}`, 'dgggd'],
  ['a URL is compared in whole parts', section('Location /a/b', DENIED), 'ggddg'],
  ['a URL with a slash at its end', section('Location /a/b/', DENIED), 'ggddg'],
  ['a part of a name is no part of a URL', section('Location /x', DENIED), 'ggggg'],
  ['URLs by pattern', section('Location "/a/?/*"', DENIED), 'ggddg'],
  ['URLs by expression', section('LocationMatch "txt$"', DENIED), 'dddgd'],
  ['conditions come last', `${section('Location /', DENIED)}\n${section('If "true"', GRANTED)}`, '?????'],
  ['a condition that changes nothing', `${section('If "true"', GRANTED)}`, 'ggggg'],
  ['an address', section('Location /a', 'Require ip 192.0.2.1'), 'g???g'],
  ['one of several is enough', section('Location /', 'Require ip 192.0.2.1', GRANTED), 'ggggg'],
  ['all are needed', section('Location /', section('RequireAll', GRANTED, DENIED)), 'ddddd'],
  ['what is taken away', section('Location /', section('RequireAll', GRANTED, 'Require not all granted')), 'ddddd'],
  ['what takes nothing away', section('Location /', section('RequireAll', GRANTED, 'Require not all denied')), 'ggggg'],
  ['none of several', section('Location /', section('RequireAll', GRANTED, section('RequireNone', GRANTED, DENIED))), 'ddddd'],
  ['containers in containers', section('Location /', section('RequireAny', DENIED, section('RequireAll', GRANTED))), 'ggggg'],
  ['merged with and', `${section('Directory @R@', DENIED)}\n${section('Directory @R@/a', 'AuthMerging And', GRANTED)}`, 'ddddd'],
  ['merged with or', `${section('Directory @R@', DENIED)}\n${section('Directory @R@/a', 'AuthMerging Or', GRANTED)}`, 'dgggd'],
  [
    'URLs are merged before they meet folders',
    `${DENY_ALL}\n${section('Location /a', GRANTED)}\n${section('Location /a/b', 'AuthMerging And', GRANTED)}`,
    'dgddd',
  ],
  ['limited to another method', section('Location /', section('Limit POST', DENIED)), 'ggggg'],
  ['limited to other methods takes the place of what was', `${DENY_ALL}\n${section('Location /', section('Limit POST', GRANTED))}`, 'ggggg'],
  ['limited to this method', section('Location /', section('Limit GET POST', DENIED)), 'ddddd'],
  ['for all but this method', section('Location /', section('LimitExcept GET', DENIED)), 'ggggg'],
  ['for all but another method', section('Location /', section('LimitExcept POST', DENIED)), 'ddddd'],
  ['of 2.2: allow', section('Location /', 'Order allow,deny', 'Allow from all'), 'ggggg'],
  ['of 2.2: nobody is named', section('Location /', 'Order allow,deny'), 'ddddd'],
  ['of 2.2: nobody is named, the other way', section('Location /', 'Order deny,allow'), 'ggggg'],
  ['of 2.2: deny has the last word', section('Location /', 'Order allow,deny', 'Allow from all', 'Deny from all'), 'ddddd'],
  ['of 2.2: allow has the last word', section('Location /', 'Order deny,allow', 'Allow from all', 'Deny from all'), 'ggggg'],
  ['of 2.2: without an order', section('Location /', 'Deny from all'), 'ddddd'],
  ['of 2.2: some', section('Location /', 'Order deny,allow', 'Deny from all', 'Allow from 192.0.2.1'), '?????'],
  ['of 2.2: a later section starts anew', `${section('Location /', 'Deny from all')}\n${section('Location /a', 'Allow from all')}`, 'dgggd'],
  ['of 2.2: does not undo Require', `${DENY_ALL}\n${section('Directory @R@', 'Order deny,allow', 'Allow from all')}`, 'ddddd'],
  ['of 2.2: one of the two', section('Location /', 'Order allow,deny', GRANTED, 'Satisfy any'), 'ggggg'],
  ['of 2.2: nothing else is required', section('Location /', 'Order allow,deny', 'Satisfy any'), 'ggggg'],
];

/** The first letters of verdicts. */
const LETTERS: Readonly<Record<string, string>> = { granted: 'g', denied: 'd' };

function configured(root: string): string {
  return CASES.map(([, lines], index) => hostOn('127.0.0.1:@PORT@', `v${index}`, `DocumentRoot ${root}`, lines.replaceAll('@R@', root))).join('');
}

function ourVerdicts(root: string): string[] {
  const configuration = new Site({ [ROOT]: configured(root).replaceAll('@PORT@', '80') }, { filesMode: 'never' }).configuration();
  return configuration.hosts.map((host) =>
    FILES.map((url) => LETTERS[accessTo(configuration, { path: root + url, kind: 'file', url, host }).verdict] ?? '?').join(''),
  );
}

describe('access', () => {
  test('comes to what is expected', () => {
    expect(ourVerdicts('/srv/www').map((verdicts, index) => [CASES[index]![0], verdicts])).toEqual(CASES.map(([what, , verdicts]) => [what, verdicts]));
  });

  test.runIf(apacheIsAsked())('is what the real httpd gives', async () => {
    const answers = await inTemporaryFolder(async (folder) => {
      await chmod(folder, 0o755);
      const root = `${folder}/www`;
      for (const name of ['a/b', 'x.y']) await mkdir(`${root}/${name}`, { recursive: true });
      for (const url of FILES) await writeFile(root + url, 'text');
      return serving(folder, configured(root), async (ask) => {
        const found: string[] = [];
        for (const index of CASES.keys()) {
          const statuses = await Promise.all(FILES.map(async (url) => (await ask(`v${index}`, url)).status));
          found.push(statuses.map((status) => (status === 200 ? 'g' : status === 403 ? 'd' : `${status}`)).join(''));
        }
        return found;
      });
    });
    const known = (text: string, verdicts: string) => [...text].map((letter, at) => (verdicts[at] === '?' ? '?' : letter)).join('');
    expect(answers.map((text, index) => [CASES[index]![0], known(text, CASES[index]![2])])).toEqual(CASES.map(([what, , verdicts]) => [what, verdicts]));
  });
});

describe('the section that decides', () => {
  const decides = (text: string, path: string) => {
    const configuration = new Site({ [ROOT]: text }).configuration();
    const { verdict, by } = accessTo(configuration, { path, kind: 'script', url: '/', host: configuration.hosts[0] ?? null });
    return `${verdict} ${by === null ? 'nobody' : by.statement.cooked.text}`;
  };

  test.each([
    ['nobody', 'ServerName a\n', 'granted nobody'],
    ['the last that governs', `${DENY_ALL}\n${section('Directory /srv', GRANTED)}\n`, 'granted <Directory /srv>'],
    [
      'a host comes behind the server',
      `${section('Directory /srv', DENIED)}\n${hostOn('*:80', 'a', section('Directory /srv', GRANTED))}`,
      'granted <Directory /srv>',
    ],
    ['that of 2.2 where it denies', `${section('Directory /srv', GRANTED)}\n${section('Location /', 'Deny from all')}\n`, 'denied <Location />'],
    ['a script is not its own folder', `${DENY_ALL}\n${section('Directory /srv/a.wsgi', GRANTED)}\n`, 'denied <Directory />'],
    ['a condition that nobody knows', `${DENY_ALL}\n<IfFile /nowhere/\${X}>\n${section('Directory /srv', GRANTED)}\n</IfFile>\n`, 'unknown <Directory /srv>'],
    ['a path that nobody knows', `${DENY_ALL}\n${section('Directory ${X}', GRANTED)}\n`, 'unknown <Directory ${X}>'],
    ['a .htaccess file may', `${section('Directory /', DENIED, 'AllowOverride AuthConfig')}\n`, 'denied <Directory />'],
  ])('%s', (_, text, expected) => {
    expect(decides(text, '/srv/a.wsgi')).toBe(expected);
  });

  test('a .htaccess file that is there has the last word', () => {
    const text = `${section('Directory /', DENIED, 'AllowOverride All')}\n`;
    const verdict = (files: Readonly<Record<string, string>>, filesMode: 'always' | 'never' = 'always') => {
      const configuration = new Site({ [ROOT]: text, ...files }, { filesMode }).configuration();
      return accessTo(configuration, { path: '/srv/a', kind: 'file', url: '/', host: null }).verdict;
    };
    expect([verdict({}), verdict({ '/srv/.htaccess': '' }), verdict({ '/srv/a/.htaccess': '' }), verdict({}, 'never')]).toEqual([
      'denied',
      'unknown',
      'denied',
      'unknown',
    ]);
  });

  test('many stars take no longer than few', () => {
    const stars = `${'*a'.repeat(200)}b`;
    expect(decides(`${section(`Directory "/srv/${stars}"`, DENIED)}\n`, `/srv/${'a'.repeat(5000)}/x.wsgi`)).toBe('granted nobody');
    expect(decides(`${section('DirectoryMatch "^/srv/(a+)+$"', DENIED)}\n`, `/srv/${'a'.repeat(100)}!`)).toBe('unknown <DirectoryMatch "^/srv/(a+)+$">');
  });
});
