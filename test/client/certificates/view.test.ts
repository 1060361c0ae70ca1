// The view “Certificates”: what it lists, how it shows the state of each, what its menus run, and when it looks again.
import { copyFileSync, mkdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { inventoryOf } from '../../../client/src/certificates/inventory.ts';
import type { CertificateUse, HostSummary } from '../../../client/src/hosts.ts';
import { newDesk } from '../../kit/desk.ts';
import { client, hostAt, server } from '../../kit/hosts.ts';
import { openssl } from '../../kit/issuing.ts';
import { Pki } from '../../kit/pki.ts';
import { editor, type MarkdownString, Uri } from '../../kit/vscode.ts';
import { configurationChanged, fileEvent, foldersChanged, type Row, treeViews, watchedFolders } from '../../kit/vscodeTrees.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerCertificatesView } = await import('../../../client/src/views/certificateActions.ts');

const VIEW = 'apacheWsgiTls.certificates';
const desk = newDesk();
const pki = new Pki();
afterAll(() => pki.remove());

/** What tells the view that the server sees something else. */
let tellStatus: () => void = () => undefined;
const changes = {
  follow: (listener: () => void) => {
    tellStatus = listener;
    listener();
    return { dispose: () => undefined };
  },
};
let registered: { dispose(): unknown } | undefined;
beforeEach(() => {
  registered?.dispose();
  registered = registerCertificatesView(client, changes as never);
});

const view = () => treeViews.get(VIEW)!;

/** Puts a sketched file into the folder that is open. */
function put(name: string, sketch: Parameters<Pki['write']>[1]): string {
  const file = path.join(desk.folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  copyFileSync(pki.write('put', sketch), file);
  return file;
}

function useOf(file: string, more: Partial<CertificateUse> = {}): CertificateUse {
  const uri = Uri.file(path.join(desk.folder, 'blog.conf')).toString();
  const range = { start: { line: 3, character: 4 }, end: { line: 3, character: 40 } };
  return { role: 'server', directive: 'SSLCertificateFile', path: file, privateKey: null, uri, range, findings: [], ...more };
}

function host(names: readonly string[], ...uses: readonly CertificateUse[]): HostSummary {
  return hostAt(uses[0]!.uri, [1, 9], names, uses);
}

const rows = async (below?: Row): Promise<string[]> => (await view().rows(below)).map(({ text }) => text);

/** The row of a file. */
async function row(file: string): Promise<Row> {
  const found = (await view().rows()).find(({ node }) => (node as { entry: { path: string } }).entry.path === file);
  if (found === undefined) throw new Error(`${file} is not listed: ${(await rows()).join(' / ')}`);
  return found;
}

const icon = ({ item }: Row) => [item.iconPath?.id, ...(item.iconPath?.color === undefined ? [] : [item.iconPath.color.id])].join(' ');
const ERROR = 'list.errorForeground';
const WARNING = 'list.warningForeground';

describe('the list', () => {
  test('has every form of file, and no file without a certificate', async () => {
    const leaf = put('tls/leaf.pem', { certificates: [{ names: ['leaf.test', 'www.leaf.test', '127.0.0.1', '::1'] }] });
    const key = put('tls/leaf.key.pem', { key: 'EC 1' });
    put('tls/der.der', openssl(pki.folder, 'x509', '-in', leaf, '-outform', 'DER'));
    put('tls/asked.csr', openssl(pki.folder, 'req', '-new', '-key', key, '-subj', '/CN=asked.test'));
    put('tls/locked.p12', openssl(pki.folder, 'pkcs12', '-export', '-in', leaf, '-inkey', key, '-passout', 'pass:x'));
    put('tls/open.pfx', openssl(pki.folder, 'pkcs12', '-export', '-in', leaf, '-inkey', key, '-certpbe', 'NONE', '-passout', 'pass:x'));
    put('tls/root.crt', { certificates: ['root'] });
    put('tls/notes.pem', 'Nothing but words.\n');
    put('tls/empty.cer', '');
    put('tls/dhparams.pem', '-----BEGIN DH PARAMETERS-----\nMAYCAQUCAQI=\n-----END DH PARAMETERS-----\n');
    put('node_modules/a/own.pem', { certificates: [{}] });
    put('.venv/lib/certifi/own.pem', { certificates: [{}] });
    expect(await rows()).toEqual([
      'leaf.test | 89 days left · der.der · www.leaf.test, 127.0.0.1 and 1 more',
      'leaf.test | 89 days left · leaf.pem · www.leaf.test, 127.0.0.1 and 1 more',
      'leaf.test | 89 days left · open.pfx · www.leaf.test, 127.0.0.1 and 1 more',
      'Test root | authority · 3649 days left · root.crt',
      'locked.p12 | locked with a password',
      'asked.test | signing request · asked.csr',
    ]);
  });

  test('merges the workspace and the configuration, whichever links lead to a file', async () => {
    const real = put('archive/blog1.pem', { certificates: [{}] });
    mkdirSync(path.join(desk.folder, 'live'));
    const link = path.join(desk.folder, 'live/blog.pem');
    symlinkSync('../archive/blog1.pem', link);
    server.hosts = [host(['blog.test'], useOf(link)), host(['blog.test'], useOf(link, { role: 'chain', directive: 'SSLCertificateChainFile' }))];
    expect(await rows()).toEqual(['blog.test | 89 days left · blog.pem']);
    const entry = await row(link);
    expect(await rows(entry)).toEqual(['blog.test | SSLCertificateFile · blog.conf:4', 'blog.test | SSLCertificateChainFile · blog.conf:4']);
    expect(statSync(real).isFile()).toBe(true);
  });

  test('shows bundles and stores of authorities as one row each', async () => {
    put('ca-bundle.pem', rootCertificates.slice(0, 60).join('\n'));
    for (const [index, root] of rootCertificates.slice(0, 15).entries()) put(`certs/${index}.pem`, root);
    expect(await rows()).toEqual(['ca-bundle.pem | 60 authorities', 'certs | 15 authorities']);
    const [bundle, folder] = await view().rows();
    expect(await rows(bundle)).toEqual([]);
    expect(bundle!.item.accessibilityInformation?.label).toBe(`ca-bundle.pem, 60 authorities, ${path.join(desk.folder, 'ca-bundle.pem')}`);
    expect(folder!.item.command).toBeUndefined();
  });

  test('says so where there are more files than it looks at', async () => {
    put('0.pem', { certificates: [{}] });
    for (let index = 1; index <= 1001; index++) writeFileSync(path.join(desk.folder, `${index}.pem`), '');
    expect(await rows()).toHaveLength(1);
    expect(view().message).toContain('More than 1000 certificate files');
    rmSync(path.join(desk.folder, '1.pem'));
    for (let index = 500; index <= 1001; index++) rmSync(path.join(desk.folder, `${index}.pem`));
    await editor.run(`${VIEW}.refresh`);
    await rows();
    expect(view().message).toBe('');
  });

  test('is empty where there is nothing', async () => {
    expect(await rows()).toEqual([]);
    editor.folders = [];
    await editor.run(`${VIEW}.refresh`);
    expect(await rows()).toEqual([]);
  });
});

describe('the state', () => {
  const finding = (code: string, message: string, severity = 2) => ({ findings: [{ code, message, severity }] });

  test.each<[string, readonly [number, number], string, string]>([
    ['valid', [-1, 60], 'verified-filled testing.iconPassed', '59 days left'],
    ['expiring', [-80, 10], `warning ${WARNING}`, '9 days left'],
    ['expired', [-400, -35], `error ${ERROR}`, 'expired 35 days ago'],
    ['future', [5, 95], `watch ${WARNING}`, 'not before '],
  ])('of a certificate that is %s', async (_title, days, shown, words) => {
    const entry = await row(put('blog.pem', { certificates: [{ days }] }));
    expect(icon(entry)).toBe(shown);
    expect(entry.item.description).toContain(words);
    expect(entry.item.accessibilityInformation?.label).toContain(words);
    expect((entry.item.tooltip as MarkdownString).value.replaceAll('\\', '')).toContain(words);
  });

  test('of days follows the settings', async () => {
    const file = put('blog.pem', { certificates: [{ days: [-80, 10] }] });
    editor.settings = { certificateExpiryDays: 5 };
    expect(icon(await row(file))).toContain('verified');
  });

  test('of a certificate that lacks a name of its host', async () => {
    const file = put('blog.pem', { certificates: [{ names: ['blog.test', '*.blog.test', '127.0.0.1'] }] });
    const covered = ['Blog.test.', 'www.blog.test', '*.blog.test', '127.0.0.1', '${NAME}', 'x?.blog.test', ''];
    server.hosts = [host([...covered, 'a.b.blog.test', '::1'], useOf(file))];
    const entry = await row(file);
    expect(icon(entry)).toBe(`globe ${WARNING}`);
    expect(entry.item.description).toMatch(/^lacks a\.b\.blog\.test, ::1 · 89 days left/);
    expect((await rows(entry))[0]).toBe('It does not cover a.b.blog.test, ::1 of Blog.test.: browsers refuse the site under that name.');
    server.hosts = [host([...covered], useOf(file))];
    await editor.run(`${VIEW}.refresh`);
    expect(icon(await row(file))).toContain('verified');
  });

  test('of a certificate that has its name in the subject alone', async () => {
    const file = put('blog.pem', { certificates: [{ names: [], commonName: 'blog.test' }] });
    server.hosts = [host(['blog.test'], useOf(file))];
    expect((await row(file)).item.description).toContain('lacks blog.test');
  });

  test('of a certificate that lacks a name, as the server finds it', async () => {
    const file = put('blog.pem', { certificates: [{}] });
    server.hosts = [host(['blog.test', 'old.test'], useOf(file, finding('uncovered-name', 'It does not cover old.test: get another.')))];
    const entry = await row(file);
    expect(icon(entry)).toBe(`globe ${WARNING}`);
    expect(await rows(entry)).toEqual(['It does not cover old.test: get another.', 'blog.test | SSLCertificateFile · blog.conf:4']);
  });

  test('of names counts for certificates of servers alone', async () => {
    const file = put('root.pem', { certificates: ['root'] });
    server.hosts = [host(['blog.test'], useOf(file, { role: 'clientAuthority', directive: 'SSLCACertificateFile' }))];
    expect(icon(await row(file))).toBe('shield testing.iconPassed');
  });

  test('of a certificate whose key is another one, found here or by the server', async () => {
    const file = put('blog.pem', { certificates: [{}] });
    const [own, other] = [put('blog.key', { key: 'EC 1' }), put('other.key', { key: 'EC 2' })];
    server.hosts = [host(['blog.test'], useOf(file, { privateKey: own }))];
    expect(icon(await row(file))).toContain('verified');
    server.hosts = [host(['blog.test'], useOf(file, { privateKey: other }))];
    await editor.run(`${VIEW}.refresh`);
    const entry = await row(file);
    expect(icon(entry)).toBe(`key ${ERROR}`);
    const [note] = await view().rows(entry);
    expect(note!.text).toBe('The private key other.key belongs to another certificate: httpd does not start with both.');
    expect([icon(note!), note!.item.tooltip]).toEqual([`error ${ERROR}`, expect.stringContaining(other)]);
    server.hosts = [host(['blog.test'], useOf(file, { privateKey: '/etc/ssl/private/key.pem', ...finding('key-mismatch', 'The key is another one.', 1) }))];
    await editor.run(`${VIEW}.refresh`);
    expect(icon(await row(file))).toBe(`key ${ERROR}`);
  });

  test('of a certificate with another problem', async () => {
    const file = put('blog.pem', { certificates: [{}] });
    server.hosts = [host(['blog.test'], useOf(file, finding('incomplete-chain', 'The intermediate is missing.')))];
    expect(icon(await row(file))).toBe(`report ${WARNING}`);
    server.hosts = [host(['blog.test'], useOf(file, finding('expiring-certificate', 'It ends soon.')))];
    await editor.run(`${VIEW}.refresh`);
    expect(icon(await row(file))).toContain('verified');
  });

  test('of a file that is missing: where the server says so, in the workspace, and on another machine', async () => {
    const [inside, outside, elsewhere] = [path.join(desk.folder, 'tls/none.pem'), '/nowhere/found.pem', '/nowhere/else.pem'];
    const found = useOf(outside, finding('missing-tls-file', `${outside} does not exist.\nhttpd: file '${outside}' does not exist`, 1));
    server.hosts = [host(['blog.test'], useOf(elsewhere), useOf(inside), found)];
    expect(await rows()).toEqual(['found.pem | missing', 'none.pem | missing', 'else.pem | not on this machine']);
    const [note, ...others] = await view().rows(await row(outside));
    expect([note!.text, icon(note!), note!.item.tooltip]).toEqual(['found.pem does not exist.', `error ${ERROR}`, found.findings[0]!.message]);
    expect(others).toHaveLength(1);
    expect((await rows(await row(elsewhere)))[0]).toBe('There is no such file on this machine.');
    expect(icon(await row(inside))).toBe(`circle-slash ${ERROR}`);
    expect(icon(await row(elsewhere))).toBe('vm');
    expect((await row(inside)).item.command).toBeUndefined();
  });

  test('of a file that is damaged, and of one that may not be read', async () => {
    const damaged = put('damaged.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const empty = put('words.pem', 'words');
    server.hosts = [host(['blog.test'], useOf(empty))];
    const entry = await row(damaged);
    expect(icon(entry)).toBe(`bracket-error ${ERROR}`);
    expect((await rows(entry))[0]).toContain('is damaged');
    expect(icon(await row(empty))).toBe('eye-closed');
    expect((await rows(await row(empty)))[0]).toContain('holds no certificate');
  });

  test('of a file in a folder that belongs to somebody else', () => {
    const use = {
      ...useOf('/etc/letsencrypt/live/blog.test/fullchain.pem'),
      host: 'blog.test',
      names: ['blog.test'],
      place: 'a:1',
      uncovered: [],
      keyFits: null,
    };
    const file = { path: use.path, real: use.path, content: null, trouble: { kind: 'denied', message: 'You may not look there.' } as const };
    const lone = { ...file, path: '/site/a.pem', real: '/site/a.pem' };
    const [entry, ...others] = inventoryOf({ found: [lone], named: [{ file, use }], folders: ['/site'] });
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ state: 'unreadable', title: 'fullchain.pem', message: 'You may not look there.' });
  });

  test('decides the order: what needs attention, then what ends first', async () => {
    put('a.pem', { certificates: [{ names: ['a.test'], days: [-1, 80] }] });
    put('b.pem', { certificates: [{ names: ['b.test'], days: [-1, 40] }] });
    put('c.pem', { certificates: [{ names: ['c.test'], days: [-90, 3] }] });
    put('d.pem', { certificates: [{ names: ['d.test'], days: [-90, -3] }] });
    put('e.csr', openssl(pki.folder, 'req', '-new', '-key', pki.write('k', { key: 'EC 1' }), '-subj', '/CN=e.test'));
    expect((await view().rows()).map(({ item }) => item.label)).toEqual(['d.test', 'c.test', 'b.test', 'a.test', 'e.test']);
  });
});

describe('a row', () => {
  test('opens to what is found, who uses it and its chain, and a click goes there', async () => {
    const file = put('blog.pem', { certificates: [{ issuer: 'intermediate' }, 'intermediate'] });
    const use = useOf(file, { findings: [{ code: 'a', message: 'Something.', severity: 3 }] });
    server.hosts = [host(['blog.test'], use), { ...host([], use), addresses: ['*:8443'] }, { ...host(['main.test'], use), range: null }];
    const entry = await row(file);
    const below = await view().rows(entry);
    expect(below.map(({ text }) => text)).toEqual([
      'Something.',
      'It does not cover main.test of the main server, main.test: browsers refuse the site under that name.',
      'blog.test | SSLCertificateFile · blog.conf:4',
      '*:8443 | SSLCertificateFile · blog.conf:4',
      'the main server, main.test | SSLCertificateFile · blog.conf:4',
      'Chain | up to Test root',
    ]);
    const [root] = await view().rows(below[5]);
    expect(root!.text).toBe('Test root | not in this file');
    const [intermediate] = await view().rows(root);
    expect([intermediate!.text, ...(await rows(intermediate))]).toEqual(['Test intermediate', 'blog.test']);
    writeFileSync(path.join(desk.folder, 'blog.conf'), '\n\n\n    SSLCertificateFile blog.pem\n');
    const { command, arguments: given = [] } = below[2]!.item.command!;
    await editor.run(command, ...given);
    expect(editor.active?.document.uri.fsPath).toBe(path.join(desk.folder, 'blog.conf'));
    expect(editor.active?.selection.active).toMatchObject({ line: 3, character: 40 });
    expect(below[0]!.item.command?.arguments).toEqual(given);
    expect(new Set([entry, ...below].map(({ item }) => item.id)).size).toBe(7);
  });

  test('shows hostile names as what they are', async () => {
    const config = '[req]\ndistinguished_name=dn\nprompt=no\nutf8=yes\n[dn]\nCN=[x](command:evil) <b> \u202e\n';
    const made = openssl(pki.folder, 'req', '-x509', '-key', pki.write('k', { key: 'EC 1' }), '-config', pki.write('h.cnf', config), '-days', '90');
    const entry = await row(put('hostile.pem', made));
    expect(entry.item.label).toContain('\\u{202e}');
    const { value, isTrusted } = entry.item.tooltip as MarkdownString & { isTrusted?: boolean };
    expect(value).toContain('\\[x\\]\\(command\\:evil\\) \\<b\\>');
    expect(isTrusted).toBeUndefined();
  });
});

describe('its menus', () => {
  const abilities = async (file: string) => (await row(file)).item.contextValue?.split(' ');
  const runOn = async (name: string, file: string) => {
    editor.ran = [];
    await editor.run(`${VIEW}.${name}`, (await row(file)).node);
    return editor.ran;
  };

  test('offer what can be done', async () => {
    const leaf = put('leaf.pem', { certificates: [{}] });
    const root = put('root.pem', { certificates: ['root'] });
    const missing = path.join(desk.folder, 'none.pem');
    server.hosts = [host(['blog.test'], useOf(missing))];
    expect(await abilities(leaf)).toEqual(['entry', 'there', 'readable', 'site']);
    expect(await abilities(root)).toEqual(['entry', 'there', 'readable', 'authority']);
    expect(await abilities(missing)).toEqual(['entry', 'creatable']);
  });

  test('run the commands with the files filled in', async () => {
    const file = put('blog.pem', { certificates: [{}] });
    const key = put('blog.key', { key: 'EC 1' });
    server.hosts = [host(['blog.test', 'www.blog.test'], useOf(file, { privateKey: key }))];
    expect(await runOn('inspect', file)).toEqual([['apacheWsgiTls.inspectCertificate', { prefill: { path: file } }]]);
    expect(await runOn('renew', file)).toEqual([
      ['apacheWsgiTls.renewCertificate', { prefill: { certificate: file, privateKey: key, names: ['www.blog.test'] } }],
    ]);
    expect(await runOn('trustDoctor', file)).toEqual([['apacheWsgiTls.trustDoctor', { prefill: { certificate: file } }]]);
    expect(await runOn('trust', file)).toEqual([['apacheWsgiTls.trustAuthority', { prefill: { authority: file } }]]);
    expect(await runOn('reveal', file)).toEqual([['revealInExplorer', Uri.file(file)]]);
    expect((await row(file)).item.command).toMatchObject({ command: `${VIEW}.inspect` });
  });

  test('create what is missing under its name, and anything from the title', async () => {
    const missing = path.join(desk.folder, 'tls/blog.pem');
    server.hosts = [host(['blog.test', 'www.blog.test'], useOf(missing))];
    const prefill = { folder: path.join(desk.folder, 'tls'), fileName: 'blog', names: ['blog.test', 'www.blog.test'] };
    expect(await runOn('create', missing)).toEqual([['apacheWsgiTls.createCertificate', { prefill }]]);
    editor.ran = [];
    await editor.run(`${VIEW}.create`);
    expect(editor.ran).toEqual([['apacheWsgiTls.createCertificate']]);
  });

  test('copy the path, and all details as plain text', async () => {
    const file = put('blog.pem', { certificates: [{}] });
    server.hosts = [host(['blog.test'], useOf(file))];
    await runOn('copyPath', file);
    expect(editor.clipboard).toBe(file);
    await runOn('copyDetails', file);
    expect(editor.clipboard).toMatch(/Used by\n {2}SSLCertificateFile: blog\.test \(blog\.conf:4\)\n[\s\S]*Names: +blog\.test\n/);
    expect(editor.messages('status')).toEqual([expect.stringContaining('blog.pem')]);
    rmSync(file);
    await editor.run(`${VIEW}.copyDetails`, { kind: 'entry', entry: { path: file, uses: [] } });
    expect(editor.messages('error')).toEqual([expect.stringContaining('does not exist')]);
  });

  test('reveal what lies outside of the workspace, as far as this machine can', async () => {
    const outside = pki.write('outside.pem', { certificates: [{}] });
    server.hosts = [host(['blog.test'], useOf(outside))];
    expect(await runOn('reveal', outside)).toEqual([['revealFileInOS', Uri.file(outside)]]);
    editor.remoteName = 'ssh-remote';
    expect(await runOn('reveal', outside)).toEqual([]);
    expect(editor.messages('information')[0]).toContain('outside of the workspace');
  });

  test('do nothing without a row', async () => {
    for (const name of ['inspect', 'renew', 'reveal', 'copyPath']) await editor.run(`${VIEW}.${name}`);
    expect([editor.ran.slice(1), editor.clipboard]).toEqual([[], '']);
  });

  test('lets itself be brought into sight', async () => {
    await editor.run('apacheWsgiTls.showCertificates');
    expect(editor.ran).toEqual([['setContext', 'apacheWsgiTls.active', true], [`${VIEW}.focus`]]);
  });
});

describe('it looks again', () => {
  /** In the order of the alphabet: the view's own goes by the seconds in which certificates were made. */
  const titles = async () => (await view().rows()).map(({ item }) => String(item.label)).sort();

  test('where a file came, went or changed', async () => {
    const file = put('blog.pem', { certificates: [{}] });
    view().turn(true);
    expect(await titles()).toEqual(['blog.test']);
    await view().afterChange(() => {
      put('shop.pem', { certificates: [{ names: ['shop.test'] }] });
      fileEvent('create', path.join(desk.folder, 'shop.pem'), editor.folders);
    });
    expect(await titles()).toEqual(['blog.test', 'shop.test']);
    await view().afterChange(() => {
      put('blog.pem', { certificates: [{ names: ['new.test'] }] });
      fileEvent('change', file, editor.folders);
    });
    expect(await titles()).toEqual(['new.test', 'shop.test']);
    await view().afterChange(() => {
      rmSync(file);
      fileEvent('delete', file, editor.folders);
    });
    expect(await titles()).toEqual(['shop.test']);
  });

  test('where the server, the settings or the folders say so', async () => {
    const file = put('blog.pem', { certificates: [{}] });
    view().turn(true);
    expect(icon(await row(file))).toContain('verified');
    await view().afterChange(() => {
      server.hosts = [host(['other.test'], useOf(file))];
      tellStatus();
    });
    expect(icon(await row(file))).toContain('globe');
    server.hosts = [];
    await view().afterChange(() => {
      editor.settings = { certificateExpiryDays: 365 };
      configurationChanged.fire({ affectsConfiguration: (section) => section === 'apacheWsgiTls' });
    });
    expect(icon(await row(file))).toContain('warning');
    await view().afterChange(() => {
      editor.folders = [];
      foldersChanged.fire();
    });
    expect(await titles()).toEqual([]);
  });

  test('at files outside of the workspace, whose folders it watches for as long as lines name them', async () => {
    const outside = pki.write('etc/blog.pem', { certificates: [{}] });
    server.hosts = [host(['blog.test'], useOf(outside))];
    view().turn(true);
    expect(await titles()).toEqual(['blog.test']);
    expect(watchedFolders()).toEqual([path.dirname(outside)]);
    await view().afterChange(() => {
      pki.write('etc/blog.pem', { certificates: [{ names: ['new.test'] }] });
      fileEvent('change', outside, editor.folders);
    });
    expect(await titles()).toEqual(['new.test']);
    await view().afterChange(() => {
      server.hosts = [];
      tellStatus();
    });
    expect(watchedFolders()).toEqual([]);
  });

  test('only where it can be seen, and once it is', async () => {
    put('blog.pem', { certificates: [{}] });
    expect(await titles()).toEqual(['blog.test']);
    const before = view().changes;
    put('shop.pem', { certificates: [{ names: ['shop.test'] }] });
    fileEvent('create', path.join(desk.folder, 'shop.pem'), editor.folders);
    expect(view().changes).toBe(before);
    await view().afterChange(() => view().turn(true));
    expect(await titles()).toEqual(['blog.test', 'shop.test']);
  });

  test('without reading again what did not change', async () => {
    const file = put('blog.pem', { certificates: [{}] });
    const content = async () => ((await row(file)).node as { entry: { content: { chain: unknown } } }).entry.content.chain;
    const before = await content();
    await editor.run(`${VIEW}.refresh`);
    expect(await content()).toBe(before);
    utimesSync(file, 1, 1);
    await editor.run(`${VIEW}.refresh`);
    expect(await content()).not.toBe(before);
  });

  test('and says nothing where nothing changed', async () => {
    put('blog.pem', { certificates: [{}] });
    view().turn(true);
    expect(await titles()).toEqual(['blog.test']);
    const before = view().changes;
    tellStatus();
    await titles();
    expect(view().changes).toBe(before);
  });
});
