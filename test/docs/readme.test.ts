/** What the README and the pages under docs say about the program is what the program does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemPackages } from '../../scripts/system-packages.mjs';
import { USAGE } from '../../server/src/cli/options.ts';
import { LanguageService, openDocument } from '../../server/src/ide.ts';
import { DEFAULTS, SECTION } from '../../server/src/lsp/settings.ts';
import { NEWEST } from '../../server/src/model/target.ts';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const readme = read('README.md');
const manifest = JSON.parse(read('package.json'));
const properties: Record<string, { default: unknown }> = manifest.contributes.configuration.properties;

/** The cells of the table under a header row, `\|` and `\<` as they are read. */
function tableIn(text: string, header: string): string[][] {
  const lines = text.split('\n');
  const first = lines.indexOf(header) + 2;
  const end = lines.findIndex((line, index) => index >= first && !line.startsWith('|'));
  const cells = (line: string) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|').replaceAll('\\<', '<'));
  return first < 2 ? [] : lines.slice(first, end).map(cells);
}

const codeIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);

/** Everything that the table of findings speaks of, in one file. */
const mistakes = `SSLCertificatFile /etc/ssl/certs/blog.pem
<VirtualHost *:80>
    ServerName blog.test # the blog
    WSGIDaemonProcess blog
    Require all granted
</VirtualHost>
<VirtualHost *:443>
    WSGIDaemonProcess blog
    RewriteRule ^/blog/(.* /index.html
</VirtualHost>
WSGIDaemonProcess blog thread=5
RewriteLogLevel 3
ServerAdmin a@blog.test \\${' '}
`;

describe('the README', () => {
  const found = new LanguageService(NEWEST).diagnostics(openDocument('file:///etc/apache2/sites-available/a.conf', 0, mistakes));

  test.each(tableIn(readme, '| you write | it says |'))('%s: says so', (written, said) => {
    const [line] = codeIn(written);
    if (/^`[A-Z]\w+ /.test(written)) expect(mistakes).toContain(line);
    const message = said.replace('on line 2', 'on line 4');
    expect(found.filter((finding) => finding.message.includes(message))).not.toEqual([]);
  });

  test('silences what it says', () => {
    const [, example = ''] = /```apacheconf\n(# apacheconf: ignore .*?)```/s.exec(readme) ?? [];
    const diagnose = (text: string) => new LanguageService(NEWEST).diagnostics(openDocument('file:///etc/apache2/sites-available/a.conf', 0, text));
    expect(diagnose(example)).toEqual([]);
    expect(diagnose(example.replaceAll(/^#.*$/gm, ''))).toHaveLength(2);
  });

  test('has the settings of package.json with their defaults', () => {
    const listed = tableIn(readme, '| setting | default | meaning |').map(([name, value]) => [codeIn(name!)[0], JSON.parse(codeIn(value!)[0]!)]);
    expect(listed).toEqual(Object.entries(properties).map(([name, { default: value }]) => [name, value]));
  });

  test('has the options of the checker', () => {
    const options = (text: string) => [...new Set(text.match(/--[a-z-]+/g))].sort();
    const rows = tableIn(readme, '| option | meaning |').map(([option]) => option);
    expect(options(rows.join(' '))).toEqual(options(USAGE));
  });

  test('installs the version that package.json makes', () => {
    expect(readme).toContain(`${manifest.name}-${manifest.version}.vsix`);
    expect(read('CHANGELOG.md')).toContain(`## ${manifest.version}`);
  });
});

test('the settings that the server reads are those of package.json and of the page for other editors', () => {
  const inManifest = Object.entries(properties).map(([name, { default: value }]) => [name, value]);
  expect(inManifest).toEqual(expect.arrayContaining(Object.entries(DEFAULTS).map(([name, value]) => [`${SECTION}.${name}`, value])));
  const listed = tableIn(read('docs/other-editors.md'), '| name | default | |').map(([name, value]) => [codeIn(name!)[0], JSON.parse(codeIn(value!)[0]!)]);
  expect(listed).toEqual(Object.entries(DEFAULTS));
});

test('the names and extensions that package.json claims are on the page of recognised files', () => {
  const page = read('docs/recognised-files.md');
  const [language] = manifest.contributes.languages;
  const listed = new Set(codeIn(page));
  const claimed: string[] = [...language.filenames, ...language.extensions.map((extension: string) => `*${extension}`)];
  expect(claimed.filter((name) => !listed.has(name))).toEqual([]);
});

test('the programs that the tests install are those of the README', () => {
  const [, list = ''] = /installs what it needs by apt\s+\(([^)]+)\)/.exec(readme) ?? [];
  expect(codeIn(list).sort()).toEqual(systemPackages.map(({ name }: { name: string }) => name).sort());
});

describe('links', () => {
  const pages = [
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'examples/README.md',
    ...readdirSync(path.join(root, 'docs')).map((name) => `docs/${name}`),
  ].filter((name) => name.endsWith('.md'));

  test.each(pages)('of %s lead somewhere', (page) => {
    const targets = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((target) => !/^[a-z]+:/.test(target));
    expect(targets.filter((target) => !leads(page, target))).toEqual([]);
  });
});

/** Whether a link's file exists and has the heading that is named behind the `#`. */
function leads(page: string, target: string): boolean {
  const [file, anchor] = target.split('#');
  const wanted = file === '' ? page : path.join(path.dirname(page), file!);
  if (!existsSync(path.join(root, wanted))) return false;
  return anchor === undefined || anchorsOf(read(wanted)).includes(anchor);
}

function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}
