/** Commands of mod_wsgi-express as people type them: what is read, refused and warned of, and what virtual host they come to. */
import { describe, expect, test } from 'vitest';
import { readCommand } from '../../client/src/scaffolds/express/command.ts';
import { EXPRESS_OPTIONS } from '../../client/src/scaffolds/express/options.ts';
import { virtualHostOfCommand } from '../../client/src/scaffolds/express/toVirtualHost.ts';
import { trapsOf } from '../../client/src/scaffolds/express/traps.ts';

describe('a command', () => {
  test('knows the options of mod_wsgi 6.0.5', () => {
    expect(EXPRESS_OPTIONS.size).toBe(152);
    expect(EXPRESS_OPTIONS.get('service-log-file')).toEqual({ name: 'service-log-file', takes: 'pair', repeats: true, isUnixOnly: true, isHidden: false });
  });

  test('is read as it is typed', () => {
    const read = readCommand(
      `sudo /opt/v/bin/mod_wsgi-express start-server --port=80 \\\n  "my app.wsgi" --https-only --setenv A 'b c' --processe 2 --working-directory /srv/x`,
    );
    expect(read).toEqual({
      program: '/opt/v/bin/mod_wsgi-express',
      script: 'my app.wsgi',
      choices: [
        { name: 'port', values: ['80'] },
        { name: 'https-only', values: [] },
        { name: 'setenv', values: ['A', 'b c'] },
        { name: 'processes', values: ['2'] },
        { name: 'working-directory', values: ['/srv/x'] },
      ],
    });
  });

  test.each<[string, RegExp]>([
    ['gunicorn app:app', /no command of mod_wsgi-express/],
    ['mod_wsgi-express start-server', /names no script/],
    ['mod_wsgi-express start-server my app.wsgi', /two scripts, “my” and “app.wsgi”/],
    ['mod_wsgi-express start-server a.wsgi --ports 80', /has no option --ports/],
    ['mod_wsgi-express start-server a.wsgi --ssl 80', /It begins like --ssl-environment, --ssl-certificate-file, /],
    ['mod_wsgi-express start-server a.wsgi --port http', /--port takes a number, not “http”/],
    ['mod_wsgi-express start-server a.wsgi --setenv A', /--setenv takes two values, not 1/],
    ['mod_wsgi-express start-server a.wsgi --https-only=yes', /--https-only takes nothing, not 1/],
  ])('%s: is refused', (text, why) => expect(() => readCommand(text)).toThrow(why));

  const PAIR = '--ssl-certificate-file a.pem --ssl-certificate-key-file a.key';
  test.each<[string, RegExp]>([
    [`--https-port 8443 ${PAIR}`, /^Without --server-name there is no HTTPS/],
    ['--https-port 8443 --server-name a.test', /^HTTPS needs --ssl-certificate-file/],
    ['--ssl-certificate /etc/ssl/a', /^The certificate is not used without --https-port/],
    [`--https-port 8443 --server-name a.test ${PAIR} --hsts-policy max-age=300`, /^--hsts-policy does nothing without --https-only/],
    [
      `--https-port 8443 --server-name a.test ${PAIR} --https-only --hsts-policy 'max-age=300; preload'`,
      /httpd does not start: “Too many arguments to directive”/,
    ],
    ['--https-only', /^--https-only does nothing without --server-name/],
    ['--server-name a.test --https-only --trust-proxy-header X-Forwarded-Proto --trust-proxy 127.0.0.1', /round and round/],
    ['--trust-proxy-header X-Forwarded-Proto', /everybody is believed/],
    ['--ssl-verify-client /api', /does nothing without --ssl-ca-certificate-file/],
    ['--server-alias b.test', /does nothing without --server-name/],
    [`--url-alias /static "/srv/ann's blog"`, /between apostrophes/],
    ['--header-buffer-size 65536', /only counts together with --processes/],
    ['--port 80 --user www-data', /add --user and --group/],
  ])('%s: is a trap', (options, what) =>
    expect(trapsOf(readCommand(`mod_wsgi-express start-server a.wsgi ${options}`))).toEqual([expect.stringMatching(what)]),
  );

  test.each(['--port 8080', `--port 80 --https-port 443 --server-name a.test ${PAIR} --https-only --hsts-policy '"max-age=300; preload"' --user a --group b`])(
    '%s: is none',
    (options) => expect(trapsOf(readCommand(`mod_wsgi-express start-server a.wsgi ${options}`))).toEqual([]),
  );
});

describe('a command as a virtual host', () => {
  const back = (options: string) => virtualHostOfCommand(readCommand(`mod_wsgi-express start-server app.wsgi --working-directory /srv/blog ${options}`));

  test('finds the script in the working folder, and a pair of files by its prefix', () => {
    expect(back('--server-name a.test --https-port 8443 --ssl-certificate /etc/ssl/a').options).toMatchObject({
      pattern: 'http-and-https',
      script: '/srv/blog/app.wsgi',
      certificate: '/etc/ssl/a.crt',
      privateKey: '/etc/ssl/a.key',
      ports: { http: 8000, https: 8443 },
    });
  });

  test('tells what gets lost', () => {
    const { notes } = back('--server-name a.test --trust-proxy 10.0.0.1 --http2 --url-alias /media /srv/media --python-path /a --python-path /b');
    expect(notes).toEqual([
      'The virtual host does not say what these options did: --http2, --url-alias.',
      expect.stringContaining('Only the first --python-path'),
    ]);
  });

  test.each([
    ['--port 8000', /has no --server-name/],
    ['--server-name a.test', /neither a certificate nor a proxy in front/],
  ])('%s: is refused', (options, why) => expect(() => back(options)).toThrow(why));
});
