/** Virtual hosts started by the command of mod_wsgi-express that they come to; only where mod_wsgi-express is installed, which Debian’s packages lack. */
import { chmod, writeFile } from 'node:fs/promises';
import https from 'node:https';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandTask } from '../../client/src/scaffolds/express/command.ts';
import { commandOfSite } from '../../client/src/scaffolds/express/fromSite.ts';
import { virtualHost } from '../../client/src/scaffolds/httpd/virtualHost.ts';
import { Site } from '../kit/configuration.ts';
import { findExpress, whileExpress } from '../kit/express.ts';
import { Pki } from '../kit/pki.ts';
import { freePort } from '../kit/start.ts';

const SCRIPT = `def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [("%s %s" % (environ["wsgi.url_scheme"], environ["mod_wsgi.process_group"])).encode()]
`;

describe.runIf(findExpress() !== undefined)('mod_wsgi-express', () => {
  test('serves what the virtual host would, over HTTPS', async () => {
    const pki = new Pki();
    try {
      const [http, port] = [await freePort(), await freePort()];
      await chmod(path.dirname(pki.folder), 0o755);
      await writeFile(path.join(pki.folder, 'app.wsgi'), SCRIPT);
      const certificate = pki.write('tls.pem', { certificates: [{ names: ['blog.test'], issuer: 'root' }] });
      const options = {
        script: path.join(pki.folder, 'app.wsgi'),
        certificate,
        privateKey: pki.write('tls.key', { key: 'EC 1' }),
        target: '/etc/httpd/conf.d/a.conf',
      };
      const [{ text }] = virtualHost({ ...options, pattern: 'http-and-https', serverName: 'blog.test', ports: { http, https: port } });
      const site = new Site({ [options.target]: text });
      const { command } = commandOfSite(site.service.siteLines(site.document(options.target), { line: 0, character: 0 })!);
      const account = process.getuid?.() === 0 ? ['--user', 'nobody', '--group', 'nogroup'] : [];
      await whileExpress(pki.folder, [...commandTask(command).args, ...account], async () => {
        expect(await ask(port, pki.authority('root'))).toMatch(/^https .*/);
      });
    } finally {
      pki.remove();
    }
  });
});

function ask(port: number, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = https.get({ host: '127.0.0.1', port, ca, servername: 'blog.test', headers: { Host: `blog.test:${port}` }, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        body += piece;
      });
      response.once('end', () => resolve(body));
    });
    request.once('error', reject);
  });
}
