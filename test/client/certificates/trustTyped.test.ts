/** What “Trust an Authority” types into a terminal, run by that terminal's shell: the doctor's answer changes with it, and real clients open the site. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { URI } from 'vscode-uri';
import type { Diagnosis } from '../../../client/src/certificates/doctor.ts';
import { editor } from '../../kit/vscode.ts';
import { confirmation, DISTRUST, OwnMachine, TRUST, TYPE } from './ownMachine.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));

const { registerTrust } = await import('../../../client/src/commands/certificates/trust.ts');
const { registerTrustDoctor } = await import('../../../client/src/commands/certificates/doctor.ts');
registerTrust();
registerTrustDoctor({ isRunning: () => false } as never);

const machine = new OwnMachine();
const created = await machine.fill();
afterAll(() => machine.remove());
beforeEach(() => {
  editor.reset();
  machine.enter();
});
afterEach(() => vi.unstubAllEnvs());

/** What was typed into the only terminal, as that shell takes it from its keyboard. */
function asTyped() {
  const [terminal] = editor.terminals;
  const { shellPath, cwd } = terminal!.options;
  const input = terminal!.typed.map(({ text }) => `${text}\n`).join('');
  return spawnSync(shellPath!, { input, cwd, env: machine.env, encoding: 'utf8', timeout: 60_000 });
}

/** Takes the trust in our authority away by other means, so that two databases differ. */
function distrustIn(database: string): void {
  const run = (...args: readonly string[]) => execFileSync('certutil', [...args, '-d', `sql:${database}`], { encoding: 'utf8' });
  const [alias = ''] = /apache-wsgi-tls-\w+/.exec(run('-L')) ?? [];
  run('-M', '-n', alias, '-t', ',,');
}

/** What a shell ends with that is given these lines while this process goes on serving. */
async function statusOf(lines: string): Promise<number | null> {
  const child = spawn('/bin/sh', { cwd: machine.home, env: machine.env, stdio: ['pipe', 'ignore', 'ignore'], timeout: 60_000 });
  child.stdin.end(`${lines}\n`);
  return await new Promise((resolve) => child.once('close', resolve));
}

/** A server with our certificate, for as long as `work` takes. */
async function serving<T>(work: (port: number) => Promise<T>): Promise<T> {
  const server = tls.createServer({ cert: readFileSync(created.chain), key: readFileSync(created.privateKey) }, (socket) =>
    socket.on('error', () => undefined),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

async function trustOfChromium(): Promise<(boolean | null)[]> {
  const { verdicts } = await editor.run<Diagnosis>('apacheWsgiTls.trustDoctor', { certificate: created.chain, name: 'app.test' });
  return verdicts.filter(({ store }) => store === 'chromium').map(({ trusted }) => trusted);
}

describe('what is typed', () => {
  test('makes Chromium trust the authority, as the doctor says, and takes it back', async () => {
    expect(await trustOfChromium()).toEqual([false, false]);
    const first = await confirmation(TRUST, created.authority, 'Chromium');
    expect(editor.terminals).toEqual([]);
    first.message.pick(TYPE);
    await first.run;
    expect(editor.terminals).toMatchObject([{ shown: true, typed: [{ execute: true }], options: { shellPath: '/bin/sh', cwd: machine.home } }]);
    expect(editor.terminals[0]!.typed[0]!.text).not.toContain('\n');
    expect(asTyped()).toMatchObject({ status: 0, stderr: '' });
    expect(await trustOfChromium()).toEqual([true, true]);

    editor.reset();
    distrustIn(machine.databases[0]);
    const partly = editor.run(DISTRUST, { prefill: { authority: created.authority } });
    const stores = await editor.prompt();
    expect(stores.choices.find(({ label }) => label.startsWith('Chromium'))).toMatchObject({ description: 'trusts it in part' });
    expect(stores.active).toMatch(/^Chromium/);
    stores.dismiss();
    await partly;

    const last = await confirmation(DISTRUST, created.authority, 'Chromium');
    last.message.pick(TYPE);
    await last.run;
    expect(asTyped()).toMatchObject({ status: 0, stderr: '' });
    expect(await trustOfChromium()).toEqual([false, false]);
  });

  test('is marked once a store trusts the authority', async () => {
    vi.stubEnv('NODE_EXTRA_CA_CERTS', created.authority);
    const run = editor.run(TRUST, URI.file(created.authority));
    const stores = await editor.prompt();
    expect(stores.choices.map(({ label, description }) => [label, description])).toContainEqual(['$(check) Node', 'trusts it']);
    stores.dismiss();
    await run;
  });

  test.each([
    ['Node', `node -e "require('tls').connect({port: PORT, host: '127.0.0.1', servername: 'app.test'}, function () { this.end(); })"`],
    [
      'Python',
      `/usr/bin/python3 -c "import socket, ssl; ssl.create_default_context().wrap_socket(socket.create_connection(('127.0.0.1', PORT)), server_hostname='app.test')"`,
    ],
  ])('has %s open a site in that terminal', async (store, client) => {
    const { run, message } = await confirmation(TRUST, created.authority, store);
    message.pick(TYPE);
    await run;
    const { typed } = editor.terminals[0]!;
    const outcome = await serving(async (port) => {
      const connect = client.replace('PORT', String(port));
      return [await statusOf(connect), await statusOf(`${typed[0]!.text}\n${connect}`)];
    });
    expect(outcome).toEqual([1, 0]);
  });
});
