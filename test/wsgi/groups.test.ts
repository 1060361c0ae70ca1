/** Daemon process groups: who declares them, who names them, and who may use them. */
import { describe, expect, test } from 'vitest';
import { apacheIsAsked } from '../kit/apache.ts';
import { check, type Tree } from '../kit/configuration.ts';
import { configtestTree } from '../kit/realTree.ts';
import { fixedTree, fixNamed } from './fixing.ts';
import { found, host, hostOn, ROOT, said, saidAlone, text } from './said.ts';

const MOUNT = 'WSGIScriptAlias / /srv/app.wsgi';
const FILES = { '/srv/app.wsgi': 'application = None\n' };

const LOADED = ['ssl', 'wsgi'].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so\n`).join('');

describe('a group that is declared twice', () => {
  const block = (port: number, options = '') => hostOn(port, 'blog.test', `WSGIDaemonProcess blog${options}`, 'WSGIProcessGroup blog', MOUNT);
  /** What certbot makes of a site: read before the site itself, since its name comes first in the alphabet. */
  const copied = (options = ''): Tree => ({
    [ROOT]: `${LOADED}IncludeOptional /etc/apache2/sites/*.conf\n`,
    '/etc/apache2/sites/blog.conf': block(80),
    '/etc/apache2/sites/blog-le-ssl.conf': `<IfModule mod_ssl.c>\n${block(443, options)}</IfModule>\n`,
    ...FILES,
  });
  const title = 'Declare blog once, outside of the virtual hosts';

  test('is refused in the file that httpd reads second', () => {
    const [only, ...others] = check(copied()).filter(({ code }) => code === 'duplicate-daemon-process');
    expect(others).toEqual([]);
    expect(only).toMatchObject({ file: '/etc/apache2/sites/blog.conf', line: 3, marked: 'blog', severity: 'error' });
    expect(only!.related).toMatchObject([{ uri: 'file:///etc/apache2/sites/blog-le-ssl.conf' }]);
  });

  test.runIf(apacheIsAsked())('is declared once, above the sections of the first file, by a safe fix', async () => {
    const tree = copied();
    expect((await configtestTree(tree, ROOT)).ok).toBe(false);
    const { file, fix } = fixNamed(check(tree), 'duplicate-daemon-process', title);
    const after = fixedTree(tree, file, fix);
    expect(fix.safe).toBe(true);
    expect(after['/etc/apache2/sites/blog-le-ssl.conf']).toBe(
      `WSGIDaemonProcess blog\n<IfModule mod_ssl.c>\n${block(443).replace('WSGIDaemonProcess blog\n', '')}</IfModule>\n`,
    );
    expect(after['/etc/apache2/sites/blog.conf']).toBe(block(80).replace('WSGIDaemonProcess blog\n', ''));
    expect(await configtestTree(after, ROOT)).toMatchObject({ ok: true });
    expect(check(after).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('asks for a look where the options differ', () => {
    expect(fixNamed(check(copied(' threads=3')), 'duplicate-daemon-process', title).fix.safe).toBe(false);
  });

  test('gets a WSGIProcessGroup where nothing names it', () => {
    const bare = (port: number) => hostOn(port, 'blog.test', 'WSGIDaemonProcess blog', MOUNT);
    const tree = { [ROOT]: bare(80) + bare(443), ...FILES };
    const { file, fix } = fixNamed(check(tree), 'duplicate-daemon-process', title);
    expect(fix.safe).toBe(false);
    expect(fixedTree(tree, file, fix)[ROOT]).toBe(`WSGIDaemonProcess blog\n${(bare(80) + bare(443)).replaceAll('WSGIDaemonProcess', 'WSGIProcessGroup')}`);
  });

  test('keeps the line at server level where there is one above', () => {
    const tree = { [ROOT]: text('WSGIDaemonProcess blog', block(80)), ...FILES };
    const { file, fix } = fixNamed(check(tree), 'duplicate-daemon-process', title);
    expect(fixedTree(tree, file, fix)[ROOT]).toBe(text('WSGIDaemonProcess blog', block(80).replace('WSGIDaemonProcess blog\n', '')));
  });

  test('offers nothing for lines of a macro', () => {
    const macro = text(
      '<Macro Site $port>',
      '<VirtualHost *:$port>',
      'ServerName blog.test',
      'WSGIDaemonProcess blog',
      '</VirtualHost>',
      '</Macro>',
      'Use Site 80',
      'Use Site 443',
    );
    expect(found(macro).filter(({ code }) => code === 'duplicate-daemon-process')).toMatchObject([{ line: 4, fixes: [] }]);
  });
});

describe('a group that nothing uses', () => {
  test('is spoken of beside an application that runs inside httpd', () => {
    expect(saidAlone(host('a', 'WSGIDaemonProcess blog', MOUNT))).toEqual(['3 unused-daemon-process «blog»']);
    expect(saidAlone(text('WSGIDaemonProcess blog', host('a', MOUNT)))).toEqual(['1 unused-daemon-process «blog»']);
  });

  test('may be used by another file', () => {
    expect(saidAlone('WSGIDaemonProcess blog\n')).toEqual([]);
    expect(said('WSGIDaemonProcess blog\n')).toEqual(['1 unused-daemon-process «blog»']);
  });

  test.each([
    ['by WSGIProcessGroup', 'WSGIProcessGroup blog'],
    ['in a section', '<Directory /srv>\nWSGIProcessGroup blog\n</Directory>'],
    ['by an option', 'WSGIScriptAlias /b /srv/app.wsgi process-group=blog'],
    ['by a name that a request tells', 'WSGIProcessGroup %{ENV:GROUP}'],
    ['by a variable', 'WSGIProcessGroup ${GROUP}'],
    ['by an imported script', 'WSGIImportScript /srv/app.wsgi process-group=blog application-group=x'],
    ['by a dispatch script', 'WSGIDispatchScript /srv/app.wsgi'],
  ])('is used %s', (_, line) => {
    expect(said(text('WSGIDaemonProcess blog', line), FILES)).toEqual([]);
  });

  test('is named in its host, or by the only alias', () => {
    const inHost = found(host('a', 'WSGIDaemonProcess blog', MOUNT), FILES);
    expect(inHost[0]!.fixes.map(({ title }) => title)).toEqual(['Add WSGIProcessGroup blog']);
    const tree = { [ROOT]: text('WSGIDaemonProcess blog', host('a', MOUNT)), ...FILES };
    const { file, fix } = fixNamed(check(tree), 'unused-daemon-process', 'Add process-group=blog to the alias');
    expect(fixedTree(tree, file, fix)[ROOT]).toContain(`${MOUNT} process-group=blog\n`);
  });
});

describe('the name of a group', () => {
  test('that nobody declares is known to be wrong in a whole configuration', () => {
    expect(said(host('a', 'WSGIProcessGroup blog', MOUNT), FILES)).toEqual(['3 unknown-process-group «blog»']);
    expect(saidAlone(host('a', 'WSGIProcessGroup blog', MOUNT))).toEqual([]);
  });

  test('that is nearly a declared one is wrong anywhere', () => {
    const lines = text('WSGIDaemonProcess bookshop', 'WSGIProcessGroup bookshop', host('a', 'WSGIProcessGroup Bookshop', MOUNT));
    expect(saidAlone(lines)).toEqual(['5 unknown-process-group «Bookshop»']);
    expect(found(lines, FILES)[0]!.fixes.map(({ title }) => title)).toEqual(['Change to bookshop', 'Declare the group Bookshop']);
  });

  test('may be that of a branch which httpd may not read', () => {
    expect(said(text('<IfDefine Blog>', 'WSGIDaemonProcess blog', '</IfDefine>', 'WSGIProcessGroup blog'))).toEqual(['4 unknown-process-group «blog»']);
    expect(saidAlone(text('<IfDefine Blog>', 'WSGIDaemonProcess blog', '</IfDefine>', 'WSGIProcessGroup blog'))).toEqual([]);
  });

  test('serves hosts of the same ServerName alone', () => {
    const owner = host('blog.test', 'WSGIDaemonProcess blog', 'WSGIProcessGroup blog', MOUNT);
    expect(saidAlone(owner + host('www.test', 'WSGIProcessGroup blog', MOUNT))).toEqual(['9 process-group-of-other-host «blog»']);
    expect(saidAlone(owner + host('Blog.test', 'WSGIProcessGroup blog', MOUNT))).toEqual(['9 process-group-of-other-host «blog»']);
    expect(saidAlone(owner + hostOn(443, 'blog.test:443', 'WSGIProcessGroup blog', MOUNT))).toEqual([]);
    expect(saidAlone(text('WSGIDaemonProcess blog', host('a', 'WSGIProcessGroup blog'), host('b', 'WSGIProcessGroup blog')))).toEqual([]);
  });

  test('is that of a nameless host only if the main server has its name', () => {
    const owner = host('blog.test', 'WSGIDaemonProcess blog', 'WSGIProcessGroup blog', MOUNT);
    const nameless = host('', 'WSGIProcessGroup blog', MOUNT);
    expect(said(text('ServerName blog.test', owner, nameless), FILES)).toEqual([]);
    expect(said(text('ServerName main.test', owner, nameless), FILES)).toEqual(['9 process-group-of-other-host «blog»']);
    expect(saidAlone(owner + nameless)).toEqual([]);
  });

  test('at server level counts for the hosts that rest on it', () => {
    const owner = host('blog.test', 'WSGIDaemonProcess blog', MOUNT);
    expect(said(text('WSGIProcessGroup blog', owner, host('www.test', MOUNT)), FILES)).toEqual(['1 process-group-of-other-host «blog»']);
    expect(said(text('WSGIProcessGroup blog', owner), FILES)).toEqual([]);
  });

  test('is looked up once more where it is an option of a preloaded script', () => {
    const lines = host('blog.test', 'WSGIDaemonProcess blog') + host('www.test', `${MOUNT} process-group=blog application-group=%{GLOBAL}`);
    expect(saidAlone(lines)).toEqual(['7 process-group-at-start «blog»']);
  });
});

describe('WSGIProcessGroup', () => {
  const groups = text('WSGIDaemonProcess a', 'WSGIDaemonProcess b');

  test('counts once in each place', () => {
    const lines = groups + host('x', 'WSGIProcessGroup a', 'WSGIScriptAlias /a /srv/a.wsgi', 'WSGIProcessGroup b', 'WSGIScriptAlias /b /srv/b.wsgi');
    expect(saidAlone(lines)).toEqual(['5 overridden-process-group «a»']);
  });

  test('may stand in a host and in sections below it', () => {
    const sections = ['<Location /a>\nWSGIProcessGroup a\n</Location>', '<Location /b>\nWSGIProcessGroup b\n</Location>'];
    expect(saidAlone(groups + host('x', 'WSGIProcessGroup a', ...sections))).toEqual([]);
    expect(saidAlone(groups + host('x', 'WSGIProcessGroup a', 'WSGIProcessGroup a'))).not.toContain('5 overridden-process-group «a»');
  });

  test.each(['%{GLOBL}', '%{global}', '{GLOBAL}', 'GLOBAL', '%GLOBAL', '%{SERVERS}'])('does not know %s', (token) => {
    expect(saidAlone(`WSGIApplicationGroup ${token}\n`)).toEqual([`1 misspelt-group-token «${token}»`]);
  });

  test.each(['%{GLOBAL}', '%{SERVER}', '%{ENV:GROUP}', 'global', 'blog', '%{GROUP}', '${GROUP}'])('takes %s', (name) => {
    expect(saidAlone(`WSGIApplicationGroup ${name}\n`)).toEqual([]);
  });
});

describe('one application on two ports', () => {
  const delegated = hostOn(80, 'a', 'WSGIDaemonProcess blog', 'WSGIProcessGroup blog', MOUNT);

  test('runs in the same group on both', () => {
    expect(saidAlone(delegated + hostOn(443, 'a', MOUNT))).toEqual(['9 twin-runs-embedded «/srv/app.wsgi»']);
    expect(saidAlone(delegated + hostOn(443, 'a', 'WSGIProcessGroup blog', MOUNT))).toEqual([]);
    expect(saidAlone(delegated + hostOn(443, 'b', MOUNT))).toEqual([]);
    expect(saidAlone(delegated + hostOn(443, 'a', `${MOUNT} process-group=%{GLOBAL}`))).toEqual([]);
  });

  describe('in two groups', () => {
    const second = (port: number, name: string, ...more: readonly string[]) => hostOn(port, name, ...more, 'WSGIProcessGroup other', MOUNT);
    const other = 'WSGIDaemonProcess other';

    test('is loaded twice', () => {
      expect(saidAlone(delegated + second(443, 'a', other))).toEqual(['10 second-daemon-pool «other»']);
      expect(saidAlone(`${other}\n${delegated}${hostOn(443, 'a', `${MOUNT} process-group=other`)}`)).toEqual(['10 second-daemon-pool «process-group=other»']);
    });

    test('may be meant', () => {
      expect(saidAlone(delegated + second(443, 'b', other))).toEqual([]);
      expect(saidAlone(delegated + second(8080, 'a', other))).toEqual([]);
      expect(saidAlone(delegated + second(443, 'a', other).replace('/srv/app', '/srv/api'))).toEqual([]);
    });

    test('gets one of them', () => {
      const after = (before: string) => {
        const { file, fix } = fixNamed(found(before), 'second-daemon-pool', 'Use “blog” for both ports');
        return fixedTree({ [ROOT]: before }, file, fix)[ROOT];
      };
      const shared = hostOn(443, 'a', 'WSGIProcessGroup blog', MOUNT);
      expect(after(delegated + second(443, 'a', other))).toBe(delegated + shared);
      const inUse = `${other}\n${delegated}${second(443, 'a')}${hostOn(80, 'b', 'WSGIProcessGroup other', MOUNT)}`;
      expect(after(inUse)).toBe(`${other}\n${delegated}${shared}${hostOn(80, 'b', 'WSGIProcessGroup other', MOUNT)}`);
    });
  });

  test('is declared above before certbot copies it', () => {
    const certbot = { '/etc/letsencrypt/': '', ...FILES };
    expect(said(delegated, certbot)).toEqual(['3 daemon-before-certbot «blog»']);
    expect(said(delegated, FILES)).toEqual([]);
    expect(said(delegated + hostOn(443, 'a', 'WSGIProcessGroup blog', MOUNT), certbot)).toEqual([]);
    expect(said(delegated, certbot, { filesMode: 'never' })).toEqual([]);
  });
});

describe('WSGIRestrictEmbedded', () => {
  test('asks for a group', () => {
    const lines = (...more: readonly string[]) => text('WSGIRestrictEmbedded On', 'WSGIDaemonProcess b', host('a', ...more));
    expect(saidAlone(lines('WSGIProcessGroup b', MOUNT))).toEqual([]);
    expect(saidAlone(lines('<Directory /srv>\nWSGIProcessGroup b\n</Directory>', MOUNT))).toEqual([]);
    expect(saidAlone(lines(`${MOUNT} process-group=%{GLOBAL}`, 'WSGIScriptAlias /b /srv/b.wsgi process-group=b'))).toEqual([
      '5 embedded-mode-restricted «/srv/app.wsgi»',
      '6 shadowed-script-alias «/b»',
    ]);
  });
});

describe('the numbers of a daemon', () => {
  const options = (written: string) => saidAlone(text(`WSGIDaemonProcess b ${written}`, 'WSGIProcessGroup b', MOUNT));

  test.each(['threads=0', 'threads=many', 'threads=5,', 'request-timeout=60s', 'maximum-requests=1k', "shutdown-timeout='5 s'"])('%s', (written) => {
    expect(options(written)).toEqual([`1 daemon-number «${written.split('=')[1]}»`]);
  });

  test.each(['threads=15', 'processes=2 threads=+4', 'umask=0027', 'switch-interval=0.01', 'threads=${THREADS}', 'display-name=%{GROUP}'])(
    '%s is taken as it is',
    (written) => {
      expect(options(written)).toEqual([]);
    },
  );

  test('a service without applications may have no threads', () => {
    expect(saidAlone(text('WSGIDaemonProcess b threads=0', 'WSGIImportScript /srv/app.wsgi process-group=b application-group=x'))).toEqual([]);
  });
});
