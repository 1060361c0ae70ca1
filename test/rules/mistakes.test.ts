/** Mistakes that people make with mod_wsgi and TLS, each as small as it can be, and the finding that speaks of it. */
import { describe, expect, test } from 'vitest';
import { LanguageService, openDocument } from '../../server/src/ide.ts';
import { NEWEST, type Target } from '../../server/src/model/target.ts';
import { check, type Tree } from '../kit/configuration.ts';
import { host, hostOn, section } from '../sites/said.ts';

const ROOT = '/etc/apache2/apache2.conf';
const SITE = '/etc/apache2/sites-enabled/blog.conf';

interface Mistake {
  readonly what: string;
  readonly text: string;
  readonly code: string;
  /** How many fixes are offered at least; 0 where nobody but its author can mend it. */
  readonly fixes: number;
  readonly files?: Tree;
  readonly target?: Partial<Target>;
}

const SCRIPT = { '/srv/blog/app.wsgi': 'from blog import app as application\n' };
const DENY = section('Directory /', 'Require all denied');
const PAIR = 'SSLCertificateFile /etc/ssl/private/blog.crt\nSSLCertificateKeyFile /etc/ssl/private/blog.key';
const MOUNT = 'WSGIScriptAlias / /srv/blog/app.wsgi';
const DAEMON = 'WSGIDaemonProcess blog';
const HSTS = 'Header always set Strict-Transport-Security "max-age=63072000"';
const secure = (...lines: readonly string[]) => hostOn('*:443', 'blog.test', 'SSLEngine on', PAIR, ...lines);
const loading = (...names: readonly string[]) => names.map((name) => `LoadModule ${name}_module modules/mod_${name}.so\n`).join('');

