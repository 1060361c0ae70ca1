// Completion of what certbot keeps: the folder of a name, and its four files, the most useful first.
import { describe, expect, test } from 'vitest';
import { applyCompletion, checkCompletion, describedOffer, offerAt } from '../kit/completion.ts';

const LIVE = '/etc/letsencrypt/live';
const host = (line: string) =>
  `<VirtualHost *:443>\n    ServerName blog.test\n    ${line}\n</VirtualHost>\n<VirtualHost *:443>\n    ServerName shop.test\n</VirtualHost>\n`;
/** The four files in a folder, and a note beside them. */
const files = (folder: string) => ['README', 'cert.pem', 'chain.pem', 'fullchain.pem', 'privkey.pem'].map((name) => `//- ${folder}/${name}\n`).join('');

describe('the four files', () => {
  test.each([
    ['SSLCertificateFile', ['fullchain.pem', 'privkey.pem', 'cert.pem', 'chain.pem']],
    ['sslcertificatekeyfile', ['privkey.pem', 'fullchain.pem', 'cert.pem', 'chain.pem']],
    ['SSLCertificateChainFile', ['chain.pem', 'fullchain.pem', 'privkey.pem', 'cert.pem']],
  ])('for %s, though nobody but root may list them', async (directive, exactly) => {
    await checkCompletion(host(`${directive} ${LIVE}/blog.test/<|>`), { exactly });
  });

  test('as far as they are there, and what lies beside them comes last', async () => {
    const all = `//- /etc/apache2/sites-available/a.conf\n${host('SSLCertificateFile "/srv/certbot/live/blog.test/<|>"')}${files('/srv/certbot/live/blog.test')}`;
    await checkCompletion(all, { exactly: ['fullchain.pem', 'privkey.pem', 'cert.pem', 'chain.pem', 'README'] });
    const some = `//- /etc/apache2/sites-available/a.conf\n${host(`SSLCertificateFile ${LIVE}/blog.test/<|>`)}//- ${LIVE}/blog.test/cert.pem\n`;
    await checkCompletion(some, { exactly: ['cert.pem'] });
  });

  test('say what they are for', async () => {
    const text = host(`SSLCertificateFile ${LIVE}/blog.test/<|>`);
    expect(await offerAt(text, 'fullchain.pem')).toMatchObject({ detail: 'certificate with its chain', kind: 'file' });
    expect(await describedOffer(text, 'privkey.pem')).toContain('Only root may read it');
  });

  test('are written behind what is there', async () => {
    expect(await applyCompletion(host(`SSLCertificateFile "${LIVE}/blog.test/full<|>"`), 'fullchain.pem')).toContain(`"${LIVE}/blog.test/fullchain.pem<|>"`);
  });

  test('are not offered in other folders called live, nor to other modules', async () => {
    await checkCompletion(host('SSLCertificateFile /srv/live/blog.test/<|>'), { exactly: [] });
    await checkCompletion(host(`DocumentRoot ${LIVE}/blog.test/<|>`), { exactly: [] });
  });
});

describe('the folders of certificates', () => {
  test('by the names of the hosts where nobody may list them', async () => {
    await checkCompletion(host(`SSLCertificateFile ${LIVE}/<|>`), { exactly: ['blog.test/', 'shop.test/'] });
    expect((await offerAt(host(`SSLCertificateFile ${LIVE}/<|>`), 'blog.test/')).again).toBe(true);
  });

  test('as they are, where they can be listed', async () => {
    const text = `//- /etc/apache2/sites-available/a.conf\n${host(`SSLCertificateFile ${LIVE}/<|>`)}${files(`${LIVE}/other.test`)}`;
    await checkCompletion(text, { exactly: ['other.test/'] });
  });
});
