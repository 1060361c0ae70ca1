/**
 * The example workspace keeps its word: right sites are accepted and served by the real httpd and nothing is found in them; of the one with
 * mistakes nothing is found but what it says, and the fixes that it names mend it.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { virtualHost } from '../../client/src/scaffolds/httpd/virtualHost.ts';
import type { DocumentFix } from '../../server/src/features/diagnostics.ts';
import { type Document, LanguageService, openDocument, textOf } from '../../server/src/ide.ts';
import { applicationsFor } from '../../server/src/lsp/applications.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { nodeDisk } from '../../server/src/platform/node/disk.ts';
import { apacheIsAsked, configtest, inTemporaryFolder } from '../kit/apache.ts';
import type { Tree } from '../kit/configuration.ts';
import { Pki } from '../kit/pki.ts';
import { type Deployment, Machine } from '../served/machine.ts';
import { moveBelow } from '../snippets/paths.ts';
import { edited } from '../wsgi/fixing.ts';

const root = path.join(import.meta.dirname, '../../examples');
const SITES = 'apache2/sites-available';
/** The Python of the system, which has the frameworks. */
const PYTHON = '/usr/bin/python3';
const files = readdirSync(path.join(root, SITES));
const right = files.filter((name) => !name.includes('mistakes'));

/** What an editor says of a file that no main configuration reads. */
const service = new LanguageService(NEWEST);

const read = (name: string) => readFileSync(path.join(root, name), 'utf8');

/** The sites and applications, where the sites look for them, with environments and certificates. */
function deployment(): Deployment {
  const names = (host: string) => ({ certificates: [{ names: [host, `www.${host}`], issuer: 'intermediate' } as const, 'intermediate' as const] });
  const hosts = ['blog', 'shop', 'partners'].map((name) => `${name}.example.com`);
  return {
    sites: Object.fromEntries(right.map((name) => [name, read(`${SITES}/${name}`)])),
    files: { ...application('flask-site'), ...application('django-site') },
    certificates: {
      '/etc/ssl/certs/partners-ca.pem': { certificates: ['root'] },
      ...Object.fromEntries(
        hosts.flatMap((host) => [
          [`/etc/ssl/certs/${host}.pem`, names(host)],
          [`/etc/ssl/private/${host}.key`, { key: 'EC 1' }],
        ]),
      ),
    },
  };
}

function application(name: string): Tree {
  const version = execFileSync(PYTHON, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], { encoding: 'utf8' }).trim();
  const sources = readdirSync(path.join(root, name), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(?:py|wsgi)$/.test(file));
  return {
    ...Object.fromEntries(sources.map((file) => [`/srv/${name}/${file}`, read(`${name}/${file}`)])),
    [`/srv/${name}/static/site.css`]: 'body { color: black }\n',
    [`/srv/${name}/venv/pyvenv.cfg`]: `home = /usr/bin\ninclude-system-site-packages = true\nversion = ${version}.0\n`,
    [`/srv/${name}/venv/bin/python3`]: `-> ${PYTHON}`,
    [`/srv/${name}/venv/bin/python`]: `-> ${PYTHON}`,
    [`/srv/${name}/venv/lib/python${version}/site-packages/`]: '',
  };
}

async function onMachine<T>(work: (machine: Machine, pki: Pki) => Promise<T>): Promise<T> {
  const pki = new Pki();
  try {
    return await work(await Machine.withSites(pki, deployment()), pki);
  } finally {
    pki.remove();
  }
}

describe('right sites', () => {
  test.each(right)('nothing is found in %s where it stands', (name) => {
    expect(service.diagnostics(openDocument(`file:///sites-available/${name}`, 0, read(`${SITES}/${name}`)))).toEqual([]);
  });

  test('shop.conf is what “Create Virtual Host” writes', async () => {
    const [{ text }] = virtualHost({
      pattern: 'https-redirect',
      serverName: 'shop.example.com',
      aliases: ['www.shop.example.com'],
      script: '/srv/django-site/app.wsgi',
      pythonHome: '/srv/django-site/venv',
      certificate: '/etc/ssl/certs/shop.example.com.pem',
      privateKey: '/etc/ssl/private/shop.example.com.key',
      staticFolder: '/srv/django-site/static',
      platform: 'debian',
      target: '/etc/apache2/sites-available/shop.conf',
    });
    await expect(text).toMatchFileSnapshot(path.join(root, SITES, 'shop.conf'));
  });
});

