/** Programs that are missing, planted, slow, loud, broken or lying: a clear message, no process and no file left. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type Created, createCertificate } from '../../client/src/certificates/create.ts';
import type { Host } from '../../client/src/certificates/host.ts';
import type { MakerId } from '../../client/src/certificates/makers/index.ts';
import { hostIn, refusal } from '../kit/issuing.ts';
import { fakeTool, installed } from './tools.ts';

const root = mkdtempSync(path.join(tmpdir(), 'issuing-tools-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
let tools: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(root, 'case-'));
  tools = path.join(folder, 'bin');
  target = path.join(folder, 'certificates');
});

function hostWith(more: Partial<Host> = {}): Host {
  return hostIn(folder, { env: { HOME: folder, PATH: `${tools}:/usr/bin:/bin` }, ...more });
}

function create(maker: MakerId, host: Host = hostWith()): Promise<Created> {
  return createCertificate({ names: ['app.test'], folder: target, maker, keyType: 'ecdsa-p256' }, host);
}

/** Whether a process is there still, zombies aside. */
function isRunning(pid: string): boolean {
  return existsSync(`/proc/${pid}/stat`) && !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** A stand-in for mkcert that answers where its authority is and then does something else. */
function fakeMkcert(script: string): void {
  fakeTool(tools, 'mkcert', `if [ "$1" = -CAROOT ]; then echo '${folder}/root'; exit 0; fi\n${script}`);
}

describe.each(['mkcert', 'openssl'] as const)('a fake %s that', (maker) => {
  const fake = (script: string) => (maker === 'mkcert' ? fakeMkcert(script) : fakeTool(tools, 'openssl', script));

  test.each([
    ['hangs', `echo $$ > ../../pid; sleep 600`, 'gave no answer within 0.5 s and was stopped'],
    ['hangs in a child of its own', `sleep 600 & echo $! > ../../pid; wait`, 'gave no answer within 0.5 s and was stopped'],
    ['ends but leaves a child that holds its output', `sleep 600 & echo $! > ../../pid; exit 0`, 'gave no answer within 0.5 s and was stopped'],
    ['floods its output', 'exec cat /dev/zero', 'wrote without end and was stopped'],
    ['floods its errors', 'exec cat /dev/zero >&2', 'wrote without end and was stopped'],
    ['fails', 'echo starting; echo "cannot do that" >&2; exit 3', 'ended with status 3:\ncannot do that'],
    ['fails silently', 'exit 1', 'ended with status 1 and gave no reason'],
    ['is killed', 'kill -9 $$', 'was ended by SIGKILL'],
    ['does nothing', 'exit 0', 'made no key and certificate that can be read'],
    ['writes junk', 'for f in key certificate request; do echo junk > $f.pem; done', 'made no key and certificate that can be read'],
    ['writes folders', 'mkdir -p key.pem certificate.pem', 'made no key and certificate that can be read'],
    ['writes endless files', 'for f in key certificate; do ln -sf /dev/zero $f.pem; done', 'made no key and certificate that can be read'],
    ['writes huge files', 'for f in key certificate; do truncate -s 3M $f.pem; done', 'made no key and certificate that can be read'],
    ['writes pipes', 'mkfifo key.pem certificate.pem 2>/dev/null; exit 0', 'made no key and certificate that can be read'],
  ])('%s', async (_, script, reason) => {
    fake(script);
    const message = await refusal(create(maker, hostWith(/s and was/.test(reason) ? { timeout: 500 } : {})));
    expect(message).toContain(reason);
    expect(message).toContain(`Check that ${path.join(tools, maker)} is the real ${maker}, or choose another maker.`);
    expect(existsSync(target)).toBe(false);
    if (existsSync(path.join(folder, 'pid'))) await expect.poll(() => isRunning(readFileSync(path.join(folder, 'pid'), 'utf8').trim())).toBe(false);
  });

  test.each([
    ['another key', { names: ['app.test'], key: 'other' }, 'the private key is not the one of the certificate'],
    ['another name', { names: ['other.test'] }, 'it is for DNS other.test'],
    ['a name too many', { names: ['app.test', 'evil.test'] }, 'it is for DNS app.test, DNS evil.test'],
    ['another key type', { names: ['app.test'], keyType: 'ecdsa-p384' }, 'its key is not ecdsa-p256'],
    ['two certificates', { names: ['app.test'], file: 'chain' }, 'not one certificate'],
  ] as const)('gives a certificate with %s', async (_, { names, ...wrong }, reason) => {
    const keyType = 'keyType' in wrong ? wrong.keyType : 'ecdsa-p256';
    const elsewhere = path.join(folder, 'elsewhere');
    const given = await createCertificate({ names, folder: elsewhere, maker: 'builtin', keyType, fileName: 'given' }, hostWith());
    const other = await createCertificate({ names, folder: elsewhere, maker: 'builtin', keyType, fileName: 'other' }, hostWith());
    mkdirSync(path.join(folder, 'root'));
    writeFileSync(path.join(folder, 'root/rootCA.pem'), readFileSync(given.authority));
    const key = 'key' in wrong ? other.privateKey : given.privateKey;
    const certificate = 'file' in wrong ? given.chain : given.certificate;
    fake(`cp '${key}' key.pem; cp '${certificate}' certificate.pem; exit 0`);
    expect(await refusal(create(maker))).toContain(reason);
    expect(existsSync(target)).toBe(false);
  });

  test('is signed by somebody else', async () => {
    const strange = await createCertificate(
      { names: ['app.test'], folder: path.join(folder, 'x'), maker: 'builtin', keyType: 'ecdsa-p256' },
      hostIn(path.join(folder, 'y')),
    );
    const own = await createCertificate({ names: ['app.test'], folder: path.join(folder, 'z'), maker: 'builtin', keyType: 'ecdsa-p256' }, hostWith());
    mkdirSync(path.join(folder, 'root'));
    writeFileSync(path.join(folder, 'root/rootCA.pem'), readFileSync(own.authority));
    fake(`cp '${strange.privateKey}' key.pem; cp '${strange.certificate}' certificate.pem; exit 0`);
    expect(await refusal(create(maker))).toContain('it is not signed by the authority that would be trusted');
    expect(existsSync(target)).toBe(false);
  });

  test('is in the way when somebody cancels', async () => {
    const stop = new AbortController();
    fake(`echo $$ > ../../pid; exec sleep 600`);
    const work = refusal(create(maker, hostWith({ signal: stop.signal })));
    await expect.poll(() => existsSync(path.join(folder, 'pid')) && readFileSync(path.join(folder, 'pid'), 'utf8')).toMatch(/\n/);
    stop.abort();
    expect(await work).toBe('Cancelled. Nothing was written.');
    expect(existsSync(target)).toBe(false);
    await expect.poll(() => isRunning(readFileSync(path.join(folder, 'pid'), 'utf8').trim())).toBe(false);
  });
});

describe.each(['mkcert', 'openssl'] as const)('%s', (maker) => {
  const witness = () => path.join(folder, 'witness');
  const plant = (where: string) => fakeTool(where, maker, `echo started > '${witness()}'; exit 1`);

  test('is missed where it is not installed', async () => {
    const message = await refusal(create(maker, hostWith({ env: { HOME: folder, PATH: tools } })));
    expect(message).toBe(`${maker} was not found on PATH. Install it, name it in the settings, or choose the built-in maker.`);
  });

  test('is not started from the workspace, from a folder that PATH names by its place, or through a link into the workspace', async () => {
    const workspace = path.join(folder, 'workspace');
    const planted = plant(path.join(workspace, 'node_modules/.bin'));
    plant(path.join(folder, 'beside'));
    mkdirSync(tools, { recursive: true });
    symlinkSync(planted, path.join(tools, maker));
    symlinkSync(workspace, path.join(folder, 'link'));
    const PATH = [
      path.dirname(planted),
      '',
      '.',
      path.relative(process.cwd(), path.join(folder, 'beside')),
      path.join(folder, 'link/node_modules/.bin'),
      tools,
    ].join(':');
    expect(await refusal(create(maker, hostWith({ env: { HOME: folder, PATH } })))).toContain('was not found on PATH');
    for (const file of [planted, path.relative(process.cwd(), path.join(folder, 'beside', maker)), path.join(folder, 'missing')]) {
      expect(await refusal(create(maker, hostWith({ programs: { [maker]: file } })))).toContain(`The settings name ${file} as ${maker}, which cannot be used`);
    }
    expect(existsSync(witness())).toBe(false);
  });

  test('is not started in a workspace that is not trusted', async () => {
    plant(tools);
    expect(await refusal(create(maker, hostWith({ trusted: false })))).toContain('this workspace is not trusted');
    expect(existsSync(witness())).toBe(false);
  });

  test('is taken from the settings first', async () => {
    plant(tools);
    const made = await create(maker, hostWith({ programs: { [maker]: installed(maker) } }));
    expect(existsSync(made.certificate)).toBe(true);
    expect(existsSync(witness())).toBe(false);
  });

  test('gets a private folder, few variables and no way into the workspace', async () => {
    const workspace = path.join(folder, 'workspace/bin');
    mkdirSync(workspace, { recursive: true });
    fakeTool(tools, maker, `pwd > '${witness()}'; stat -c %a . >> '${witness()}'; env >> '${witness()}'; exit 1`);
    const env = { HOME: folder, PATH: `${workspace}:${tools}:/usr/bin:/bin`, LD_PRELOAD: '/x', OPENSSL_CONF: '/x', SECRET: 'x', NODE_OPTIONS: '-x' };
    await refusal(create(maker, hostWith({ env })));
    const [cwd, mode, ...seen] = readFileSync(witness(), 'utf8').trim().split('\n');
    expect(path.dirname(cwd ?? '')).toBe(target);
    expect(mode).toBe('700');
    expect(seen.filter((line) => /^(?:LD_PRELOAD|SECRET|NODE_OPTIONS)=|OPENSSL_CONF=\/x/.test(line))).toEqual([]);
    expect(seen.includes('TRUST_STORES=none')).toBe(maker === 'mkcert');
    expect(seen).toContain(`PATH=${tools}:/usr/bin:/bin`);
  });
});

describe('mkcert', () => {
  test('without a home says so', async () => {
    expect(await refusal(create('mkcert', hostWith({ env: { PATH: '/usr/bin:/bin' } })))).toContain('there is no home folder (HOME)');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('with an authority folder that would be lost says so', async () => {
    expect(await refusal(create('mkcert', hostWith({ env: { PATH: '/usr/bin:/bin', HOME: folder, CAROOT: 'here' } })))).toContain('which is no absolute path');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('tells of an authority that it had to make, once', async () => {
    expect((await create('mkcert')).notes).toEqual([expect.stringContaining('mkcert made a new authority')]);
    const again = await createCertificate({ names: ['b.test'], folder: target, maker: 'mkcert' }, hostWith());
    expect(again.notes).toEqual([]);
    expect(again.authority).toBe(path.join(folder, '.local/share/mkcert/rootCA.pem'));
  });
});

describe('without a home', () => {
  test.each(['builtin', 'openssl'] as const)('%s works', async (maker) => {
    const made = await create(maker, hostWith({ env: { PATH: '/usr/bin:/bin' } }));
    expect(readdirSync(target).sort()).toEqual(['app.test-fullchain.pem', 'app.test-key.pem', 'app.test.pem']);
    expect(made.notes).toEqual([]);
  });
});

test('openssl is looked for in the folders of Git for Windows too', async () => {
  const programs = path.join(folder, 'Program Files');
  fakeTool(path.join(programs, 'Git/usr/bin'), 'openssl.exe', `exec '${installed('openssl')}' "$@"`);
  const made = await create('openssl', hostWith({ platform: 'win32', env: { PATH: tools, ProgramFiles: programs, SystemRoot: folder } }));
  expect(existsSync(made.certificate)).toBe(true);
});
