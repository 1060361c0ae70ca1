/**
 * A thousand hostile names for every maker: each is refused before any program starts and with nothing written, or the
 * certificate holds that name in its harmless form and nothing else, as openssl reads it.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { createCertificate } from '../../client/src/certificates/create.ts';
import { MAKERS, type MakerId } from '../../client/src/certificates/makers/index.ts';
import { CertificateProblem } from '../../client/src/certificates/problem.ts';
import { hostIn, openssl } from '../kit/issuing.ts';
import { installed, spiedTools } from './tools.ts';

const HOSTILE = [
  ...[
    ',',
    ',DNS:evil.test',
    ',IP:6.6.6.6',
    '\n',
    '\r\n',
    '\nbasicConstraints=CA:TRUE\n',
    '\n[leaf]\nbasicConstraints=CA:TRUE',
    '/CN=evil.test',
    '/',
    '\\',
    '\0',
  ],
  ...[
    '$ENV::HOME',
    '${ENV::HOME}',
    '$(id)',
    '`id`',
    '$',
    ';id',
    '|id',
    '&&id',
    '>x',
    '%',
    '%00',
    '%0a',
    "'",
    '"',
    '#',
    '=',
    '@',
    '@names',
    '!',
    '?',
    ':',
    '::',
  ],
  ...[
    '-',
    '--',
    '-install',
    '-uninstall',
    '-cert-file',
    '--help',
    '-engine',
    '../',
    '..',
    './',
    '~',
    ' ',
    '\t',
    '\u00a0',
    '\u2028',
    '\u202e',
    '\u200d',
    '，',
    '。',
    '／',
  ],
  ...[
    'ａ',
    'é',
    'ß',
    '😀',
    '\ud800',
    'xn--',
    'xn--a',
    '*',
    '*.',
    '*.*',
    '[',
    ']',
    '{a,b}',
    'CON',
    'nul',
    '0x7f',
    '127.1',
    '٣',
    'K',
    'DNS:',
    'URI:http://evil.test',
    'email:copy',
  ],
];
const HARMLESS = ['app', 'app.test', '.test', 'a', 'localhost', '127.0.0.1', '::1', 'shop.internal', '1', '.'];

const name = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...HARMLESS) },
      { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
      fc.string({ maxLength: 4, unit: 'binary' }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''));
const NAMES = fc.sample(name, { numRuns: 1000, seed: 4 });

const folder = mkdtempSync(path.join(tmpdir(), 'issuing-injection-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What openssl shows of a certificate: its subject, and its extensions by their names. */
function shown(certificate: string): Map<string, string> {
  const text = openssl(folder, 'x509', '-noout', '-text', '-nameopt', 'RFC2253', '-in', certificate).toString();
  const extensions = [...text.matchAll(/^ {12}(?:X509v3 )?(\S[^:\n]*): *(?:critical)?\s*\n {16}(.*)$/gm)].map(
    ([, kind = '', value = '']) => [kind, value] as const,
  );
  return new Map([['Subject', /Subject: (.*)/.exec(text)?.[1] ?? ''], ...extensions]);
}

const EXPECTED: Readonly<Record<string, RegExp>> = {
  Subject: /^(?:CN=[a-z0-9.-]+,)?O=Development certificate$|^OU=[^,]*,O=mkcert development certificate$/,
  'Basic Constraints': /^CA:FALSE$/,
  'Key Usage': /^Digital Signature(?:, Key Encipherment)?$/,
  'Extended Key Usage': /^TLS Web Server Authentication$/,
  'Subject Alternative Name': /^(?:DNS:(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*|IP Address:[0-9A-F.:]+)$/,
  'Subject Key Identifier': /^[0-9A-F:]+$/,
  'Authority Key Identifier': /^(?:keyid:)?[0-9A-F:]+$/,
};

/** A maker with authorities of its own, whose programs note when they are called. */
function spied(maker: MakerId) {
  const own = path.join(folder, maker);
  const tools = spiedTools(path.join(own, 'tools'), ['mkcert', 'openssl']);
  return { maker, own, tools, host: hostIn(own, { env: { HOME: own, PATH: tools.folder, CAROOT: path.join(own, 'mkcert') } }) };
}

/** The outcomes of one name: refused, or what the certificate says that is not expected. */
async function outcome({ maker, own, tools, host }: ReturnType<typeof spied>, typed: string, index: number): Promise<string> {
  const target = path.join(own, `made-${index}`);
  const before = tools.calls().length;
  try {
    const { certificate } = await createCertificate({ names: [typed], folder: target, maker, keyType: 'ecdsa-p256', fileName: 'site' }, host);
    return strange(certificate);
  } catch (error) {
    if (!(error instanceof CertificateProblem)) return `fails with ${error}`;
    if (tools.calls().length > before) return 'is refused only after a program was started';
    if (/[\x00-\x09\x0b-\x1f\u2028\u202e]/.test(error.message)) return 'goes into the message as it is';
    return existsSync(target) ? 'is refused, but something was written' : 'refused';
  }
}

function strange(certificate: string): string {
  const parts = shown(certificate);
  const wrong = [...parts].filter(([kind, value]) => EXPECTED[kind]?.test(value) !== true);
  return wrong.length === 0 && parts.has('Subject Alternative Name') ? 'harmless' : `gives ${JSON.stringify([...parts])}`;
}

describe.concurrent.each(Object.keys(MAKERS) as MakerId[])('%s', (maker) => {
  test('takes no harm from a thousand names', async () => {
    const where = spied(maker);
    const counts = new Map<string, number>();
    const wrong: string[] = [];
    for (const [index, typed] of NAMES.entries()) {
      const result = await outcome(where, typed, index);
      counts.set(result, (counts.get(result) ?? 0) + 1);
      if (result !== 'refused' && result !== 'harmless') wrong.push(`${JSON.stringify(typed)} ${result}`);
    }
    expect(wrong).toEqual([]);
    expect(counts.get('refused')).toBeGreaterThan(500);
    expect(counts.get('harmless')).toBeGreaterThan(50);
    expect(new Set(where.tools.calls().map((call) => call.split(' ')[0]))).toEqual(new Set(maker === 'builtin' ? [] : [installed(maker)]));
    console.log(`${maker}: ${NAMES.length} names, ${counts.get('refused')} refused, ${counts.get('harmless')} harmless`);
  }, 180_000);
});
