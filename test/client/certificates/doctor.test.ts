/** “Ask the Trust Doctor”: what is asked, the report that is shown, and what is offered next. Its verdicts are held against the real programs in test/issuing. */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { createCertificate } from '../../../client/src/certificates/create.ts';
import type { Diagnosis } from '../../../client/src/certificates/doctor.ts';
import type { HostSummary } from '../../../client/src/hosts.ts';
import { hostIn } from '../../kit/issuing.ts';
import { Pki } from '../../kit/pki.ts';
import { laid, type Situation } from '../../kit/trustStores.ts';
import { editor } from '../../kit/vscode.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));

const { registerTrustDoctor } = await import('../../../client/src/commands/certificates/doctor.ts');
const { registerReports } = await import('../../../client/src/views/reportDocument.ts');

const DOCTOR = 'apacheWsgiTls.trustDoctor';
const pki = new Pki();
afterAll(() => pki.remove());

/** The virtual hosts that the server tells of. */
let hosts: HostSummary[] = [];
const asked: unknown[] = [];
registerReports();
registerTrustDoctor({
  isRunning: () => true,
  sendRequest: async (_: string, params: unknown) => {
    asked.push(params);
    return hosts;
  },
} as never);

const root = pki.authority('root');
const chain = pki.write('chain.pem', pki.pem({ certificates: [{ names: ['app.test', 'www.app.test'], issuer: 'intermediate' }, 'intermediate'] }));

const everywhere = { nss: [[root, 'C,,']], node: root, python: root, system: root } as const;

beforeEach(() => {
  editor.reset();
  hosts = [];
  asked.length = 0;
});
afterEach(() => vi.unstubAllEnvs());

/** Makes this process one on a machine with such stores. */
function on(situation: Situation, more: Record<string, string> = {}): void {
  const { env } = laid(pki, situation);
  const none = { NODE_EXTRA_CA_CERTS: undefined, SSL_CERT_FILE: undefined, SSL_CERT_DIR: undefined, WSL_DISTRO_NAME: undefined };
  const own = { XDG_DATA_HOME: path.join(env.HOME!, 'data'), CAROOT: path.join(env.HOME!, 'mkcert') };
  for (const [name, value] of Object.entries({ ...none, ...own, ...env, ...more })) vi.stubEnv(name, value);
}

function hostWith(file: string, names: readonly string[], role: 'server' | 'chain' = 'server'): HostSummary {
  const uri = 'file:///etc/apache2/sites-enabled/app.conf';
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  return {
    uri,
    range,
    addresses: ['*:443'],
    names,
    tls: true,
    certificates: [{ role, directive: 'SSLCertificateFile', path: file, privateKey: null, uri, range, findings: [] }],
  };
}

/** Runs the command for a file as from the Explorer, with no name, up to what is offered below the report. */
async function consult(file: string) {
  const run = editor.run<Diagnosis>(DOCTOR, URI.file(file));
  const name = await editor.prompt();
  name.accept();
  await run;
  return { run, offer: await editor.prompt() };
}

/** The report that the preview was told to show. */
function report(): string {
  const uri = editor.ran.find(([command]) => command === 'markdown.showPreview')?.[1] as URI;
  return editor.providers.get(uri.scheme)!.provideTextDocumentContent(uri);
}

