/** Virtual hosts of every pattern in front of Flask, served by the real httpd: what their comments promise is so. */
import { chownSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PLATFORMS } from '../../client/src/scaffolds/httpd/platforms.ts';
import type { VirtualHostOptions } from '../../client/src/scaffolds/httpd/site.ts';
import { apacheIsAsked } from '../kit/apache.ts';
import { findNginx, nginxServing } from '../kit/nginx.ts';
import { Pki } from '../kit/pki.ts';
import type { Answer } from '../kit/serving.ts';
import { optionsOn, type Placed, placed } from './platforms.ts';

/** An account that is not root. */
const NOBODY = 65534;
const STAGED = 'max-age=300';

describe.runIf(apacheIsAsked())('Flask behind', () => {
  test.each(PLATFORMS)('https-redirect on %s', (platform) =>
    onMachine(optionsOn(platform, { pattern: 'https-redirect', aliases: ['www.blog.test'], staticFolder: staticOf(platform) }), (site) =>
      site.serving(async (ask) => {
        const sent = await ask('http://www.blog.test/a%20b/?q=1&r=%2F');
        expect(sent).toMatchObject({ status: 301, location: 'https://blog.test/a%20b/?q=1&r=%2F' });
        const answer = await ask('https://www.blog.test/');
        expect(answer.policy).toBe(STAGED);
        expect(whereabouts(answer)).toMatchObject({ scheme: 'https', interpreter: '', group: platform === 'windows' ? '' : 'blog.test' });
        expect(await ask('https://blog.test/static/none.css')).toMatchObject({ status: 404, policy: STAGED });
        expect((await ask('https://blog.test/static/site.css')).body).toContain('color');
      }),
    ),
  );

  test('http-and-https is one process, in the virtual environment', () =>
    onMachine(optionsOn('debian', { pattern: 'http-and-https' }), (site) =>
      site.serving(async (ask) => {
        const [plain, secure] = [whereabouts(await ask('http://blog.test/')), whereabouts(await ask('https://blog.test/'))];
        expect(secure).toEqual({ ...plain, scheme: 'https' });
        expect(plain).toMatchObject({ scheme: 'http', group: 'blog.test', prefix: `${site.folder}/srv/app/venv` });
        expect((await ask('https://blog.test/')).policy).toBeUndefined();
      }),
    ));

  test('https-only is not to be had over HTTP', () =>
    onMachine(optionsOn('debian', { pattern: 'https-only' }), (site) =>
      site.serving(async (ask) => {
        expect(await ask('https://blog.test/')).toMatchObject({ status: 200, policy: STAGED });
        expect((await ask('http://blog.test/')).status).not.toBe(200);
      }),
    ));

  test('lets-encrypt, before the first certificate and after', async () => {
    const options = optionsOn('debian', { pattern: 'lets-encrypt' });
    const challenge = 'http://blog.test/.well-known/acme-challenge/token';
    await onMachine(
      options,
      (site) =>
        site.serving(async (ask) => {
          expect(await ask(challenge)).toMatchObject({ status: 200, body: 'proof\n' });
          expect((await ask('http://blog.test/')).status).toBe(301);
        }),
      'to come',
    );
    await onMachine(options, (site) =>
      site.serving(async (ask) => {
        expect(await ask(challenge)).toMatchObject({ status: 200, body: 'proof\n' });
        expect(await ask('http://blog.test/a%20b?q=%2F')).toMatchObject({ status: 301, location: 'https://blog.test/a%20b?q=%2F' });
        const answer = await ask('https://blog.test/');
        expect(answer.policy).toBe(STAGED);
        expect(whereabouts(answer).scheme).toBe('https');
      }),
    );
  });

  test('mutual-tls lets in who has a certificate of the authority, and the application knows who', () =>
    onMachine(optionsOn('debian', { pattern: 'mutual-tls' }), (site, pki) =>
      site.serving(async (ask) => {
        const client = (issuer: 'root' | 'itself') => ({
          cert: pki.pem({ certificates: [{ names: [], commonName: 'ann', key: 'EC 2', issuer }] }),
          key: pki.key('EC 2'),
        });
        expect(whereabouts(await ask('https://blog.test/', client('root')))).toMatchObject({ certificate: 'ann', verified: 'SUCCESS' });
        await expect(ask('https://blog.test/')).rejects.toThrow(/certificate required|handshake failure/i);
        await expect(ask('https://blog.test/', client('itself'))).rejects.toThrow(/unknown ca|handshake failure/i);
      }),
    ));

  test('development, started by somebody who is not root; its files stay in their folder', () =>
    onMachine(optionsOn('debian', { pattern: 'development', serverName: 'localhost' }), async (site) => {
      const home = path.join(site.folder, 'srv/app');
      for (const file of ['conf/dev-run', 'tls/app.pem', 'tls/app.key']) chownSync(path.join(home, file), NOBODY, NOBODY);
      await site.serving(async (ask) => {
        const [plain, secure] = [whereabouts(await ask('http://localhost:8080/')), whereabouts(await ask('https://localhost:8443/'))];
        expect(secure).toEqual({ ...plain, scheme: 'https' });
      }, NOBODY);
      expect(readdirSync(path.join(home, 'conf')).sort()).toEqual(['dev-run', 'dev.conf']);
      expect(existsSync(path.join(home, 'conf/dev-run/error.log'))).toBe(true);
    }));
});

describe.runIf(apacheIsAsked() && findNginx() !== null)('Flask behind nginx', () => {
  test.each([
    { proxies: ['127.0.0.1'], scheme: 'https' },
    { proxies: ['192.0.2.1'], scheme: 'http' },
  ])('sees $scheme where $proxies is trusted; nginx has the lines that the comments give', ({ proxies, scheme }) =>
    onMachine(optionsOn('debian', { pattern: 'behind-proxy', proxies }), (site, pki) =>
      site.serving(async (ask, ports) => {
        const headers = [...readFileSync(site.files[0]!, 'utf8').matchAll(/^\s*#\s+(proxy_set_header .*;)$/gm)].map(([, line]) => line);
        expect(headers).toHaveLength(3);
        const does = `location / { ${headers.join(' ')} proxy_pass http://127.0.0.1:${ports.get('8080')}; }`;
        const lines = [`ssl_certificate "${path.join(site.folder, 'tls.pem')}";`, `ssl_certificate_key "${path.join(site.folder, 'tls.key')}";`, does];
        pki.write('tls.pem', { certificates: [{ names: ['blog.test'], issuer: 'root' }] });
        pki.write('tls.key', { key: 'EC 1' });
        await nginxServing(site.folder, lines, async (port) => {
          (ports as Map<string, number>).set('9443', port);
          expect(whereabouts(await ask('https://blog.test:9443/'))).toMatchObject({ scheme, client: '127.0.0.1', group: 'blog.test' });
        });
      }),
    ),
  );
});

function staticOf(platform: (typeof PLATFORMS)[number]): string {
  return optionsOn(platform, { pattern: 'https-redirect' }).script.replace('app.wsgi', 'static');
}

async function onMachine<T>(options: VirtualHostOptions, work: (site: Placed, pki: Pki) => Promise<T>, certificates?: 'to come'): Promise<T> {
  const pki = new Pki();
  try {
    return await work(await placed(pki, options, certificates), pki);
  } finally {
    pki.remove();
  }
}

/** What the application says of where it runs. */
function whereabouts({ status, body }: Answer): Record<string, unknown> {
  expect(status, body).toBe(200);
  return JSON.parse(body);
}
