/** Virtual hosts as commands of mod_wsgi-express and back: every option is one that there is, a shell reads back every word, and its traps are avoided. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkValues, commandTask, commandText, type ExpressCommand, readCommand } from '../../client/src/scaffolds/express/command.ts';
import { commandOfSite, type ExpressResult } from '../../client/src/scaffolds/express/fromSite.ts';
import { EXPRESS_OPTIONS } from '../../client/src/scaffolds/express/options.ts';
import { virtualHostOfCommand } from '../../client/src/scaffolds/express/toVirtualHost.ts';
import { trapsOf } from '../../client/src/scaffolds/express/traps.ts';
import type { VirtualHostOptions } from '../../client/src/scaffolds/httpd/site.ts';
import { virtualHost } from '../../client/src/scaffolds/httpd/virtualHost.ts';
import { Site } from '../kit/configuration.ts';

const TARGET = '/etc/apache2/sites-available/blog.conf';
const BLOG: Omit<VirtualHostOptions, 'pattern'> = {
  serverName: 'blog.test',
  aliases: ['www.blog.test', '*.blog.test'],
  script: '/srv/blog/app.wsgi',
  project: '/srv/blog/src',
  pythonHome: '/srv/blog/venv',
  certificate: '/etc/ssl/blog.pem',
  privateKey: '/etc/ssl/blog.key',
  staticFolder: '/srv/blog/static',
  daemon: { threads: 8, processes: 2, 'request-timeout': 30, 'listen-backlog': 50 },
  target: TARGET,
};

/** The command for the site at a line (counted from 0) of a configuration. */
function expressOf(text: string, line = 0): ExpressResult {
  const site = new Site({ [TARGET]: text });
  const found = site.service.siteLines(site.document(TARGET), { line, character: 0 });
  if (found === null) throw new Error('no virtual host');
  return commandOfSite(found);
}

/** A site with these lines in a virtual host with TLS. */
function siteWith(...lines: readonly string[]): string {
  const tls = ['SSLEngine on', 'SSLCertificateFile /etc/ssl/a.pem', 'SSLCertificateKeyFile /etc/ssl/a.key'];
  return ['<VirtualHost *:443>', 'ServerName blog.test', 'WSGIScriptAlias / /srv/blog/app.wsgi', ...tls, ...lines, '</VirtualHost>', ''].join('\n');
}

const words = ({ command }: ExpressResult) => command.choices.map(({ name, values }) => [name, ...values].join(' '));

describe('there and back', () => {
  test.each<[string, Partial<VirtualHostOptions> & Pick<VirtualHostOptions, 'pattern'>]>([
    ['https-redirect', { pattern: 'https-redirect' }],
    ['http-and-https', { pattern: 'http-and-https' }],
    ['http-and-https on other ports', { pattern: 'http-and-https', ports: { http: 8000, https: 8443 } }],
    ['behind-proxy', { pattern: 'behind-proxy', proxies: ['10.0.0.5', '10.1.0.0/16'] }],
    ['mutual-tls', { pattern: 'mutual-tls', clientAuthority: '/etc/ssl/staff.pem' }],
    ['paths with blanks, quotes and dollars', { pattern: 'https-redirect', script: '/srv/my "blog"/it\'s $1.wsgi', pythonHome: '/srv/a b/\\venv' }],
  ])('%s', (_, options) => {
    const { certificate, privateKey, ...plain } = BLOG;
    const asked = { ...plain, ...(options.pattern !== 'behind-proxy' && { certificate, privateKey }), ...options };
    const { command } = expressOf(virtualHost(asked)[0].text);
    const read = readCommand(commandText(command));
    expect(read).toEqual(command);
    expect(trapsOf(read)).toEqual([]);
    for (const { name, values } of command.choices) checkValues(EXPRESS_OPTIONS.get(name)!, values);
    const { ports: _ports, ...back } = virtualHostOfCommand(read).options;
    const { target: _target, ports: _asked, ...wanted } = asked;
    expect(back).toEqual(wanted);
    expect(virtualHost({ ...virtualHostOfCommand(read).options, target: TARGET })[0].text).toBe(virtualHost(asked)[0].text);
  });
});