describe.runIf(apacheIsAsked())('right sites on a machine', () => {
  test('nothing is found in them, and each answers with its application', () =>
    onMachine(async (machine, pki) => {
      expect(machine.findings()).toEqual([]);
      const client = { cert: pki.pem({ certificates: [{ names: [], commonName: 'ann', key: 'EC 2', issuer: 'root' }] }), key: pki.key('EC 2') };
      const seen = await machine.serving(async (ask) => ({
        plain: (await ask('http://shop.example.com/how')).location,
        blog: JSON.parse((await ask('https://blog.example.com/how')).body),
        shop: JSON.parse((await ask('https://shop.example.com/how')).body),
        partners: JSON.parse((await ask('https://partners.example.com/how', client)).body),
        api: JSON.parse((await ask('http://api.example.com/how')).body),
        style: (await ask('https://shop.example.com/static/site.css')).status,
      }));
      expect(seen).toMatchObject({
        plain: 'https://shop.example.com/how',
        blog: { scheme: 'https', process_group: 'blog', application_group: '' },
        shop: { scheme: 'https', process_group: 'shop.example.com', application_group: '' },
        partners: { scheme: 'https', client_certificate: 'CN=ann' },
        api: { scheme: 'http', process_group: 'api' },
        style: 200,
      });
    }));

  test('Django’s own checks pass', () => {
    const said = execFileSync(PYTHON, ['-B', 'manage.py', 'check'], { cwd: path.join(root, 'django-site'), encoding: 'utf8' });
    expect(said).toContain('no issues');
  });
});

test.each([
  ['flask-site', 'app:app'],
  ['django-site', 'shop.settings'],
])('the application of %s is found: %s', (name, id) => {
  const found = applicationsFor(nodeDisk, { folder: pathToFileURL(path.join(root, name)).href });
  expect(found?.candidates.map((candidate) => candidate.id)).toEqual([id]);
});

describe('shop-mistakes.conf', () => {
  const document = openDocument('file:///sites-available/shop-mistakes.conf', 0, read(`${SITES}/shop-mistakes.conf`));
  /** The numbered comments, one for each mistake. */
  const comments = [...textOf(document).matchAll(/^ *# \d+\. (.*)$/gm)].map(([, said]) => said!);

  test('has the mistakes that its comments name, in this order, and no others', () => {
    const named = comments.flatMap((said) => said.slice(0, said.indexOf(':')).match(/[a-z]+(?:-[a-z]+)+/g) ?? []);
    expect(service.diagnostics(document).map(({ code }) => code)).toEqual(named);
    expect(new Set(named).size).toBeGreaterThan(10);
  });

  test('is described with these numbers', () => {
    const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
    const safe = comments.filter((said) => said.includes('Fix All')).length;
    expect(read('README.md')).toContain(`with ${numbers[comments.length]} mistakes`);
    expect(read('README.md')).toContain(`${numbers[safe]} go at once`);
  });

  test.runIf(apacheIsAsked())('is refused as it is, and accepted after all safe fixes and those that it names', async () => {
    expect(await verdict(document)).toBe(false);
    const safe = service.fixAll(document).reduce((fixed, { edits }) => changed(fixed, edits), document);
    expect(service.diagnostics(safe).some(({ fixes }) => fixes.some((fix) => fix.safe))).toBe(false);
    const titles = comments.flatMap((said) => /Quick fix: “([^”]+)”/.exec(said)?.[1] ?? []);
    const mended = titles.reduce((fixed, title) => changed(fixed, fixNamed(fixed, title)), safe);
    expect(service.diagnostics(mended)).toEqual([]);
    expect(await verdict(mended)).toBe(true);
  });
});

/** The edits of the first fix with a title. */
function fixNamed(document: Document, title: string): DocumentFix['edits'] {
  const [fix] = service.diagnostics(document).flatMap(({ fixes }) => fixes.filter((one) => one.title === title));
  if (fix === undefined) throw new Error(`nothing offers “${title}”`);
  return fix.edits;
}

function changed(document: Document, edits: DocumentFix['edits']): Document {
  return openDocument(document.uri, document.version + 1, edited(textOf(document), edits));
}

/** Whether the real httpd starts with a text, whose paths are there. */
function verdict(document: Document): Promise<boolean> {
  return inTemporaryFolder(async (below) => (await configtest(await moveBelow(below, textOf(document)))).ok);
}
