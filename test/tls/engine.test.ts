/** Where TLS is on although no line says so: what we say, and which servers the real httpd configures for TLS. */
import { afterAll, describe, expect, test } from 'vitest';
import { apacheIsAsked } from '../kit/apache.ts';
import { Pki } from '../kit/pki.ts';
import { startOnLoopback } from '../kit/start.ts';
import { host, pairIn, tlsFindingsOf } from './verdicts.ts';

const pki = new Pki();
afterAll(() => pki.remove());

const PAIR = pairIn(pki);

/** Listen lines, and a virtual host with a certificate at these addresses; whether it speaks TLS. */
const ADDRESSES: readonly (readonly [listen: string, addresses: string, speaks: boolean])[] = [
  ['Listen 443', '*:443', true],
  ['Listen 443', '_default_:443', true],
  ['Listen 8443 https', '*:8443', true],
  ['Listen 8443 HTTPS', '*:8443', true],
  ['Listen 8443', '*:8443', false],
  ['Listen 443 http', '*:443', false],
  ['Listen 127.0.0.1:8443 https', '127.0.0.1:8443', true],
  ['Listen 127.0.0.1:8443 https', '*:8443', false],
  ['Listen 127.0.0.1:8443 https', '127.0.0.2:8443', false],
  ['Listen 127.0.0.1:8443 https', '127.0.0.2:8443 127.0.0.1:8443', true],
  ['Listen 127.0.0.1:8443 https\nListen 127.0.0.2:8080', '127.0.0.1:8443 127.0.0.2:8080', true],
  ['Listen 127.0.0.1:8443 https\nListen 127.0.0.2:8080', '127.0.0.2:8080 127.0.0.1:8443', false],
  ['Listen 8443 https', '*', false],
  ['Listen 80', '*:443', false],
];

/** Other ways to switch TLS on or off. */
const LINES: readonly (readonly [what: string, text: string, speaks: boolean])[] = [
  ['Protocol https', `Listen 8443\n${host(`${PAIR}Protocol https`, '*:8443')}`, true],
  ['Protocol http', `Listen 443\n${host(`${PAIR}Protocol http`)}`, false],
  ['SSLEngine optional', `Listen 443\n${host(`${PAIR}SSLEngine optional`)}`, false],
  ['SSLEngine off', `Listen 443\n${host(`${PAIR}SSLEngine off`)}`, false],
  ['SSLEngine off at server level', `Listen 443\nSSLEngine off\n${host(PAIR)}`, false],
];

const CASES = [
  ...ADDRESSES.map(([listen, addresses, speaks]) => [`${listen} with ${addresses}`, `${listen}\n${host(PAIR, addresses)}`, speaks] as const),
  ...LINES,
];

describe('TLS without SSLEngine on', () => {
  test.each(CASES)('%s', (_, text, speaks) => {
    const found = tlsFindingsOf(pki.folder, `ServerName blog.test\n${text}`).filter(({ code }) => code === 'certificate-without-engine');
    const wanted = text.includes('SSLEngine') ? [] : [speaks ? 'hint' : 'warning'];
    expect(found.map(({ severity }) => severity)).toEqual(wanted);
  });

  // a protocol that leaves nothing is an error exactly where TLS is on
  test.each(CASES)('%s, as the rules about start see it', (_, text, speaks) => {
    const errors = tlsFindingsOf(pki.folder, `SSLProtocol -all\n${text}`).filter(({ code, severity }) => code === 'no-protocol' && severity === 'error');
    expect(errors).toHaveLength(speaks ? 1 : 0);
  });
});

describe.runIf(apacheIsAsked())('httpd', () => {
  test.concurrent.each(CASES)('agrees about %s', async (_, text, speaks) => {
    const { started, log } = await startOnLoopback(`LogLevel ssl:info\n${text}`);
    expect(started, log).toBe(true);
    expect(log.includes('AH01914: Configuring server blog.test'), log).toBe(speaks);
  });
});
