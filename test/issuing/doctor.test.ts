/** The trust doctor, held against those that it speaks of: its verdicts are those of the real NSS, Node, Python and curl. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { diagnoseTrust, type Verdict } from '../../client/src/certificates/doctor.ts';
import { describeMachine } from '../../client/src/certificates/machine.ts';
import { hostIn, openssl, refusal } from '../kit/issuing.ts';
import { Pki } from '../kit/pki.ts';
import { type Laid, laid as layOut, PROGRAMS, real, type Situation } from '../kit/trustStores.ts';

const pki = new Pki();
afterAll(() => pki.remove());

const key = pki.key('EC 1');
const root = pki.authority('root');
const leaf = pki.pem({ certificates: [{ names: ['localhost'], issuer: 'intermediate' }] });
const chain = `${leaf}${pki.authority('intermediate')}`;

/** A machine with such stores. */
function laid(situation: Situation): Laid {
  return layOut(pki, situation);
}

function verdicts(served: string, situation: Laid, name = 'localhost'): Promise<readonly Verdict[]> {
  const host = hostIn(pki.folder, { env: situation.env });
  const certificate = pki.write('served.pem', served);
  return diagnoseTrust({ certificate, name }, situation.machine, host).then((diagnosis) => diagnosis.verdicts);
}

function byStore(found: readonly Verdict[]): Record<string, boolean | null> {
  return Object.fromEntries(found.filter(({ title }) => !title.includes('requests')).map(({ store, trusted }) => [store, trusted]));
}

const everywhere = { nss: [[root, 'C,,']], system: root, node: root, python: root } as const;
const expired = pki.pem({ certificates: [{ names: ['localhost'], issuer: 'intermediate', days: [-30, -2] }] });
const lateIntermediate = pki.pem({
  certificates: [{ names: [], commonName: 'Test intermediate', key: 'EC intermediate', isCa: true, issuer: 'root', days: [-60, -1] }],
});
const alone = pki.pem({ certificates: [{ names: ['localhost'] }] });
const client = signed('client', 'extendedKeyUsage=clientAuth\nsubjectAltName=DNS:localhost');
const constrained = own('nameConstraints=critical,permitted;DNS:test');
const outside = signed('outside', 'subjectAltName=DNS:localhost', constrained);

/** An authority with extensions in the language of openssl; its key is that of the tests' root. */
function own(extensions: string): string {
  const config = pki.write('own.cnf', `[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Bound\n[x]\nbasicConstraints=critical,CA:TRUE\n${extensions}\n`);
  const key = pki.write('root.key', pki.key('EC root'));
  return openssl(pki.folder, 'req', '-x509', '-key', key, '-days', '90', '-config', config, '-extensions', 'x').toString();
}

function signed(name: string, extensions: string, issuer = root): string {
  const request = pki.write('leaf.csr', openssl(pki.folder, 'req', '-new', '-key', pki.write('leaf.key', key), '-subj', `/CN=${name}`));
  const files = [pki.write('issuer.pem', issuer), pki.write('root.key', pki.key('EC root')), pki.write('leaf.cnf', extensions)];
  return openssl(
    pki.folder,
    'x509',
    '-req',
    '-in',
    request,
    '-CA',
    files[0]!,
    '-CAkey',
    files[1]!,
    '-days',
    '30',
    '-set_serial',
    '7',
    '-extfile',
    files[2]!,
  ).toString();
}

describe('agrees with the real ones', () => {
  test.each<[string, string, Situation, Record<string, RegExp>]>([
    ['where the authority is trusted', chain, everywhere, { system: /^Its chain ends at Test root, which is trusted here/ }],
    ['where nobody knows the authority', chain, {}, { node: /“Test root” is not there, and the chain ends at it/, chromium: /“Test root” is not there/ }],
    [
      'where NSS knows it and does not trust it',
      chain,
      { ...everywhere, nss: [[root, ',,']] },
      { chromium: /“Test root” is there, but not trusted for servers/ },
    ],
    ['where NSS distrusts it', chain, { ...everywhere, nss: [[root, 'p,p,p']] }, { chromium: /“Test root” is there, but not trusted/ }],
    ['where Node alone was told', chain, { node: root }, { node: /which is trusted here/, python: /“Test root” is not there/ }],
    ['where Python alone was told', chain, { python: root }, { python: /which is trusted here/, node: /“Test root” is not there/ }],
    ['where the server does not send the intermediate', leaf, everywhere, { node: /“Test intermediate” is not there.*have the server send it/ }],
    [
      'where Node and Python have the intermediate alone',
      leaf,
      { node: pki.authority('intermediate'), python: pki.authority('intermediate') },
      { node: /“Test root” is not there/ },
    ],
    [
      'where Node and Python have both',
      leaf,
      { node: pki.authority('intermediate') + root, python: root + pki.authority('intermediate') },
      { node: /is trusted here/ },
    ],
    ['where the certificate has expired', expired + pki.authority('intermediate'), everywhere, { node: /^It expired on .* Renew it\.$/ }],
    [
      'where the intermediate has expired',
      leaf + lateIntermediate,
      everywhere,
      { python: /^Test intermediate, which is on the way to Test root, is not valid today/ },
    ],
    [
      'where NSS trusts the intermediate for itself',
      chain,
      { nss: [[pki.authority('intermediate'), 'C,,']] },
      { chromium: /^Its chain ends at Test intermediate/ },
    ],
    [
      'where it signed itself and is trusted for itself',
      alone,
      { nss: [[alone, 'P,,']], system: alone, node: alone, python: alone },
      { node: /^Its chain ends at localhost/ },
    ],
    ['where it signed itself and nobody knows it', alone, {}, { system: /“localhost” is not there/ }],
    ['where it is for clients', client, everywhere, { python: /^It is not meant for servers \(clients \(TLS\)\)/ }],
    [
      'where its authority may not sign the name',
      outside,
      { nss: [[constrained, 'C,,']], system: constrained, node: constrained, python: constrained },
      { node: /name constraints leave some out/ },
    ],
  ])('%s', async (_, served, situation, reasons) => {
    const laidOut = laid(situation);
    const [found, expected] = await Promise.all([verdicts(served, laidOut), real(pki, { served, key }, laidOut)]);
    expect(byStore(found)).toEqual(expected);
    for (const [store, reason] of Object.entries(reasons)) expect(found.find((one) => one.store === store)?.reason).toMatch(reason);
  });
});