describe('a person', () => {
  test('chooses a certificate of the virtual hosts, whose name is filled in, or another', async () => {
    on({ nss: [[root, 'C,,']] });
    hosts = [hostWith(chain, ['*.app.test', 'app.test']), hostWith(chain, ['www.app.test']), hostWith('/etc/ssl/bundle.pem', ['app.test'], 'chain')];
    editor.show(URI.file('/etc/apache2/sites-enabled/app.conf'), '');
    const run = editor.run<Diagnosis>(DOCTOR);
    const files = await editor.prompt();
    expect(files.choices).toEqual([
      { label: 'chain.pem', description: '*.app.test, app.test', detail: chain, value: chain },
      { label: 'Browse…', description: 'another certificate', value: null },
    ]);
    files.pick('chain.pem');
    const name = await editor.prompt();
    expect([name.value, name.step, name.problem]).toEqual(['app.test', '2/2', undefined]);
    name.type('*.app.test');
    expect(name.problem).toContain('No site is opened as');
    name.type('a b');
    expect(name.problem).toContain('is no host name');
    name.type('www.app.test');
    name.accept();
    const diagnosis = await run;
    expect(asked).toEqual([{ uri: 'file:///etc/apache2/sites-enabled/app.conf' }]);
    expect(diagnosis?.verdicts.find(({ store }) => store === 'chromium')?.trusted).toBe(true);
    expect(report()).toContain('**Opened as:** www\\.app\\.test');
    expect(editor.progress[0]).toMatchObject({ title: 'Asking what of this machine trusts the certificate', cancellable: true });
  });

  test('may browse, and may give up', async () => {
    on({});
    editor.show(URI.file('/srv/app.py'), '', 0, 'python');
    const run = editor.run(DOCTOR);
    (await editor.prompt()).pick('Browse…');
    (await editor.prompt()).pick(chain);
    const name = await editor.prompt();
    expect(name.value).toBe('');
    name.dismiss();
    expect(await run).toBeUndefined();
    expect(asked).toEqual([{ uri: null }]);
    expect([editor.ran, editor.progress]).toEqual([[], []]);
  });
});

