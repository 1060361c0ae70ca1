/** The forms in which the checker reports: for people, for programs, for code scanning and for GitHub's annotations. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { inPlace } from '../kit/checker.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const SITE = '<VirtualHost *:443>\n    ServerName blog.test\n    SSLEngine yes\n    DocumentRoot\n</VirtualHost>\n';
const PAGES = new URL('../../docs/rules/', import.meta.url).href;

describe('--format json', () => {
  test('has exactly the promised shape, with lines and columns from 1', async () => {
    await inPlace({ 'site.conf': 'SSLEngine yes\n' }, async (place) => {
      const { code, stdout, stderr } = await place.check(['--format', 'json', 'site.conf']);
      const report = JSON.parse(stdout);
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      expect(Object.keys(report)).toEqual(['version', 'findings']);
      expect(report).toEqual({
        version: 1,
        findings: [
          {
            file: 'site.conf',
            line: 1,
            column: 11,
            endLine: 1,
            endColumn: 14,
            severity: 'error',
            code: 'invalid-value',
            message: expect.stringContaining('\nhttpd: '),
            url: `${PAGES}invalid-value.md`,
          },
        ],
      });
      expect(Object.keys(report.findings[0])).toEqual(['file', 'line', 'column', 'endLine', 'endColumn', 'severity', 'code', 'message', 'url']);
      expect(stdout.endsWith('}\n')).toBe(true);
    });
  });

  test('is an empty list where there is nothing to say', async () => {
    await inPlace({ 'site.conf': 'ServerName blog.test\n' }, async (place) => {
      const { code, stdout } = await place.check(['--format', 'json', 'site.conf']);
      expect({ code, report: JSON.parse(stdout) }).toEqual({ code: 0, report: { version: 1, findings: [] } });
    });
  });

  test('counts CRLF as one line break, columns in UTF-16 code units, and a finding over several lines to its end', async () => {
    const text = 'ServerName blog.test\r\n# 😀\r\nServerAdmin "😀" x\r\nServerTokens \\\r\n  Foo\r\n';
    await inPlace({ 'site.conf': text }, async (place) => {
      const places = (await place.findings(['site.conf'])).map(({ line, column, endLine, endColumn }) => [line, column, endLine, endColumn]);
      expect(places).toEqual([
        [3, 18, 3, 19],
        [5, 3, 5, 6],
      ]);
    });
  });

  test('names a byte order mark at line 1, column 1', async () => {
    await inPlace({ 'site.conf': '\uFEFFServerName blog.test\nSSLEngine yes\n' }, async (place) => {
      expect(await place.findings(['site.conf'])).toMatchObject([
        { line: 1, column: 1, code: 'byte-order-mark' },
        { line: 2, column: 11, code: 'invalid-value' },
      ]);
    });
  });
});

describe('--format text', () => {
  test('is the default: one finding a paragraph, with place, severity and code', async () => {
    await inPlace({ 'site.conf': SITE }, async (place) => {
      const { code, stdout } = await place.check(['site.conf']);
      expect(code).toBe(1);
      expect(stdout).toMatch(/^site\.conf:3:15: error: .*\n {4}httpd: .*\[invalid-value\]\nsite\.conf:4:5: error: .*\n {4}httpd: .* \[argument-count\]\n$/);
      expect((await place.check(['--format', 'text', 'site.conf'])).stdout).toBe(stdout);
    });
  });

  test('prints nothing where there is nothing to say', async () => {
    await inPlace({ 'site.conf': 'ServerName blog.test\n' }, async (place) => {
      expect(await place.check(['site.conf'])).toEqual({ code: 0, stdout: '', stderr: '' });
    });
  });
});

describe('--format github', () => {
  test('is one annotation a line, with signs that mean something to GitHub escaped', async () => {
    await inPlace({ 'a,b:50%.conf': SITE, 'note.conf': 'MaxRequestsPerChild 5\n' }, async (place) => {
      const { code, stdout } = await place.check(['--format', 'github', '--', 'a,b:50%.conf', 'note.conf']);
      expect(code).toBe(1);
      const [first, second, third, ...others] = stdout.split('\n');
      expect(first).toMatch(/^::error file=a%2Cb%3A50%25\.conf,line=3,endLine=3,col=15,endColumn=18,title=invalid-value::.*%0Ahttpd: /);
      expect(second).toMatch(/^::error file=a%2Cb%3A50%25\.conf,line=4,endLine=4,col=5,/);
      expect(third).toMatch(/^::warning file=note\.conf,line=1,endLine=1,col=1,endColumn=20,title=obsolete-directive::/);
      expect(others).toEqual(['']);
    });
  });

  test('calls information a notice', async () => {
    await inPlace({ 'site.conf': '\0'.repeat(64) }, async (place) => {
      expect((await place.check(['--format', 'github', 'site.conf'])).stdout).toMatch(
        /^::notice file=site\.conf,line=1,endLine=1,col=1,endColumn=1,title=not-analysed::/,
      );
    });
  });
});

describe('--format sarif', () => {
  test('is a SARIF 2.1.0 log with one run', async () => {
    await inPlace({ 'site.conf': SITE, 'note.conf': 'MaxRequestsPerChild 5\n' }, async (place) => {
      const { code, stdout } = await place.check(['--format', 'sarif', 'site.conf', 'note.conf']);
      const log = JSON.parse(stdout);
      expect(code).toBe(1);
      expect(log).toMatchObject({ $schema: expect.stringContaining('sarif-2.1.0'), version: '2.1.0', runs: [{ columnKind: 'utf16CodeUnits' }] });
      const [{ tool, results }] = log.runs;
      expect(tool.driver).toMatchObject({ name: 'apacheconf-check', version });
      const ids = tool.driver.rules.map(({ id }: { id: string }) => id);
      expect(ids).toEqual([...new Set(ids)].sort());
      for (const { id, helpUri } of tool.driver.rules) expect(helpUri).toBe(`${PAGES}${id}.md`);
      expect(results).toHaveLength(3);
      for (const result of results) {
        expect(ids).toContain(result.ruleId);
        expect(['error', 'warning', 'note']).toContain(result.level);
        expect(result.message.text.length).toBeGreaterThan(10);
      }
      expect(results[0].locations).toEqual([
        { physicalLocation: { artifactLocation: { uri: 'site.conf' }, region: { startLine: 3, startColumn: 15, endLine: 3, endColumn: 18 } } },
      ]);
    });
  });

  test('has no result and no rule where there is nothing to say', async () => {
    await inPlace({ 'site.conf': 'ServerName blog.test\n' }, async (place) => {
      const { code, stdout } = await place.check(['--format', 'sarif', 'site.conf']);
      const [{ tool, results }] = JSON.parse(stdout).runs;
      expect({ code, results, rules: tool.driver.rules }).toEqual({ code: 0, results: [], rules: [] });
    });
  });

  test('names files by addresses, whatever signs are in their names', async () => {
    await inPlace({ 'my sites/a#b?.conf': 'SSLEngine yes\n' }, async (place) => {
      const uris = async (file: string) => {
        const { runs } = JSON.parse((await place.check(['--format', 'sarif', file])).stdout);
        return runs[0].results.map(
          (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) => result.locations[0]!.physicalLocation.artifactLocation.uri,
        );
      };
      expect(await uris('my sites/a#b?.conf')).toEqual(['my%20sites/a%23b%3F.conf']);
      expect(await uris(place.path('my sites/a#b?.conf'))).toEqual([pathToFileURL(place.path('my sites/a#b?.conf')).href]);
    });
  });
});