describe('says', () => {
  test('what is wrong wherever it is looked at', async () => {
    const odd = pki.pem({ certificates: [{ names: [], key: 'RSA-1024 odd', hash: 'sha1', days: [3, 9], isCa: true }] });
    const { problems } = await diagnoseTrust(
      { certificate: pki.write('odd.pem', odd), name: 'localhost' },
      laid({}).machine,
      hostIn(pki.folder, { env: { PATH: PROGRAMS } }),
    );
    const said = [/not valid before/, /of an authority/, /no subjectAltName/, /signed with SHA-1/, /1024 bits/];
    expect(problems).toEqual(said.map((pattern) => expect.stringMatching(pattern)));
  });

  test.each(['localhost', '127.0.0.1', 'a.b.test'])('that it is for other names than %s', async (name) => {
    const other = pki.pem({ certificates: [{ names: ['*.test', '::1'], issuer: 'root' }] });
    const found = await verdicts(other, laid(everywhere), name);
    expect(found.map(({ trusted }) => trusted)).toEqual(found.map(() => false));
    expect(found[0]?.reason).toBe(`It is not for “${name}”. Have it made anew with that name.`);
  });

  test('that the common name does not count', async () => {
    const named = pki.pem({ certificates: [{ names: ['127.0.0.1'], commonName: 'localhost', issuer: 'root' }] });
    expect((await verdicts(named, laid(everywhere)))[0]?.reason).toContain('It is not for “localhost”');
    expect((await verdicts(named, laid(everywhere), '127.0.0.1'))[0]?.trusted).toBe(true);
  });

  test('that requests goes by a list of its own', async () => {
    const found = await verdicts(chain, laid({ system: root }));
    expect(found.filter(({ title }) => title.includes('with requests'))).toMatchObject([{ store: 'python', trusted: true }]);
  });

  test('what it could not find out, and how it could', async () => {
    const situation = laid(everywhere);
    const bin = path.join(pki.folder, 'lying');
    mkdirSync(bin);
    writeFileSync(path.join(bin, 'node'), '#!/bin/sh\necho yes\n', { mode: 0o755 });
    const found = await verdicts(chain, { ...situation, env: { ...situation.env, PATH: bin } });
    expect(found.map(({ store, trusted, reason }) => [store, trusted, reason])).toEqual([
      ['system', true, expect.stringContaining('is trusted here')],
      ['chromium', null, expect.stringContaining('sudo apt install libnss3-tools')],
      ['node', null, expect.stringContaining('did not say what it trusts')],
    ]);
  });

  test('that nothing is started in a workspace that is not trusted', async () => {
    const situation = laid(everywhere);
    const host = hostIn(pki.folder, { env: situation.env, trusted: false });
    const { verdicts: found } = await diagnoseTrust({ certificate: pki.write('t.pem', chain) }, situation.machine, host);
    expect(found.filter(({ store }) => store !== 'system').map(({ trusted, reason }) => [trusted, reason.includes('not trusted')])).toEqual([
      [null, true],
      [null, true],
      [null, true],
    ]);
  });

  test('of Firefox what its profile says', async () => {
    const { machine, env, database } = laid(everywhere);
    const profile = path.join(machine.home, '.mozilla/firefox/one.default');
    mkdirSync(path.dirname(profile), { recursive: true });
    spawnSync('cp', ['-r', database, profile]);
    const host = hostIn(pki.folder, { env, platform: 'linux' });
    const described = await describeMachine(host);
    const found = (await diagnoseTrust({ certificate: pki.write('f.pem', chain), name: 'localhost' }, described, host)).verdicts;
    expect(found.filter(({ store }) => store === 'firefox')).toEqual([
      { store: 'firefox', title: 'Firefox (one.default)', trusted: true, reason: 'Its chain ends at Test root, which is trusted here.' },
    ]);
  });

  test('that a browser without a database trusts the public roots alone', async () => {
    const situation = laid(everywhere);
    const machine = { ...situation.machine, chromiumDatabases: [path.join(pki.folder, 'none')] };
    expect((await verdicts(chain, { ...situation, machine })).find(({ store }) => store === 'chromium')).toMatchObject({
      trusted: false,
      title: expect.stringContaining('not made yet'),
    });
    expect(existsSync(path.join(pki.folder, 'none'))).toBe(false);
  });

  test('that a request is no certificate', async () => {
    const request = pki.write('r.csr', openssl(pki.folder, 'req', '-new', '-key', pki.write('leaf.key', key), '-subj', '/CN=a'));
    expect(await refusal(diagnoseTrust({ certificate: request }, laid({}).machine, hostIn(pki.folder)))).toContain('holds no certificate');
  });

  test('it without leaving anything behind', async () => {
    const temporary = path.join(pki.folder, 'temporary');
    mkdirSync(temporary);
    vi.stubEnv('TMPDIR', temporary);
    expect((await verdicts(chain, laid(everywhere)))[0]?.trusted).toBe(true);
    vi.unstubAllEnvs();
    expect(readdirSync(temporary)).toEqual([]);
  });
});
