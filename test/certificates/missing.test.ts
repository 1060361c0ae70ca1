/** Every directive of mod_ssl that names a file or a folder: httpd refuses a missing one at `-t`, in the words that we quote. */
import { afterAll, describe, expect, test } from 'vitest';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { apacheIsAsked, configtest, directiveList } from '../kit/apache.ts';
import { check } from '../kit/configuration.ts';
import { Pki } from '../kit/pki.ts';
import { startOnLoopback } from '../kit/start.ts';
import { DEBIAN, findingsOf, hostWith, quoted, siteOf } from './examples.ts';

const takers = knowledge().directives.filter(({ module, arguments: args }) => module === 'mod_ssl' && ['file', 'directory'].includes(args[0]?.type ?? ''));
const found = (line: string) => check({ '/etc/apache2/apache2.conf': `Listen 80\n${line}\n` }).filter(({ code }) => code === 'missing-tls-file');

describe.runIf(apacheIsAsked())('httpd refuses', () => {
  test.concurrent.each(takers.map(({ name }) => name))('%s with what is not there', async (name) => {
    const line = `${name} /srv/nothing/here`;
    const [finding] = found(line);
    const { ok, stderr } = await configtest(`${line}\n`);
    expect(ok).toBe(false);
    expect(finding?.severity).toBe('error');
    expect(stderr).toContain(quoted(finding!));
  });

  test('no other directive of mod_ssl in such words', async () => {
    const others = (await directiveList())
      .filter(({ name, source, section }) => source === 'mod_ssl.c' && !section && !takers.some((taker) => taker.name === name))
      .map(({ name }) => name);
    expect(others.length).toBeGreaterThan(20);
    const answers = await Promise.all(others.map(async (name) => ({ name, ...(await configtest(`${name} /srv/nothing/here\n`)) })));
    expect(answers.filter(({ stderr }) => /does not exist or is empty|directory '.*' does not exist/.test(stderr)).map(({ name }) => name)).toEqual([]);
  });
});

describe('paths', () => {
  test('are tidied as httpd does it, and begin at ServerRoot', () => {
    const at = (path: string) => quoted(found(`ServerRoot /etc/apache2\nSSLCertificateFile ${path}`)[0]!);
    expect(at('ssl/a.pem')).toBe("SSLCertificateFile: file '/etc/apache2/ssl/a.pem' does not exist or is empty");
    expect(at('/a//b/../c.pem')).toBe("SSLCertificateFile: file '/a/c.pem' does not exist or is empty");
    expect(at('sslCertificates/')).toBe("SSLCertificateFile: file '/etc/apache2/sslCertificates/' does not exist or is empty");
  });

  test('whose variables nobody knows are left alone', () => {
    expect(found('SSLCertificateFile ${NOWHERE}/a.pem')).toEqual([]);
  });

  test('keep the name of the directive as httpd writes it', () => {
    expect(quoted(found('sslcertificatefile /a.pem')[0]!)).toMatch(/^SSLCertificateFile: /);
  });
});

describe('all safe fixes together', () => {
  const pki = new Pki();
  afterAll(() => pki.remove());

  test.runIf(apacheIsAsked())('give a chain that httpd sends', async () => {
    const live = 'etc/letsencrypt/live/blog.test';
    pki.write(`${live}/cert.pem`, { certificates: [{ issuer: 'intermediate' }] });
    pki.write(`${live}/chain.pem`, { certificates: ['intermediate'] });
    pki.write(`${live}/fullchain.pem`, { certificates: [{ issuer: 'intermediate' }, 'intermediate'] });
    pki.write(`${live}/privkey.pem`, { key: 'EC 1' });
    const folder = `${pki.folder}/${live}`;
    const text = hostWith(`SSLCertificateFile ${folder}/cert.pem\nSSLCertificateKeyFile ${folder}/privkey.pem\nSSLCertificateChainFile ${folder}/chain.pem`);
    const mended = hostWith(`SSLCertificateFile ${folder}/fullchain.pem\nSSLCertificateKeyFile ${folder}/privkey.pem`);
    const site = siteOf(pki.folder, text);
    const [file] = site.service.fixAll(site.document(`${pki.folder}/etc/apache2/apache2.conf`));
    expect(file?.edits.map(({ newText }) => newText)).toEqual(['fullchain', '']);
    expect(findingsOf(pki.folder, text).map(({ code }) => code)).toEqual(['obsolete-chain-file']);
    expect(findingsOf(pki.folder, mended, DEBIAN)).toEqual([]);
    expect((await startOnLoopback(mended)).started).toBe(true);
  });
});
