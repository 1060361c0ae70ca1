// Hover on the path of a certificate: what the file holds, how long, and whether it serves the host; and what certbot keeps there.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FilesMode } from '../../server/src/model/configuration/source.ts';
import { hostWith, siteOf } from '../certificates/examples.ts';
import { Pki } from '../kit/pki.ts';

const DAY = 86_400_000;
const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

let pki: Pki;
beforeAll(() => {
  pki = new Pki();
  pki.write('blog.pem', { certificates: [{ names: ['blog.test', '127.0.0.1'], issuer: 'intermediate', days: [-1, 30.5] }, 'intermediate'] });
  pki.write('old.pem', { certificates: [{ key: 'RSA-2048 1', days: [-90, -3] }] });
  pki.write('early.pem', { certificates: [{ days: [2, 60] }] });
  pki.write('strange.pem', { certificates: [{ commonName: 'a [b](command:x) *c*', names: ['blog.test'] }] });
  pki.write('blog.key', { key: 'EC 1' });
  pki.write('clients.pem', { certificates: ['root', 'stranger'] });
  pki.write('certbot/live/blog.test/fullchain.pem', { certificates: [{}] });
  pki.write('certbot/renewal/blog.test.conf', '[renewalparams]\n');
  pki.write('own/live/blog.test/fullchain.pem', { certificates: [{}] });
});
afterAll(() => pki.remove());

/** What is said at the cursor; `@` stands for the folder of the files. */
function hover(fixture: string, filesMode: FilesMode = 'always'): string {
  const text = fixture.replaceAll('@', pki.folder);
  const at = text.indexOf('<|>');
  const plain = text.replace('<|>', '');
  const site = siteOf(pki.folder, plain, { filesMode });
  const document = site.document(`${pki.folder}/etc/apache2/apache2.conf`);
  const position = TextDocument.create(document.uri, '', 1, plain).positionAt(at);
  return (site.service.hover(document, position)?.markdown ?? '').replaceAll(pki.folder, '@');
}

/** A host with a line; names come from `ServerAlias`. */
const line = (text: string, aliases = '') => `${hostWith(text)}`.replace('SSLEngine on', `${aliases}\n    SSLEngine on`);

describe('a certificate', () => {
  test('is told with its names, dates, key, chain, and whether the host is covered', () => {
    const text = hover(line('SSLCertificateFile @/blog<|>.pem'));
    expect(text).toContain('**CN=blog.test**, issued by CN=Test intermediate');
    expect(text).toContain('- Names: blog.test, 127.0.0.1');
    expect(text).toContain(`- Valid from ${day(-1)} to ${day(30.5)}, 30 days left`);
    expect(text).toContain('- Key: EC prime256v1');
    expect(text).toContain('- Covers every name of this virtual host');
    expect(text).toContain('- Sent along: CN=Test intermediate');
    expect(text, 'and the directive is explained as ever').toContain('SSLCertificateFile');
    expect(text).not.toContain('command:');
  });

  test('does not cover other names', () => {
    expect(hover(line('SSLCertificateFile @/blog<|>.pem', 'ServerAlias www.blog.test *.blog.test'))).toContain(
      '- **Does not cover** www.blog.test, \\*.blog.test',
    );
  });

  test('that has ended or has yet to begin', () => {
    expect(hover(line('SSLCertificateFile "@/old<|>.pem"'))).toContain(`- **Ended on ${day(-3)}**\n- Key: RSA, 2048 bits`);
    expect(hover(line('SSLCertificateFile @/old<|>.pem'))).toContain('signed by itself');
    expect(hover(line('SSLCertificateFile @/early<|>.pem'))).toContain(`- **Not valid before ${day(2)}**, until ${day(60)}`);
  });

  test('is found behind variables and the ServerRoot, in conditions and in <IfModule> that does not hold', () => {
    const text = `Define NAME blog\nServerRoot "@"\n${line('SSLCertificateFile ${NAME}.p<|>em')}`;
    expect(hover(text)).toContain('CN=blog.test');
    expect(hover(`LoadModule alias_module x\n<IfModule mod_ssl.c>\n${line('SSLCertificateFile @/blog.p<|>em')}</IfModule>\n`)).toContain('CN=blog.test');
    expect(hover(`Define NAME blog\n${line('SSLCertificateFile @/${NA<|>ME}.pem')}`), 'a variable is explained itself').toContain('Defined as');
  });

  test('of an authority: each that the file holds', () => {
    const text = hover(line('SSLCACertificateFile @/clie<|>nts.pem'));
    expect(text).toMatch(/- \*\*CN=Test root\*\*: Valid from .* days left\n- \*\*CN=Test stranger\*\*/);
    expect(text).not.toContain('Covers');
  });

  test('cannot write Markdown of its own', () => {
    expect(hover(line('SSLCertificateFile @/stra<|>nge.pem'))).toContain('**CN=a \\[b\\](command:x) \\*c\\***');
  });

  test.each([
    ['a key', 'SSLCertificateKeyFile @/blog<|>.key'],
    ['a file that is not there', 'SSLCertificateFile @/gone<|>.pem'],
    ['a file with no certificate', 'SSLCertificateFile @/blog<|>.key'],
    ['the name of the directive', 'SSLCertific<|>ateFile @/blog.pem'],
    ['a file of another module', 'DocumentRoot @/blog<|>.pem'],
    ['a token', 'SSLCertificateFile pkcs11:ob<|>ject=x'],
  ])('is not told of %s', (_, text) => {
    expect(hover(line(text))).not.toMatch(/CN=|Valid|---/);
  });

  test('is told of this machine’s file in a configuration that may be for another, and not where nothing is to be looked for', () => {
    const text = line('SSLCertificateFile @/blog<|>.pem');
    expect(hover(text)).not.toContain('may be for another one');
    expect(hover(text, 'auto')).toMatch(/CN=blog\.test.*what the file on this machine holds/s);
    expect(hover(text, 'never')).not.toContain('CN=');
  });
});

describe('what certbot keeps', () => {
  const LIVE = '/etc/letsencrypt/live/blog.test';

  test.each([
    ['SSLCertificateFile', 'fullchain.pem', 'The certificate with its intermediates'],
    ['SSLCertificateKeyFile', 'privkey.pem', 'Only root may read it'],
    ['SSLCertificateFile', 'cert.pem', 'name `fullchain.pem` instead'],
    ['SSLCertificateChainFile', 'chain.pem', 'The intermediates alone'],
  ])('is explained: %s %s', (directive, file, says) => {
    const text = hover(line(`${directive} ${LIVE}/<|>${file}`));
    expect(text).toContain(`**${file}** of certbot's certificate blog.test. `);
    expect(text).toContain(says);
    for (const part of ['certbot renew --dry-run', 'apachectl graceful']) expect(text).toContain(part);
  });

  test('in another place is known by the notes on its renewal', () => {
    const text = hover(line('SSLCertificateFile @/certbot/live/blog.test/<|>fullchain.pem'));
    expect(text).toContain("certbot's certificate blog.test");
    expect(text).toContain('**CN=blog.test**');
    expect(hover(line('SSLCertificateFile @/own/live/blog.test/<|>fullchain.pem'))).not.toContain('certbot');
  });
});