const MISTAKES: readonly Mistake[] = [
  { what: 'a site copied for HTTPS with its daemon', text: host('blog.test', DAEMON) + secure(DAEMON), code: 'duplicate-daemon-process', fixes: 1 },
  {
    what: 'the copy that certbot makes',
    text: 'Include sites-enabled/*.conf\n',
    files: { [SITE]: host('blog.test', DAEMON), '/etc/apache2/sites-enabled/blog-le-ssl.conf': secure(DAEMON) },
    code: 'duplicate-daemon-process',
    fixes: 1,
  },
  { what: 'a daemon that nothing is sent to', text: host('blog.test', `${DAEMON} python-home=/srv/venv`, MOUNT), code: 'unused-daemon-process', fixes: 1 },
  { what: 'no grant for the script', text: `${DENY}\n${host('blog.test', MOUNT)}`, code: 'script-without-access', fixes: 1 },
  {
    what: 'a grant for another folder',
    text: `${DENY}\n${host('blog.test', MOUNT, section('Directory /srv/blog/static', 'Require all granted'))}`,
    code: 'script-without-access',
    fixes: 1,
  },
  { what: 'the program as python-home', text: 'WSGIDaemonProcess a python-home=/srv/venv/bin/python3\nWSGIProcessGroup a\n', code: 'python-home', fixes: 1 },
  {
    what: 'a folder that is no environment as python-home',
    text: 'WSGIPythonHome /srv/blog\n',
    files: { ...SCRIPT, '/srv/blog/venv/pyvenv.cfg': 'home = /usr/bin\n' },
    code: 'python-home',
    fixes: 1,
  },
  { what: 'access of 2.2', text: section('Directory /srv/blog', 'Order allow,deny', 'Allow from all'), code: 'old-access-control', fixes: 1 },
  {
    what: 'access of 2.2 beside Require',
    text: section('Directory /srv/blog', 'Order allow,deny', 'Allow from all', 'Require all granted'),
    code: 'old-access-control',
    fixes: 1,
  },
  { what: 'a certificate that is not there', text: `Listen 443\n${secure()}`, files: { '/etc/ssl/private/': '' }, code: 'missing-tls-file', fixes: 0 },
  { what: 'mod_wsgi not loaded', text: `${loading('mpm_event')}Listen 80\nWSGIDaemonProcess a\n`, code: 'module-not-loaded', fixes: 1 },
  { what: 'mod_ssl not loaded', text: `${loading('mpm_event')}Listen 80\nSSLEngine on\n`, code: 'module-not-loaded', fixes: 1 },
  { what: 'mod_headers not loaded', text: `${loading('mpm_event')}Listen 80\n${HSTS}\n`, code: 'module-not-loaded', fixes: 1 },
  { what: 'a daemon on Windows', text: DAEMON, target: { platform: 'windows' }, code: 'not-on-platform', fixes: 0 },
  { what: 'a daemon beside a drive letter', text: `${DAEMON}\nWSGIScriptAlias / C:/app.wsgi process-group=blog\n`, code: 'daemon-mode-on-windows', fixes: 1 },
  {
    what: 'numpy outside of the main interpreter',
    text: host('blog.test', MOUNT),
    files: { ...SCRIPT, '/srv/blog/requirements.txt': 'numpy\n' },
    code: 'extensions-need-global',
    fixes: 1,
  },
  {
    what: 'site-packages in python-path',
    text: 'WSGIDaemonProcess a python-path=/srv/venv/lib/python3.11/site-packages\nWSGIProcessGroup a\n',
    code: 'site-packages-in-path',
    fixes: 1,
  },
  { what: 'no WSGISocketPrefix on RHEL', text: `${DAEMON}\nWSGIProcessGroup blog\n`, target: { platform: 'rhel' }, code: 'socket-prefix-missing', fixes: 1 },
  { what: 'port 443 without TLS', text: `Listen 443\n${hostOn('*:443', 'blog.test', MOUNT)}`, code: 'https-port-without-tls', fixes: 0 },
  { what: 'TLS without a certificate', text: `Listen 443\n${hostOn('*:443', 'blog.test', 'SSLEngine on')}`, code: 'engine-without-certificate', fixes: 0 },
  {
    what: 'a token that is not passed on',
    text: host('blog.test', MOUNT),
    files: { ...SCRIPT, '/srv/blog/requirements.txt': 'djangorestframework-simplejwt\n' },
    code: 'authorization-not-passed',
    fixes: 1,
  },
  {
    what: 'a daemon in the C locale',
    text: `${DAEMON}\nWSGIProcessGroup blog\n${MOUNT}\n`,
    files: { ...SCRIPT, '/etc/apache2/envvars': 'export LANG=C\n' },
    code: 'daemon-without-locale',
    fixes: 1,
  },
  { what: 'a group that is misspelt', text: `${DAEMON}\nWSGIProcessGroup blogs\n${MOUNT}\n`, code: 'unknown-process-group', fixes: 1 },
  {
    what: 'the group of another host',
    text: host('a.test', DAEMON, 'WSGIProcessGroup blog') + host('b.test', 'WSGIProcessGroup blog', MOUNT),
    code: 'process-group-of-other-host',
    fixes: 1,
  },
  {
    what: 'a group that is declared further down',
    text: `${MOUNT} process-group=blog application-group=%{GLOBAL}\n${DAEMON}\n`,
    code: 'process-group-at-start',
    fixes: 1,
  },
  { what: 'WSGIPythonPath in a virtual host', text: host('blog.test', 'WSGIPythonPath /srv/blog'), code: 'not-allowed-here', fixes: 1 },
  { what: 'WSGISocketPrefix in a virtual host', text: host('blog.test', 'WSGISocketPrefix run/wsgi'), code: 'not-allowed-here', fixes: 1 },
  {
    what: 'two groups in one place',
    text: `WSGIDaemonProcess a\nWSGIDaemonProcess b\n${host('blog.test', 'WSGIProcessGroup a', 'WSGIProcessGroup b', MOUNT)}`,
    code: 'overridden-process-group',
    fixes: 0,
  },
  {
    what: 'two Django projects in one interpreter',
    text: `WSGIDaemonProcess a\nWSGIProcessGroup a\nWSGIApplicationGroup %{GLOBAL}\nWSGIScriptAlias /b /srv/b/wsgi.py\nWSGIScriptAlias / /srv/a/wsgi.py\n`,
    files: {
      '/srv/a/wsgi.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'a.settings')\napplication = 1\n",
      '/srv/b/wsgi.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'b.settings')\napplication = 1\n",
    },
    code: 'shared-interpreter',
    fixes: 0,
  },
  { what: 'a script that is elsewhere', text: 'WSGIScriptAlias / /srv/blog/ap.wsgi\n', files: SCRIPT, code: 'missing-script', fixes: 1 },
  { what: 'a script without application', text: MOUNT, files: { '/srv/blog/app.wsgi': 'from blog import app\n' }, code: 'no-application', fixes: 1 },
  {
    what: 'a project that is not on the path',
    text: MOUNT,
    files: { ...SCRIPT, '/srv/blog/blog/__init__.py': '' },
    code: 'project-not-importable',
    fixes: 0,
  },
  {
    what: 'an environment of another Python',
    text: 'LoadModule wsgi_module modules/mod_wsgi-py310.cpython-310-x86_64-linux-gnu.so\nWSGIDaemonProcess a python-home=/srv/venv\nWSGIProcessGroup a\n',
    files: { '/srv/venv/pyvenv.cfg': 'home = /usr/bin\nversion = 3.12.1\n' },
    code: 'python-version-mismatch',
    fixes: 0,
  },
  { what: 'an application in /root', text: 'WSGIScriptAlias / /root/blog/app.wsgi\n', code: 'application-in-home', fixes: 0 },
  { what: 'Location for a folder', text: host('blog.test', MOUNT, section('Location /srv/blog', 'Require all granted')), code: 'location-on-path', fixes: 1 },
  {
    what: 'Directory for a file',
    text: host('blog.test', MOUNT, section('Directory /srv/blog/app.wsgi', 'Require all granted')),
    code: 'directory-without-effect',
    fixes: 1,
  },
  { what: 'a relative Directory', text: section('Directory blog', 'Require all granted'), code: 'directory-without-effect', fixes: 0 },
  { what: 'static files without a grant', text: `${DENY}\nAlias /static /srv/blog/static\n`, code: 'alias-without-access', fixes: 1 },
  { what: 'static files that were not collected', text: 'Alias /static/ /srv/blog/static/\n', files: SCRIPT, code: 'missing-alias-target', fixes: 0 },
  { what: 'a slash on one side', text: 'Alias /static/ /srv/blog/static\n', code: 'alias-slash', fixes: 1 },
  {
    what: 'the project as DocumentRoot',
    text: host('blog.test', 'DocumentRoot /srv/blog', 'WSGIScriptAlias /app /srv/blog/app.wsgi', section('Directory /srv/blog', 'Require all granted')),
    code: 'source-under-document-root',
    fixes: 0,
  },
  {
    what: 'secrets under the web root',
    text: host('blog.test', 'DocumentRoot /srv/blog', section('Directory /srv/blog', 'Require all granted')),
    files: { '/srv/blog/.env': 'A=1\n' },
    code: 'secrets-under-web-root',
    fixes: 1,
  },
  { what: 'a virtual host without a name', text: host('a.test') + host('', MOUNT), code: 'nameless-virtual-host', fixes: 0 },
  { what: 'two virtual hosts of one name', text: host('a.test') + host('a.test', MOUNT), code: 'duplicate-host-name', fixes: 0 },
  { what: 'a URL in ServerName', text: host('http://blog.test/app'), code: 'unusable-host-name', fixes: 1 },
  { what: 'a name in VirtualHost', text: hostOn('blog.test:443', 'blog.test', 'SSLEngine on', PAIR), code: 'host-name-as-address', fixes: 1 },
  { what: 'SSLCertificateChainFile', text: secure('SSLCertificateChainFile /etc/ssl/chain.pem'), code: 'obsolete-chain-file', fixes: 0 },
  { what: 'a misspelt directive', text: 'SLCertificateKeyFile /etc/ssl/private/blog.key\n', code: 'unknown-directive', fixes: 1 },
  { what: 'a misspelt Require', text: section('Directory /srv/blog', 'Requires all granted'), code: 'unknown-directive', fixes: 1 },
  { what: 'an option that does not exist', text: 'WSGIDaemonProcess a thread=5\nWSGIProcessGroup a\n', code: 'unknown-option', fixes: 1 },
  { what: 'blanks around an equals sign', text: 'WSGIDaemonProcess a threads = 5\nWSGIProcessGroup a\n', code: 'unknown-option', fixes: 0 },
  { what: 'a directive that is gone', text: 'WSGILazyInitialization On\n', code: 'removed-directive', fixes: 0 },
  { what: 'no Listen for a virtual host', text: `Listen 80\n${hostOn('*:8080', 'blog.test')}`, code: 'host-without-listen', fixes: 1 },
  { what: 'no Listen at all', text: loading('mpm_event'), code: 'no-listen', fixes: 1 },
  { what: 'a Listen too many', text: 'Listen 80\nListen 80\n', code: 'duplicate-listen', fixes: 1 },
  {
    what: 'a redirect to HTTPS behind a proxy',
    text: host('blog.test', 'WSGITrustedProxies 10.0.0.1', 'WSGITrustedProxyHeaders X-Forwarded-Proto', 'Redirect permanent / https://blog.test/', MOUNT),
    code: 'redirect-loop-behind-proxy',
    fixes: 0,
  },
  {
    what: 'Django that redirects to HTTPS for ever',
    text: host('blog.test', 'WSGIScriptAlias / /srv/blog/wsgi.py'),
    files: {
      '/srv/blog/wsgi.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\napplication = 1\n",
      '/srv/blog/settings.py': 'SECURE_SSL_REDIRECT = True\n',
    },
    code: 'django-behind-proxy',
    fixes: 0,
  },
  {
    what: 'a name that Django does not allow',
    text: host('blog.test', 'WSGIScriptAlias / /srv/blog/wsgi.py'),
    files: {
      '/srv/blog/wsgi.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\napplication = 1\n",
      '/srv/blog/settings.py': "ALLOWED_HOSTS = ['www.test']\n",
    },
    code: 'host-not-allowed',
    fixes: 0,
  },
  {
    what: 'scripts without ExecCGI',
    text: section('Directory /srv/blog', 'AddHandler wsgi-script .wsgi', 'Options Indexes'),
    code: 'handler-without-exec-cgi',
    fixes: 1,
  },
  { what: 'the whole site before a part of it', text: `${MOUNT}\nWSGIScriptAlias /admin /srv/admin/app.wsgi\n`, code: 'shadowed-script-alias', fixes: 1 },
  { what: 'an alias behind a longer one', text: 'Alias /a /srv/a\nAlias /a/b /srv/b\n', code: 'shadowed-alias', fixes: 1 },
  {
    what: 'a rewrite to the application without PT',
    text: host('blog.test', 'WSGIScriptAlias /app /srv/blog/app.wsgi', 'RewriteEngine on', 'RewriteRule ^/(.*)$ /app/$1 [L]'),
    code: 'rewrite-past-application',
    fixes: 1,
  },
  {
    what: 'FallbackResource to the application',
    text: `WSGIScriptAlias /app /srv/blog/app.wsgi\n${section('Directory /srv/www', 'FallbackResource /app')}\n`,
    code: 'fallback-to-application',
    fixes: 0,
  },
  { what: 'embedded although that is forbidden', text: `WSGIRestrictEmbedded On\n${MOUNT}\n`, code: 'embedded-mode-restricted', fixes: 0 },
  {
    what: 'mod_wsgi twice',
    text: 'LoadModule wsgi_module modules/mod_wsgi.so\nLoadModule wsgi_module modules/mod_wsgi_py3.so\n',
    code: 'repeated-wsgi-module',
    fixes: 1,
  },
  { what: 'two Pythons at once', text: 'WSGIPythonHome /srv/a\nWSGIPythonHome /srv/b\n', code: 'overridden-python-home', fixes: 0 },
  {
    what: 'a copy where a link should be',
    text: 'Include sites-enabled/*.conf\n',
    files: { [SITE]: host('blog.test'), '/etc/apache2/sites-available/blog.conf': host('blog.test') },
    code: 'copied-site',
    fixes: 0,
  },
  { what: 'LoadModule in a virtual host', text: host('blog.test', 'LoadModule ssl_module modules/mod_ssl.so'), code: 'load-module-in-section', fixes: 1 },
  {
    what: 'a second pool for the same site',
    text: `WSGIDaemonProcess a\nWSGIDaemonProcess b\n${host('blog.test', 'WSGIProcessGroup a', MOUNT)}${secure('WSGIProcessGroup b', MOUNT)}`,
    code: 'second-daemon-pool',
    fixes: 1,
  },
  {
    what: 'the application in a host that redirects everything',
    text: host('blog.test', 'Redirect permanent / https://blog.test/', MOUNT) + secure(MOUNT),
    code: 'application-behind-redirect',
    fixes: 1,
  },
  { what: 'HSTS in a host without TLS', text: host('blog.test', HSTS), code: 'hsts-over-http', fixes: 1 },
  { what: 'HSTS without always', text: secure(HSTS.replace(' always', '')), code: 'hsts-without-always', fixes: 1 },
  {
    what: 'HSTS without quotes',
    text: secure('Header always set Strict-Transport-Security max-age=1; includeSubDomains; preload'),
    code: 'argument-count',
    fixes: 0,
  },
  { what: 'HSTS for a list that refuses it', text: secure(HSTS.replace('"max', '"preload; max')), code: 'hsts-preload', fixes: 1 },
  { what: 'HSTS beside the application over HTTP', text: host('blog.test', MOUNT) + secure(HSTS, MOUNT), code: 'http-beside-hsts', fixes: 0 },
  {
    what: 'HSTS behind a proxy',
    text: host('blog.test', 'WSGITrustedProxies 10.0.0.1', 'WSGITrustedProxyHeaders X-Forwarded-Proto', HSTS, MOUNT),
    code: 'hsts-behind-proxy',
    fixes: 0,
  },
  {
    what: 'proxy headers that everybody may send',
    text: host('blog.test', 'WSGITrustedProxyHeaders X-Forwarded-For', MOUNT),
    code: 'trusted-headers-without-proxies',
    fixes: 0,
  },
  {
    what: 'two headers for one thing',
    text: host('blog.test', 'WSGITrustedProxies 10.0.0.1', 'WSGITrustedProxyHeaders X-Forwarded-For X-Real-IP', MOUNT),
    code: 'rival-proxy-headers',
    fixes: 0,
  },
  { what: 'a redirect without its slash', text: host('blog.test', 'Redirect permanent / https://blog.test'), code: 'redirect-without-slash', fixes: 1 },
  {
    what: 'a redirect for the moment',
    text: host('blog.test', 'RewriteEngine on', 'RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [L]'),
    code: 'temporary-https-redirect',
    fixes: 1,
  },
  { what: 'a retired protocol', text: secure('SSLProtocol -all +TLSv1 +TLSv1.1 +TLSv1.2'), code: 'weak-protocol', fixes: 1 },
  { what: 'a list without signs', text: secure('SSLProtocol TLSv1.2 TLSv1.3'), code: 'protocol-override', fixes: 1 },
  { what: 'a weak cipher', text: secure('SSLCipherSuite HIGH:RC4'), code: 'weak-cipher', fixes: 1 },
  { what: 'the placeholder certificate', text: secure().replaceAll('private/blog.crt', 'certs/ssl-cert-snakeoil.pem'), code: 'snakeoil-certificate', fixes: 0 },
  {
    what: 'cert.pem of certbot',
    text: secure().replaceAll('/etc/ssl/private/blog.crt', '/etc/letsencrypt/live/blog.test/cert.pem'),
    code: 'incomplete-chain',
    fixes: 0,
  },
  { what: 'a certificate without a key', text: secure().replace(/SSLCertificateKeyFile.*\n/, ''), code: 'certificate-without-key', fixes: 0 },
  { what: 'client certificates without an authority', text: secure('SSLVerifyClient require'), code: 'client-certificates-without-ca', fixes: 0 },
  {
    what: 'client certificates of everybody',
    text: secure('SSLVerifyClient require', 'SSLCACertificateFile /etc/ssl/certs/ca-certificates.crt'),
    code: 'public-client-ca',
    fixes: 0,
  },
  {
    what: 'client certificates for a path',
    text: secure('SSLCACertificateFile /etc/ssl/private/ca.pem', section('Location /a', 'SSLVerifyClient require')),
    code: 'client-certificates-per-path',
    fixes: 0,
  },
  { what: 'client certificates that are not checked', text: secure('SSLVerifyClient optional_no_ca'), code: 'unverified-client-certificates', fixes: 1 },
  {
    what: 'client certificates that the application does not see',
    text: secure('SSLVerifyClient require', 'SSLCACertificateFile /etc/ssl/private/ca.pem', MOUNT),
    code: 'client-certificates-without-variables',
    fixes: 1,
  },
];

