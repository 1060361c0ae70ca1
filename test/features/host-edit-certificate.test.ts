// Commands put a certificate, or the demand for one, into a virtual host: the lines, what is kept of the old ones, and what is refused.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changed, newlySaid } from '../kit/hostEdit.ts';
import { Pki } from '../kit/pki.ts';

let pki: Pki;
/** Paths of certificates and keys, by short names. */
let files: Record<'pem' | 'key' | 'rsa' | 'rsaKey' | 'ec' | 'ecKey' | 'blank' | 'blankKey' | 'leaf' | 'chain' | 'authority', string>;

beforeAll(() => {
  pki = new Pki();
  files = {
    pem: pki.write('new.pem', { certificates: [{ key: 'EC 2', issuer: 'intermediate' }, 'intermediate'] }),
    key: pki.write('new.key', { key: 'EC 2' }),
    rsa: pki.write('rsa.pem', { certificates: [{ key: 'RSA-2048 1', issuer: 'intermediate' }, 'intermediate'] }),
    rsaKey: pki.write('rsa.key', { key: 'RSA-2048 1' }),
    ec: pki.write('ec.pem', { certificates: [{ key: 'EC 1', issuer: 'intermediate' }, 'intermediate'] }),
    ecKey: pki.write('ec.key', { key: 'EC 1' }),
    blank: pki.write('my files/new.pem', { certificates: [{ key: 'EC 2', issuer: 'intermediate' }, 'intermediate'] }),
    blankKey: pki.write('my files/new.key', { key: 'EC 2' }),
    leaf: pki.write('leaf.pem', { certificates: [{ key: 'EC 1', issuer: 'intermediate' }] }),
    chain: pki.write('chain.pem', { certificates: ['intermediate'] }),
    authority: pki.write('clients.pem', { certificates: ['root'] }),
  };
});
afterAll(() => pki.remove());

/** A configuration with one host that has these lines, `@name@` standing for a path; the cursor stands in the host. */
function host(lines: string, address = '*:443'): string {
  return filled(`ServerName blog.test\nListen 443\nListen 80\n<VirtualHost ${address}>\n    ServerName blog.test<|>\n${lines}</VirtualHost>\n`);
}

function filled(text: string): string {
  return text.replaceAll(/@(\w+)@/g, (_, name: keyof typeof files) => files[name]);
}

/** The host's lines after a change. */
function linesOf(text: string): string {
  return /<VirtualHost[^>]*>\r?\n(.*?)<\/VirtualHost>/is.exec(text)![1]!;
}

/** Gives the host the new certificate; the real httpd must take it, and our checker has nothing new to say. Gives the host's lines. */
async function given(text: string, pair: readonly [keyof typeof files, keyof typeof files] = ['pem', 'key']): Promise<string> {
  const change = { kind: 'certificate', certificate: files[pair[0]], privateKey: files[pair[1]] } as const;
  const { text: after, refused, summary } = changed(pki.folder, text, change);
  expect(refused).toBe('');
  expect(summary).toContain(files[pair[0]]);
  expect(await newlySaid(pki.folder, text, after)).toEqual([]);
  const again = changed(pki.folder, after.replace(/\n[ \t]+ServerName blog.test/, '$&<|>'), change);
  expect(again.text, 'a second time there is nothing to do').toBe(after);
  return linesOf(after);
}

function refusal(text: string): string {
  const { refused, text: after } = changed(pki.folder, text, { kind: 'certificate', certificate: files.pem, privateKey: files.key });
  expect(after).toBe(text.replace('<|>', ''));
  return refused;
}