describe('the report', () => {
  test('says of each store whether it trusts the certificate, and why', async () => {
    on({ nss: [[root, 'C,,']], node: root });
    await consult(chain);
    const rows = report().split('\n');
    const [title] = rows;
    expect(title).toBe('# Trust of app\\.test');
    expect(rows).toContainEqual(expect.stringMatching(/^\| Chromium .* \| ✔ yes \| Its chain ends at Test root\\, which is trusted here\\\. \|$/));
    expect(rows).toContainEqual(expect.stringMatching(/^\| Python .* \| ✘ \*\*no\*\* \| “Test root” is not there/));
    expect(rows).toContainEqual(expect.stringMatching(/^- \*\*Result:\*\* 2 of 5 stores on this machine trust it\\\.$/));
  });

  test('says what could not be told, and why', async () => {
    on({}, { PATH: pki.folder });
    await consult(chain);
    expect(report()).toMatch(/\| Chromium .* \| could not be told \| .*certutil of NSS\\, which is not installed/);
    expect(report()).toMatch(/\*\*Result:\*\* 0 of 2 stores .* Of 1 it could not be told/);
  });

  test('makes no markup of what a file is called', async () => {
    on({});
    const file = path.join(pki.folder, '[a](https:__b) ![c](d) <img src=x> `|*_#.pem');
    copyFileSync(chain, file);
    await consult(file);
    const line = report()
      .split('\n')
      .find((one) => one.startsWith('- **Certificate:**'))!;
    expect(line.replace('- **Certificate:**', '').replaceAll(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[!-/:-@[-`{-~]/);
    expect(line.replaceAll('\\', '')).toBe(`- **Certificate:** ${file}`);
  });

  test('is a text where the editor has no preview', async () => {
    on({});
    editor.others['markdown.showPreview'] = new Error("command 'markdown.showPreview' not found");
    await consult(chain);
    expect(editor.active?.document.getText()).toBe(report());
  });
});

describe('offered next', () => {
  test('is to trust the authority that made it, and to inspect it', async () => {
    on({});
    const host = hostIn(pki.folder, { authorities: path.join(process.env.XDG_DATA_HOME!, 'apache-wsgi-tls/authorities') });
    const made = await createCertificate({ names: ['own.test'], folder: path.join(pki.folder, 'own'), maker: 'builtin', keyType: 'ecdsa-p256' }, host);
    const { offer } = await consult(made.chain);
    expect(editor.said.at(-1)).toMatchObject({ kind: 'warning', message: 'own.test: 0 of 5 stores on this machine trust it.', modal: false });
    offer.pick('Trust Its Authority…');
    await vi.waitFor(() => expect(editor.ran.at(-1)).toEqual(['apacheWsgiTls.trustAuthority', { prefill: { authority: made.authority } }]));
    const { offer: second } = await consult(made.chain);
    second.pick('Inspect');
    await vi.waitFor(() => expect(editor.ran.at(-1)).toEqual(['apacheWsgiTls.inspectCertificate', URI.file(made.chain)]));
  });

  test('names the store where one alone does not trust it', async () => {
    on({ ...everywhere, nss: [] });
    const { offer: several } = await consult(chain);
    expect(several.choices.map(({ label }) => label)).toEqual(['Trust Its Authority…', 'Inspect', 'Copy Report']);
    on(everywhere);
    const { offer } = await consult(chain);
    offer.pick('Trust in the System…');
    await vi.waitFor(() => expect(editor.ran.at(-1)).toEqual(['apacheWsgiTls.trustAuthority', { prefill: { store: 'system' } }]));
  });

  test('is to renew what no authority could make good', async () => {
    on({});
    const expired = pki.write('expired.pem', pki.pem({ certificates: [{ names: ['app.test'], issuer: 'root', days: [-30, -2] }] }));
    const { offer } = await consult(expired);
    expect(report()).toContain('## Wrong wherever it is looked at\n\n- It expired on');
    offer.pick('Renew…');
    await vi.waitFor(() => expect(editor.ran.at(-1)).toEqual(['apacheWsgiTls.renewCertificate', URI.file(expired)]));
  });

  test('is the report to copy', async () => {
    on({});
    const { offer } = await consult(chain);
    offer.pick('Copy Report');
    await vi.waitFor(() => expect(editor.clipboard).toBe(report()));
  });
});

describe('by options', () => {
  test('it gives the report as data, and asks and shows nothing', async () => {
    on({ nss: [[root, 'C,,']] });
    const diagnosis = await editor.run<Diagnosis>(DOCTOR, { certificate: chain, name: 'APP.test' });
    expect(diagnosis).toMatchObject({ title: 'app.test', problems: [] });
    expect(diagnosis.verdicts.map(({ store, trusted }) => [store, trusted])).toEqual([
      ['system', false],
      ['chromium', true],
      ['node', false],
      ['python', false],
      ['python', false],
    ]);
    expect([editor.said, editor.ran, editor.pending()]).toEqual([[], [], []]);
  });

  test.each([
    [{ certificate: 'chain.pem' }, 'The option certificate is an absolute path'],
    [{ certificate: '/none/chain.pem' }, '/none/chain.pem does not exist'],
    [{ certificate: chain, name: '*.app.test' }, 'No site is opened as'],
    [{ certificate: chain, name: 7 }, 'looks like an IP address'],
  ])('%j is refused in words', async (options, words) => {
    on({});
    await expect(editor.run(DOCTOR, options)).rejects.toThrow(words);
  });

  test('in a workspace that nobody has trusted it starts no program, and says so', async () => {
    on({ nss: [[root, 'C,,']] });
    editor.trusted = false;
    const { verdicts } = await editor.run<Diagnosis>(DOCTOR, { certificate: chain });
    expect(verdicts.map(({ trusted }) => trusted)).toEqual([false, null, null, null]);
    expect(verdicts[1]?.reason).toContain('this workspace is not trusted');
  });

  test('it can be cancelled while a program is asked', async () => {
    const bin = path.join(pki.folder, 'slow');
    mkdirSync(bin);
    writeFileSync(path.join(bin, 'node'), `#!/bin/sh\n: > '${bin}/started'\nexec /bin/sleep 600\n`, { mode: 0o755 });
    on({}, { PATH: bin });
    const run = editor.run<Diagnosis>(DOCTOR, { certificate: chain });
    await vi.waitFor(() => expect(existsSync(path.join(bin, 'started'))).toBe(true), { timeout: 20_000 });
    editor.progress[0]!.cancel();
    await expect(run).rejects.toThrow('Cancelled');
  });
});
