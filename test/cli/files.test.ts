/** Which files the checker reads: those it is given, and the configuration files below the folders it is given. */
import { execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdir, symlink, truncate } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { built, execute, inPlace, type Place } from '../kit/checker.ts';

const WRONG = 'SSLEngine yes\n';

/** The files in which something was found, in the order of the report. */
async function filesFound(place: Place, ...args: string[]): Promise<string[]> {
  return (await place.findings(args)).map(({ file }) => file);
}

describe('a folder', () => {
  test('is walked for configuration files, in alphabetical order', async () => {
    const names = ['apache2.conf', 'conf.d/ssl.conf', 'httpd.conf.in', 'mods-available/ssl.load', 'public/.htaccess', 'sites/blog.vhost', 'zuletzt.CONF'];
    const others = ['README.md', 'app.py', 'notes.conf.txt', '.hidden.conf', 'conf.d/ssl.conf~'];
    await inPlace(Object.fromEntries([...names, ...others].map((name) => [name, WRONG])), async (place) => {
      expect([...new Set(await filesFound(place, '.'))]).toEqual(names);
      expect([...new Set(await filesFound(place, 'conf.d/', 'public'))]).toEqual(['conf.d/ssl.conf', 'public/.htaccess']);
    });
  });

  test('of sites is read whatever the names in it are, hidden files apart', async () => {
    const names = ['sites-available/blog', 'sites-available/shop.example.org', 'conf-enabled/security', 'mods-available/wsgi'];
    await inPlace(Object.fromEntries([...names, 'sites-available/.gitkeep', 'other/blog'].map((name) => [name, WRONG])), async (place) => {
      expect(await filesFound(place, '.')).toEqual([...names].sort());
    });
  });

  test.each(['.git', 'node_modules', '.svn', '__pycache__', '.venv', 'venv'])('named %s is passed over, unless it is asked for', async (name) => {
    await inPlace({ [`${name}/a.conf`]: WRONG, [`deep/${name}/b.conf`]: WRONG, 'deep/c.conf': WRONG }, async (place) => {
      expect(await filesFound(place, '.')).toEqual(['deep/c.conf']);
      expect(await filesFound(place, name)).toEqual([`${name}/a.conf`]);
    });
  });

  test('without configuration files is no error', async () => {
    await inPlace({ 'app.py': 'x = 1\n' }, async (place) => expect(await place.check(['.'])).toEqual({ code: 0, stdout: '', stderr: '' }));
  });
});

describe('files of other programs', () => {
  const nginx = 'server {\n    listen 80;\n    location / {\n        proxy_pass http://127.0.0.1:8000;\n    }\n}\n';
  const supervisor = '[program:blog]\ncommand=/srv/blog/venv/bin/gunicorn app:app\nautostart=true\n';

  test('are passed over where a folder is walked, and read where they are named', async () => {
    await inPlace({ 'nginx.conf': nginx, 'supervisor.conf': supervisor, 'apache.conf': WRONG }, async (place) => {
      expect(await filesFound(place, '.')).toEqual(['apache.conf']);
      expect(await filesFound(place, 'nginx.conf')).toContain('nginx.conf');
    });
  });
});

describe('links', () => {
  test('to sites are followed, without an extension too', async () => {
    await inPlace({ 'store/blog': WRONG }, async (place) => {
      await mkdir(place.path('apache2/sites-enabled'), { recursive: true });
      await symlink('../../store/blog', place.path('apache2/sites-enabled/blog'));
      expect(await filesFound(place, 'apache2')).toEqual(['apache2/sites-enabled/blog']);
    });
  });

  test('and names that lead to one file give its findings once', async () => {
    await inPlace({ 'sites-available/blog.conf': WRONG }, async (place) => {
      await mkdir(place.path('sites-enabled'));
      await symlink('../sites-available/blog.conf', place.path('sites-enabled/blog.conf'));
      expect(await filesFound(place, '.')).toEqual(['sites-available/blog.conf']);
      expect(await filesFound(place, 'sites-enabled', '.', 'sites-enabled/blog.conf')).toEqual(['sites-enabled/blog.conf']);
    });
  });

  test('to a folder above end nowhere', async () => {
    await inPlace({ 'a/site.conf': WRONG }, async (place) => {
      await symlink('..', place.path('a/up'));
      await symlink(place.folder, place.path('a/self'));
      expect(await filesFound(place, '.')).toEqual(['a/site.conf']);
    });
  });

  test('that lead nowhere or in a circle are named', async () => {
    await inPlace({ 'sites-enabled/good': WRONG }, async (place) => {
      await symlink('missing', place.path('sites-enabled/gone'));
      await symlink('round', place.path('sites-enabled/round'));
      await symlink('missing', place.path('notes'));
      const { code, stdout, stderr } = await place.check(['.', 'sites-enabled/round']);
      expect(code).toBe(2);
      expect(stdout).toContain('sites-enabled/good:1:11: error:');
      expect(stderr.split('\n').slice(0, -1)).toEqual([
        'apacheconf-check: sites-enabled/gone: no such file or folder',
        'apacheconf-check: sites-enabled/round: links that lead in a circle',
        'apacheconf-check: sites-enabled/round: links that lead in a circle',
      ]);
    });
  });
});