describe('a certificate', () => {
  test('comes below the names of a host without one', async () => {
    expect(await given(host('    DocumentRoot /tmp\n'))).toBe(
      filled('    ServerName blog.test\n    SSLEngine on\n    SSLCertificateFile @pem@\n    SSLCertificateKeyFile @key@\n    DocumentRoot /tmp\n'),
    );
  });

  test('comes behind the opening tag of a host without names, indented as its lines are, with its line breaks', async () => {
    const text = filled('ServerName blog.test\r\nListen 443\r\n<VirtualHost *:443><|>\r\n\tDocumentRoot /tmp\r\n</VirtualHost>\r\n');
    const { text: after } = changed(pki.folder, text, { kind: 'certificate', certificate: files.pem, privateKey: files.key });
    expect(linesOf(after)).toBe(filled('\tSSLEngine on\r\n\tSSLCertificateFile @pem@\r\n\tSSLCertificateKeyFile @key@\r\n\tDocumentRoot /tmp\r\n'));
    expect(await newlySaid(pki.folder, text, after)).toEqual([]);
  });

  test('takes the place of the one that is there, in its case, quotes and order', async () => {
    const lines = '    sslcertificatekeyfile "@ecKey@"\n  SSLCERTIFICATEFILE \\\n      \'@ec@\'\n    SSLEngine off\n    ServerAlias www.blog.test\n';
    const after = await given(host(lines.replace('    ServerAlias www.blog.test\n', '')));
    expect(after).toBe(filled(`    ServerName blog.test\n    sslcertificatekeyfile "@key@"\n  SSLCERTIFICATEFILE \\\n      '@pem@'\n    SSLEngine on\n`));
  });

  test('is found in <IfModule mod_ssl.c>, and what is for the case without it is left alone', async () => {
    const inner = (pem: string, key: string) =>
      `    <IfModule mod_ssl.c>\n        SSLEngine on\n        SSLCertificateFile ${pem}\n        SSLCertificateKeyFile ${key}\n    </IfModule>\n`;
    const rest = '    <IfModule !mod_ssl.c>\n        DocumentRoot /tmp\n    </IfModule>\n';
    expect(await given(host(`${inner('@ec@', '@ecKey@')}${rest}`))).toBe(filled(`    ServerName blog.test\n${inner('@pem@', '@key@')}${rest}`));
  });

  test('is written in quotes where the path has blanks', async () => {
    expect(await given(host(''), ['blank', 'blankKey'])).toContain(filled('    SSLCertificateFile "@blank@"\n    SSLCertificateKeyFile "@blankKey@"\n'));
    expect(await given(host("    SSLEngine on\n    SSLCertificateFile '@ec@'\n    SSLCertificateKeyFile @ecKey@\n"), ['blank', 'blankKey'])).toContain(
      filled(`    SSLCertificateFile '@blank@'\n    SSLCertificateKeyFile "@blankKey@"\n`),
    );
  });

  test('brings what is missing of the lines', async () => {
    expect(await given(host('    SSLEngine on\n'))).toContain(filled('    SSLEngine on\n    SSLCertificateFile @pem@\n    SSLCertificateKeyFile @key@\n'));
    expect(await given(host('    SSLCertificateFile @ec@\n'))).toContain(
      filled('    SSLEngine on\n    SSLCertificateFile @pem@\n    SSLCertificateKeyFile @key@\n'),
    );
    expect(await given(host('    SSLCertificateKeyFile @ecKey@\n'))).toContain(
      filled('    SSLEngine on\n    SSLCertificateFile @pem@\n    SSLCertificateKeyFile @key@\n'),
    );
  });

  test('puts an end to SSLCertificateChainFile, whose chain would be sent instead', async () => {
    const lines = '    SSLEngine on\n    SSLCertificateFile @leaf@\n    SSLCertificateChainFile @chain@\n    SSLCertificateKeyFile @ecKey@\n';
    expect(await given(host(lines))).toBe(
      filled('    ServerName blog.test\n    SSLEngine on\n    SSLCertificateFile @pem@\n    SSLCertificateKeyFile @key@\n'),
    );
  });

  test('takes the place of the one with its kind of key, and leaves the other', async () => {
    const both =
      '    SSLEngine on\n    SSLCertificateFile @rsa@\n    SSLCertificateKeyFile @rsaKey@\n    SSLCertificateFile @ec@\n    SSLCertificateKeyFile @ecKey@\n';
    expect(await given(host(both))).toBe(filled(`    ServerName blog.test\n${both.replace('@ec@', '@pem@').replace('@ecKey@', '@key@')}`));
  });

  test('is written with slashes for Windows, and once', () => {
    const change = { kind: 'certificate', certificate: 'C:\\my certs\\a.pem', privateKey: 'C:\\certs\\a.key' } as const;
    const { text } = changed(pki.folder, host(''), change);
    expect(linesOf(text)).toContain('    SSLCertificateFile "C:/my certs/a.pem"\n    SSLCertificateKeyFile C:/certs/a.key\n');
    expect(changed(pki.folder, text.replace('SSLEngine', '<|>SSLEngine'), change)).toMatchObject({ text, summary: expect.stringContaining('already') });
  });

  test('comes into a host that waits for mod_ssl', () => {
    const text = `LoadModule alias_module x\n<IfModule mod_ssl.c>\n${host('    SSLCertificateFile @ec@\n')}</IfModule>\n`;
    const { text: after } = changed(pki.folder, text, { kind: 'certificate', certificate: files.pem, privateKey: files.key });
    expect(linesOf(after)).toContain(filled('    SSLEngine on\n    SSLCertificateFile @pem@\n    SSLCertificateKeyFile @key@\n'));
  });

  test.each([
    ['where there is no virtual host', 'ServerName <|>blog.test\n', 'There is no virtual host at the cursor'],
    ['in a host for port 80', '<VirtualHost *:80>\n<|></VirtualHost>\n', 'Write a <VirtualHost *:443>'],
    ['in a host for port 80 too', '<VirtualHost *:80 *:443>\n<|></VirtualHost>\n', 'port 80 as well'],
    ['in a host that goes on for ever', '<VirtualHost *:443>\n<|>', 'has no </VirtualHost>'],
    ['in a macro', '<Macro Site $name>\n<VirtualHost *:443>\n<|>ServerName $name\n</VirtualHost>\n</Macro>\n', 'the text of a macro'],
    ['without mod_ssl', 'LoadModule alias_module modules/mod_alias.so\n<VirtualHost *:443>\n<|></VirtualHost>\n', 'a2enmod ssl'],
    [
      'where a chain for all hosts would be sent with it',
      'SSLCertificateChainFile @chain@\n<VirtualHost *:443>\n<|></VirtualHost>\n',
      'apache2.conf, line 1 holds for all virtual hosts',
    ],
    [
      'beside several that nobody can tell apart',
      '<VirtualHost *:443>\n<|>SSLCertificateFile /gone/a.pem\nSSLCertificateKeyFile /gone/a.key\nSSLCertificateFile /gone/b.pem\nSSLCertificateKeyFile /gone/b.key\n</VirtualHost>\n',
      'has 2 certificates',
    ],
    [
      'where the others need the chain of the host',
      '<VirtualHost *:443>\n<|>SSLCertificateFile @rsa@\nSSLCertificateKeyFile @rsaKey@\nSSLCertificateFile @leaf@\nSSLCertificateKeyFile @ecKey@\nSSLCertificateChainFile @chain@\n</VirtualHost>\n',
      'sent with every certificate',
    ],
  ])('is refused %s', (_, text, reason) => {
    expect(refusal(filled(text))).toContain(reason);
  });

  test('is refused where the host gets its own from a file that it includes', () => {
    pki.write('etc/apache2/ssl.conf', filled('SSLCertificateFile @ec@\nSSLCertificateKeyFile @ecKey@\n'));
    expect(refusal(host(`    SSLEngine on\n    Include ${pki.folder}/etc/apache2/ssl.conf\n`))).toContain('ssl.conf, line 1. Change it there');
  });

  test('is refused with a path that no line can hold', () => {
    const change = { kind: 'certificate', certificate: '/srv/a\nb.pem', privateKey: '/srv/${HOME}.key' } as const;
    expect(changed(pki.folder, host(''), change).refused).toContain('"/srv/a\\nb.pem"');
    expect(changed(pki.folder, host(''), { ...change, certificate: files.pem }).refused).toContain('"/srv/${HOME}.key"');
  });
});

