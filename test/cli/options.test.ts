/** The checker's command line: what each option does, and what is said of a wrong one. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { inPlace } from '../kit/checker.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const CLEAN = 'ServerName blog.test\n';
/** An error, a warning and nothing else. */
const MIXED = 'SSLEngine yes\nMaxClients 5\n';

describe('the exit status', () => {
  test.each([
    ['0 for no finding', CLEAN, 0],
    ['0 for warnings', 'MaxClients 5\n', 0],
    ['1 for an error', MIXED, 1],
  ])('is %s', async (_, text, code) => {
    await inPlace({ 'site.conf': text }, async (place) => expect((await place.check(['site.conf'])).code).toBe(code));
  });

  test('is 2 where a file cannot be read, and the others are checked all the same', async () => {
    await inPlace({ 'site.conf': MIXED }, async (place) => {
      const { code, stdout, stderr } = await place.check(['missing.conf', 'site.conf', 'gone/']);
      expect(code).toBe(2);
      expect(stdout).toContain('site.conf:1:11: error:');
      expect(stderr).toBe('apacheconf-check: missing.conf: no such file or folder\napacheconf-check: gone/: no such file or folder\n');
    });
  });
});

describe('--severity', () => {
  test.each([
    [[], ['error', 'warning']],
    [
      ['--severity', 'hint'],
      ['error', 'warning'],
    ],
    [
      ['--severity', 'information'],
      ['error', 'warning'],
    ],
    [['--severity=warning'], ['error', 'warning']],
    [['--severity', 'error'], ['error']],
  ])('%j', async (options, expected) => {
    await inPlace({ 'site.conf': MIXED }, async (place) => {
      expect((await place.findings([...options, 'site.conf'])).map(({ severity }) => severity)).toEqual(expected);
    });
  });

  test('hides information behind warning', async () => {
    await inPlace({ 'site.conf': '\0'.repeat(64) }, async (place) => {
      expect(await place.findings(['--severity', 'information', 'site.conf'])).toMatchObject([{ severity: 'information', code: 'not-analysed' }]);
      expect(await place.findings(['--severity', 'warning', 'site.conf'])).toEqual([]);
    });
  });
});

describe('--rule', () => {
  test.each([
    [['obsolete-directive=off'], ['error invalid-value'], 1],
    [['invalid-value=warning'], ['warning invalid-value', 'warning obsolete-directive'], 0],
    [['invalid-value=hint', 'obsolete-directive=off'], ['hint invalid-value'], 0],
    [['invalid-value=off', 'invalid-value=error'], ['error invalid-value', 'warning obsolete-directive'], 1],
  ])('%j', async (rules, expected, status) => {
    await inPlace({ 'site.conf': MIXED }, async (place) => {
      const options = rules.flatMap((rule) => ['--rule', rule]);
      const { code, stdout } = await place.check(['--format', 'json', ...options, 'site.conf']);
      const findings: { severity: string; code: string }[] = JSON.parse(stdout).findings;
      expect(findings.map((finding) => `${finding.severity} ${finding.code}`)).toEqual(expected);
      expect(code).toBe(status);
    });
  });
});

describe('the server that is checked for', () => {
  const newer = 'AliasPreservePath On\n';
  const later = 'WSGISwitchInterval 0.002\n';
  const daemon = 'WSGIDaemonProcess blog\n';

  test.each([
    [['--httpd', '2.4.50'], newer, ['newer-than-server'], 1],
    [['--httpd', '2.4.58'], newer, [], 0],
    [['--httpd', '2.4'], newer, ['newer-than-server'], 1],
    [[], newer, [], 0],
    [['--mod-wsgi', '4.9.4'], later, ['newer-than-server'], 1],
    [['--mod-wsgi', '6'], later, [], 0],
    [['--platform', 'windows'], daemon, ['not-on-platform'], 1],
    [['--platform', 'debian'], daemon, [], 0],
    [['--platform', 'rhel'], daemon, [], 0],
    [['--platform', 'macos'], daemon, [], 0],
    [['--platform', 'generic'], daemon, [], 0],
  ])('%j', async (options, text, codes, status) => {
    await inPlace({ 'site.conf': text }, async (place) => {
      const { code, stdout } = await place.check(['--format', 'json', ...options, 'site.conf']);
      expect(JSON.parse(stdout).findings.map((finding: { code: string }) => finding.code)).toEqual(codes);
      expect(code).toBe(status);
    });
  });
});