describe('a virtual host as a command', () => {
  test('has every part of it', () => {
    expect(commandText(expressOf(virtualHost({ ...BLOG, pattern: 'https-redirect' })[0].text).command)).toBe(
      `/srv/blog/venv/bin/mod_wsgi-express start-server /srv/blog/app.wsgi \\
    --port 80 \\
    --https-port 443 \\
    --server-name blog.test \\
    --server-alias www.blog.test \\
    --server-alias '*.blog.test' \\
    --https-only \\
    --hsts-policy max-age=300 \\
    --ssl-certificate-file /etc/ssl/blog.pem \\
    --ssl-certificate-key-file /etc/ssl/blog.key \\
    --processes 2 \\
    --threads 8 \\
    --request-timeout 30 \\
    --daemon-backlog 50 \\
    --working-directory /srv/blog/src \\
    --locale C.UTF-8 \\
    --python-path /srv/blog/src \\
    --url-alias /static /srv/blog/static \\
    --user www-data \\
    --group www-data`,
    );
  });

  test('tells what it does otherwise, and what it leaves out', () => {
    const { notes } = expressOf(virtualHost({ ...BLOG, pattern: 'https-redirect' })[0].text);
    expect(notes).toEqual([
      expect.stringContaining('302'),
      expect.stringContaining('HSTS is not sent with errors'),
      'These directives have no option. Put them into a file and name it with --include-file: SSLProtocol, SSLCipherSuite, SSLHonorCipherOrder, SSLSessionTickets.',
      expect.stringContaining('requests end after 60 seconds'),
    ]);
  });

  test.each<[string, string, readonly string[]]>([
    [
      'an HSTS policy of several words',
      'Header always set Strict-Transport-Security "max-age=300; preload"\n</VirtualHost>\n<VirtualHost *:80>\nServerName blog.test\nRedirect permanent / https://blog.test/',
      ['https-only', 'hsts-policy "max-age=300; preload"'],
    ],
    [
      'client certificates for a part',
      'SSLCACertificateFile /etc/ssl/ca.pem\n<Location /api/>\nSSLVerifyClient require\n</Location>',
      ['ssl-ca-certificate-file /etc/ssl/ca.pem', 'ssl-verify-client /api/'],
    ],
    ['variables of TLS', 'SSLOptions +StdEnvVars', ['ssl-environment']],
    ['an intermediate of its own', 'SSLCertificateChainFile /etc/ssl/chain.pem', ['ssl-certificate-chain-file /etc/ssl/chain.pem']],
    ['HTTP/2', 'Protocols h2 http/1.1', ['http2']],
    ['variables', 'SetEnv MODE "a b"', ['setenv MODE a b']],
    ['pages of errors', 'ErrorDocument 404 /lost', ['error-document 404 /lost']],
    ['limits', 'LimitRequestBody 1000', ['limit-request-body 1000']],
    ['another callable', 'WSGICallableObject app', ['callable-object app']],
    [
      'a buffer for headers, which needs --processes',
      'WSGIDaemonProcess x header-buffer-size=65536\nWSGIProcessGroup x',
      ['processes 1', 'header-buffer-size 65536'],
    ],
    ['the threads that httpd would give', 'WSGIDaemonProcess x\nWSGIProcessGroup x', ['threads 15']],
    ['several folders for imports', 'WSGIDaemonProcess x python-path=/a:/b\nWSGIProcessGroup x', ['python-path /a', 'python-path /b']],
    ['a locale', 'WSGIDaemonProcess x lang=de_DE.UTF-8\nWSGIProcessGroup x', ['locale de_DE.UTF-8']],
    ['an account', 'WSGIDaemonProcess x user=blog group=web\nWSGIProcessGroup x', ['user blog', 'group web']],
  ])('has %s', (_, line, options) => {
    const result = expressOf(siteWith(line));
    expect(words(result)).toEqual(expect.arrayContaining([...options]));
    expect(trapsOf(result.command)).toEqual([]);
    expect(readCommand(commandText(result.command))).toEqual(result.command);
  });

  test('takes the one at the cursor, and its twin on the other port', () => {
    const two = `${siteWith().replaceAll('blog', 'shop')}<VirtualHost *:8080>\nServerName blog.test\nWSGIScriptAlias / /srv/blog/app.wsgi\n</VirtualHost>\n${siteWith()}`;
    expect(words(expressOf(two, 3))).toContain('server-name shop.test');
    expect(words(expressOf(two, 9))).toEqual(expect.arrayContaining(['port 8080', 'https-port 443', 'server-name blog.test']));
  });

  test.each<[string, string, RegExp]>([
    ['nothing to serve', '<VirtualHost *:80>\nServerName blog.test\n</VirtualHost>\n', /serves no application: it has no WSGIScriptAlias/],
    ['a folder of scripts', '<VirtualHost *:80>\nServerName blog.test\nWSGIScriptAlias / /srv/blog/\n</VirtualHost>\n', /folder of scripts/],
    ['no name for HTTPS', siteWith().replace('ServerName blog.test\n', ''), /opens no HTTPS port without one/],
  ])('is refused where there is %s', (_, text, why) => expect(() => expressOf(text)).toThrow(why));

  test('as a task has the same words as in a shell, whatever is in them', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text));
    fc.assert(
      fc.property(value, value, (script, folder) => {
        const command: ExpressCommand = {
          program: 'mod_wsgi-express',
          script: `/${script}`,
          choices: [{ name: 'url-alias', values: ['/static', `/${folder}`] }],
        };
        const shell = `show() { for word; do printf '%s\\0' "$word"; done; }\n${commandText(command).replace('mod_wsgi-express', 'show')}`;
        const read = execFileSync('sh', ['-c', shell], { encoding: 'utf8' }).split('\0').slice(0, -1);
        expect(read).toEqual(commandTask(command).args);
        expect(readCommand(commandText(command))).toEqual(command);
      }),
      { numRuns: 60 },
    );
  });
});