function findingsOf({ text, files = {}, target = {} }: Mistake) {
  return check({ [ROOT]: text, ...files }, { target: { ...NEWEST, ...target }, filesMode: Object.keys(files).length > 0 ? 'always' : 'never' });
}

describe('a mistake is found', () => {
  test.each(MISTAKES.map((mistake) => [mistake.what, mistake] as const))('%s', (_, mistake) => {
    const found = findingsOf(mistake);
    const own = found.filter(({ code }) => code === mistake.code);
    expect(own.length, found.map(({ line, code }) => `${line} ${code}`).join('\n')).toBeGreaterThan(0);
    expect(own.flatMap(({ fixes }) => fixes).length).toBeGreaterThanOrEqual(mistake.fixes);
  });
});

describe('in a .htaccess file', () => {
  test.each([
    'WSGIDaemonProcess a',
    'WSGIScriptAlias / /srv/app.wsgi',
    'WSGISocketPrefix run/wsgi',
    'WSGIPythonHome /srv/venv',
    'WSGIImportScript /srv/a.py process-group=a application-group=b',
  ])('%s is out of place', (line) => {
    const found = new LanguageService(NEWEST).diagnostics(openDocument('file:///srv/www/.htaccess', 0, `${line}\n`));
    expect(found.map(({ code }) => code)).toContain('not-allowed-here');
  });
});
