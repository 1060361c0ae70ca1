/** Sites behind Apache with mod_wsgi, from the application to the page in Chromium. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { inTemporaryFolder } from '../kit/apache.ts';
import { nginxServing } from '../kit/nginx.ts';
import { Pki } from '../kit/pki.ts';
import { said, shown, shownText } from './browsing.ts';
import { live, type Work } from './debian.ts';
import { type ApacheSite, siteCalled } from './made.ts';

const POLICY = 'max-age=300';

/** Checks and serves a site whose clients trust the local authority. */
function liveLocally<T>(site: ApacheSite, work: Work<T>): Promise<T> {
  return live(site, readFileSync(site.authority, 'utf8'), work);
}

describe('HTTPS only with redirect and HSTS', () => {
  const site = siteCalled<ApacheSite>('redirect');

  test('Flask', () =>
    liveLocally(site, async (ask, ports) => {
      expect(await ask('http://redirect.test/a%20b?c=1')).toMatchObject({ status: 301, location: 'https://redirect.test/a%20b?c=1' });
      expect(await ask('https://redirect.test/')).toMatchObject({ status: 200, policy: POLICY });
      expect(await shown('http://redirect.test/', ports)).toMatchObject({ app: 'Flask', scheme: 'https', host: site.name, group: site.name });
    }));

  test('Flask, in a Chromium that does not trust the authority', () =>
    liveLocally(site, async (_, ports) => {
      expect(await shownText({ url: 'https://redirect.test/', ports, trusts: 'nobody' })).toBe('ERR_CERT_AUTHORITY_INVALID');
    }));
});

describe(':80 and :443, one daemon process group', () => {
  test.each(['Flask', 'Django', 'plain'])('%s', (app) => {
    const site = siteCalled<ApacheSite>(`both-${app.toLowerCase()}`);
    return liveLocally(site, async (ask, ports) => {
      const plain = said((await ask(`http://${site.name}/`)).body);
      expect(plain).toMatchObject({ app, scheme: 'http', group: site.name });
      expect(await shown(`https://${site.name}/`, ports)).toEqual({ ...plain, scheme: 'https' });
    });
  });
});

describe('behind a TLS proxy', () => {
  test('Flask', () => {
    const site = siteCalled<ApacheSite & { readonly chain: string; readonly privateKey: string }>('proxy');
    return liveLocally(site, (ask, ports) =>
      inTemporaryFolder(async (folder) => {
        const headers = [...readFileSync(site.configuration, 'utf8').matchAll(/^\s*#\s+(proxy_set_header .*;)$/gm)].map(([, line]) => line);
        const location = `location / { ${headers.join(' ')} proxy_pass http://127.0.0.1:${ports.get('8080')}; }`;
        const lines = [`ssl_certificate "${site.chain}";`, `ssl_certificate_key "${site.privateKey}";`, location];
        await nginxServing(folder, lines, async (port) => {
          const seen = { app: 'Flask', scheme: 'https', host: site.name, from: '127.0.0.1', group: site.name };
          expect(await shown('https://proxy.test/', new Map([['443', port]]))).toMatchObject(seen);
        });
        expect(said((await ask('http://proxy.test:8080/')).body)).toMatchObject({ scheme: 'http' });
      }),
    );
  });
});

describe('mutual TLS', () => {
  test('Flask, for a client with a certificate alone', () => {
    const site = siteCalled<ApacheSite & { readonly store: string; readonly password: string }>('mutual');
    return liveLocally(site, async (ask, ports) => {
      const seen = { app: 'Flask', scheme: 'https', group: site.name, client: 'ann', verified: 'SUCCESS' };
      expect(await shown('https://mutual.test/', ports, { client: site })).toMatchObject(seen);
      await expect(ask('https://mutual.test/')).rejects.toThrow(/certificate required|handshake failure/i);
    });
  });
});

describe('Let’s Encrypt layout', () => {
  const site = siteCalled<ApacheSite & { readonly live: string }>('encrypt');
  const CHALLENGE = 'http://encrypt.test/.well-known/acme-challenge/token';

  test('Flask, before the first certificate and after', async () => {
    const pki = new Pki();
    try {
      const authority = pki.authority('root');
      await live(site, authority, async (ask) => {
        expect(await ask(CHALLENGE)).toMatchObject({ status: 200, body: 'proof\n' });
      });
      putInPlace(pki, site);
      await live(site, authority, async (ask, ports) => {
        expect(await ask(CHALLENGE)).toMatchObject({ status: 200, body: 'proof\n' });
        expect(await ask('https://encrypt.test/')).toMatchObject({ status: 200, policy: POLICY });
        expect(await shown('http://encrypt.test/', ports, { trusts: { authority } })).toMatchObject({ app: 'Flask', scheme: 'https', group: site.name });
      });
    } finally {
      pki.remove();
    }
  });
});

/** What certbot leaves after it has been there: the files of this time in `archive`, and links in `live`. */
function putInPlace(pki: Pki, site: ApacheSite & { readonly live: string }): void {
  const archive = path.join(site.live, '../../archive', site.name);
  const leaf = { names: [site.name], issuer: 'intermediate' } as const;
  const files = {
    cert: pki.pem({ certificates: [leaf] }),
    chain: pki.pem({ certificates: ['intermediate'] }),
    fullchain: pki.pem({ certificates: [leaf, 'intermediate'] }),
    privkey: pki.key('EC 1'),
  };
  for (const folder of [archive, site.live]) mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(archive, `${name}1.pem`), text, { mode: 0o600 });
    symlinkSync(`../../archive/${site.name}/${name}1.pem`, path.join(site.live, `${name}.pem`));
  }
}