describe('what is no text', () => {
  test('a pipe is not read: passed over in a folder, refused by name', async () => {
    await inPlace({ 'site.conf': WRONG }, async (place) => {
      execFileSync('mkfifo', [place.path('pipe.conf')]);
      expect(await filesFound(place, '.')).toEqual(['site.conf']);
      expect(await place.check(['pipe.conf'])).toEqual({ code: 2, stdout: '', stderr: 'apacheconf-check: pipe.conf: is not a regular file\n' });
    });
  });

  test('a link to a device is no file', async () => {
    await inPlace({ 'sites-enabled/site': WRONG }, async (place) => {
      await symlink('/dev/zero', place.path('sites-enabled/zero'));
      expect(await filesFound(place, '.')).toEqual(['sites-enabled/site']);
      expect((await place.check(['sites-enabled/zero'])).stderr).toContain('is not a regular file');
    });
  });

  test('a binary file and a huge one are named and left alone', async () => {
    await inPlace({ 'a.conf': new Uint8Array(4096), 'b.conf': '' }, async (place) => {
      await truncate(place.path('b.conf'), 3 * 1024 ** 3);
      const { code, stdout } = await place.check(['--format', 'json', '.']);
      expect(code).toBe(0);
      expect(JSON.parse(stdout).findings).toMatchObject([
        {
          file: 'a.conf',
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 1,
          code: 'not-analysed',
          severity: 'information',
          message: expect.stringContaining('text file'),
        },
        { file: 'b.conf', code: 'not-analysed', message: expect.stringContaining('16 million') },
      ]);
    });
  });

  test('an empty file, one without a last line break and one of broken UTF-8 are read', async () => {
    const broken = Uint8Array.from([...Buffer.from('# caf'), 0xe9, ...Buffer.from('\nSSLEngine yes')]);
    await inPlace({ 'empty.conf': '', 'latin1.conf': broken }, async (place) => {
      expect(await place.findings(['.'])).toMatchObject([{ file: 'latin1.conf', line: 2, column: 11, endColumn: 14 }]);
    });
  });
});

describe('names of files', () => {
  test.each(['with blank.conf', 'ünïcode-😀.conf', 'quote\'".conf', '[glob]*.conf', '-dash.conf', '%41.conf', 'back\\slash.conf'])(
    'such as %s are taken as they are',
    async (name) => {
      await inPlace({ [name]: WRONG }, async (place) => {
        expect(await filesFound(place, '--', name)).toEqual([name]);
        expect(await filesFound(place, '.')).toEqual([name]);
        expect((await place.check(['--', name])).stdout).toContain(`${name}:1:11: error: `);
      });
    },
  );

  test('an absolute path is reported as it was given', async () => {
    await inPlace({ 'etc/site.conf': WRONG }, async (place) => {
      expect(await filesFound(place, place.path('etc'))).toEqual([place.path('etc/site.conf')]);
    });
  });

  test('.htaccess is checked as such a file', async () => {
    await inPlace({ '.htaccess': 'DocumentRoot /srv\n', 'site.conf': 'DocumentRoot /srv\n' }, async (place) => {
      expect(await place.findings(['.'])).toMatchObject([{ file: '.htaccess', code: 'not-allowed-here' }]);
    });
  });
});

/** Root may read everything, and steps down to nobody before the checker starts. */
const STEP_DOWN = "if (process.getuid() === 0) { process.setgroups([]); process.setgid(65534); process.setuid(65534); }\nrequire('./check.js');\n";

test('files and folders that are closed to us are named, and the others are checked', async () => {
  const files = { 'etc/open.conf': WRONG, 'etc/closed.conf': WRONG, 'etc/private/a.conf': WRONG, 'program/start.cjs': STEP_DOWN };
  await inPlace(files, async (place) => {
    await built();
    const dist = path.join(import.meta.dirname, '../../dist');
    for (const name of ['check.js', 'facts.json', 'docs.json']) await copyFile(path.join(dist, name), place.path(`program/${name}`));
    await chmod(place.folder, 0o755);
    await chmod(place.path('etc/closed.conf'), 0);
    await chmod(place.path('etc/private'), 0);
    const { code, stdout, stderr } = await execute(process.execPath, ['program/start.cjs', 'etc'], place.folder);
    await chmod(place.path('etc/private'), 0o755);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^etc\/open\.conf:1:11: error: .*\n.*\n$/);
    expect(stderr.split('\n').slice(0, -1).sort()).toEqual([
      'apacheconf-check: etc/closed.conf: permission denied',
      'apacheconf-check: etc/private: permission denied',
    ]);
  });
});