describe('--root and --files', () => {
  test.each(['auto', 'always', 'never'])('--files %s is understood', async (files) => {
    await inPlace({ 'site.conf': CLEAN }, async (place) =>
      expect(await place.check(['--files', files, 'site.conf'])).toEqual({ code: 0, stdout: '', stderr: '' }),
    );
  });

  test('--root names a file that can be read', async () => {
    await inPlace({ 'apache2.conf': CLEAN, 'sites/site.conf': CLEAN }, async (place) => {
      expect((await place.check(['--root', 'apache2.conf', 'sites'])).code).toBe(0);
      expect(await place.check(['--root', 'httpd.conf', 'sites'])).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^apacheconf-check: httpd\.conf: the root is /),
      });
      expect((await place.check(['--root', 'sites', 'sites'])).code).toBe(2);
    });
  });
});

describe('a command line that cannot be followed', () => {
  test.each([
    [[], 'Name at least one file or folder to check.'],
    [['--format', 'xml', 'a.conf'], '--format takes one of text, json, sarif, github, not “xml”.'],
    [['--severity', 'fatal', 'a.conf'], '--severity takes one of error, warning, information, hint, not “fatal”.'],
    [['--files', 'yes', 'a.conf'], '--files takes one of auto, always, never, not “yes”.'],
    [['--rule', 'off', 'a.conf'], '--rule takes a code and a level such as obsolete-directive=off, not “off”.'],
    [['--rule', 'invalid-valu=off', 'a.conf'], '--rule invalid-valu=off: There is no finding “invalid-valu”. Did you mean “invalid-value”?'],
    [['--rule=invalid-value=', 'a.conf'], '--rule invalid-value=: invalid-value takes one of error, warning, information, hint, off, not “”.'],
    [
      ['--rule', 'obsolete-directive=error', 'a.conf'],
      '--rule obsolete-directive=error: obsolete-directive cannot be an error, since httpd takes what it finds',
    ],
    [['--platform', 'amiga', 'a.conf'], '--platform takes one of debian, rhel, windows, macos, generic, not “amiga”.'],
    [['--httpd', 'newest', 'a.conf'], '--httpd takes a version such as 2.4.62, not “newest”.'],
    [['--httpd=', 'a.conf'], '--httpd takes a version such as 2.4.62, not “”.'],
    [['--mod-wsgi', '5.x', 'a.conf'], '--mod-wsgi takes a version such as 5.0.2, not “5.x”.'],
    [['--colour', 'a.conf'], "Unknown option '--colour'"],
    [['a.conf', '--format'], "Option '--format <value>' argument missing"],
    [['--help=yes'], "Option '--help' does not take an argument"],
  ])('%j', async (args, message) => {
    await inPlace({ 'a.conf': CLEAN }, async (place) => {
      const { code, stdout, stderr } = await place.check(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`apacheconf-check: ${message}`);
      expect(stderr).toMatch(/\nTry apacheconf-check --help\.\n$/);
      expect(stderr).not.toMatch(/\n\s+at /);
    });
  });
});

describe('what the checker says of itself', () => {
  test('--help names every option and the exit status', async () => {
    await inPlace({}, async (place) => {
      const { code, stdout, stderr } = await place.check(['--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      for (const option of ['format', 'root', 'files', 'httpd', 'mod-wsgi', 'platform', 'severity', 'rule', 'help', 'version'])
        expect(stdout).toContain(`  --${option}`);
      expect(stdout).toMatch(/^Usage: apacheconf-check .*PATH\.\.\.\n/);
      expect(stdout).toMatch(/Exit status: 0 .*, 1 .*, 2 /);
      expect(stdout.split('\n').filter((line) => line.length > 120)).toEqual([]);
    });
  });

  test('--version is the version of the package', async () => {
    await inPlace({}, async (place) => expect(await place.check(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' }));
  });

  test('is quiet when nobody reads to the end', async () => {
    await inPlace({ 'site.conf': 'SSLEngine yes\n'.repeat(1900) }, async (place) => {
      const program = path.join(import.meta.dirname, '../../dist/check.js');
      const child = spawn(process.execPath, [program, 'site.conf'], { cwd: place.folder, stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
      child.stdout.once('data', () => child.stdout.destroy());
      await new Promise((resolve) => child.once('close', resolve));
      expect(said).toBe('');
    });
  });
});