describe('client certificates', () => {
  const tls = '    SSLEngine on\n    SSLCertificateFile @ec@\n    SSLCertificateKeyFile @ecKey@\n';
  const demand = '    SSLCACertificateFile @authority@\n    SSLVerifyClient require\n    SSLVerifyDepth 1\n';
  const asked = async (text: string): Promise<string> => {
    const { text: after, refused } = changed(pki.folder, text, { kind: 'clientCertificates', authority: files.authority });
    expect(refused).toBe('');
    expect(await newlySaid(pki.folder, text, after)).toEqual([]);
    return linesOf(after);
  };

  test('are asked for below the certificate of the host', async () => {
    expect(await asked(host(`${tls}    DocumentRoot /tmp\n`))).toBe(
      filled(`    ServerName blog.test\n${tls}${demand}    SSLOptions +StdEnvVars\n    DocumentRoot /tmp\n`),
    );
  });

  test('are asked for by the lines that are there', async () => {
    const lines = `${tls}    SSLOptions -StdEnvVars +StrictRequire\n    SSLVerifyDepth 3\n    SSLVerifyClient "optional"\n    SSLCACertificateFile "@chain@"\n`;
    expect(await asked(host(lines))).toBe(
      filled(
        `    ServerName blog.test\n${tls}    SSLOptions +StdEnvVars +StrictRequire\n    SSLVerifyDepth 3\n    SSLVerifyClient "require"\n    SSLCACertificateFile "@authority@"\n`,
      ),
    );
  });

  test('are not asked for twice, and options for all hosts count', async () => {
    const text = `SSLOptions +StdEnvVars\n${host(`${tls}${demand}`)}`;
    expect(await asked(text)).toBe(filled(`    ServerName blog.test\n${tls}${demand}`));
  });

  test('are refused without TLS', () => {
    const { refused } = changed(pki.folder, host('', '*:80'), { kind: 'clientCertificates', authority: files.authority });
    expect(refused).toContain('does not speak TLS');
  });
});
