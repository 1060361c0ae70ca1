/** Lines as people write them into sites, by the context that takes them; every file and folder named is in the tree. */
import type { Context } from '../../../server/src/knowledge/types.ts';
import { accessCases } from '../../refusals/cases/access.ts';
import { aliasCases } from '../../refusals/cases/alias.ts';
import { coreCases } from '../../refusals/cases/core.ts';
import { headersCases } from '../../refusals/cases/headers.ts';
import { logsCases } from '../../refusals/cases/logs.ts';
import { proxyCases } from '../../refusals/cases/proxy.ts';
import { rewriteCases } from '../../refusals/cases/rewrite.ts';
import { smallCases } from '../../refusals/cases/small.ts';
import { tlsCases } from '../../refusals/cases/tls.ts';
import { ROOT } from '../tree.ts';

const HOST_LINES = [
  'ServerName blog.test',
  'ServerName shop.test:443',
  'ServerAdmin webmaster@blog.test',
  `DocumentRoot ${ROOT}/www`,
  `DocumentRoot "${ROOT}/www/app"`,
  'DocumentRoot www',
  'ErrorLog logs/error.log',
  `ErrorLog ${ROOT}/logs/error.log`,
  'ErrorLog "|/bin/cat"',
  'ErrorLog syslog:local1',
  'CustomLog logs/access.log combined',
  `CustomLog ${ROOT}/logs/access.log "%h %l %u %t \\"%r\\" %>s %b" env=!dontlog`,
  'TransferLog logs/transfer.log',
  'LogLevel info ssl:warn',
  'LogLevel warn wsgi:debug',
  'SSLEngine on',
  'SSLEngine off',
  `SSLCertificateFile ${ROOT}/tls/a.pem`,
  'SSLCertificateFile "tls/a.pem"',
  `SSLCertificateKeyFile ${ROOT}/tls/a.pem`,
  `SSLCertificateChainFile ${ROOT}/tls/chain.pem`,
  'SSLCACertificateFile tls/chain.pem',
  `SSLCACertificatePath ${ROOT}/tls`,
  'SSLProtocol -all +TLSv1.2 +TLSv1.3',
  'SSLProtocol all -SSLv3 -TLSv1 -TLSv1.1',
  'SSLCipherSuite ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256',
  'SSLHonorCipherOrder off',
  'SSLVerifyClient optional',
  'SSLVerifyDepth 2',
  'SSLUseStapling on',
  'Protocols h2 http/1.1',
  'Header always set Strict-Transport-Security "max-age=63072000"',
  'Header set X-Frame-Options DENY',
  'RequestHeader set X-Forwarded-Proto https',
  'RequestHeader unset Proxy early',
  'Redirect permanent / https://blog.test/',
  'RedirectMatch 301 ^/old/(.*)$ /new/$1',
  'RewriteEngine On',
  'RewriteCond %{HTTPS} !=on',
  'RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301,L]',
  'RewriteRule ^/(.*)$ /$1 [PT]',
  `Alias /static/ ${ROOT}/www/static/`,
  `Alias /robots.txt "${ROOT}/www/robots.txt"`,
  `ScriptAlias /cgi-bin/ ${ROOT}/cgi/`,
  'ProxyPass /api http://127.0.0.1:8000/api retry=0',
  'ProxyPass /static !',
  'ProxyPassReverse /api http://127.0.0.1:8000/api',
  'ProxyPreserveHost On',
  'ProxyRequests Off',
  'SetEnv DJANGO_SETTINGS_MODULE blog.settings',
  'SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1',
  'DirectoryIndex index.html index.php',
  'ErrorDocument 404 /404.html',
  'AddType application/wasm .wasm',
  'AddDefaultCharset UTF-8',
  'FileETag None',
  'Timeout 300',
  'KeepAlive On',
  'UseCanonicalName Off',
  'ServerSignature Off',
  'TraceEnable Off',
  'RewriteMap m txt:tls/a.pem',
  'WSGIPassAuthorization On',
  'WSGIApplicationGroup %{GLOBAL}',
  'WSGICallableObject app',
  'WSGIScriptReloading Off',
] as const;

const FOLDER_LINES = [
  'Require all granted',
  'Require all denied',
  'Require ip 10.0.0.0/8 192.168.1',
  'Require not ip 10.0.0.1',
  'Require host blog.test',
  'Require valid-user',
  'Require user ann bob',
  'Require local',
  'Require expr "%{HTTPS} == \'on\'"',
  'Options FollowSymLinks',
  'Options -Indexes +SymLinksIfOwnerMatch',
  'Options None',
  'Options Indexes ExecCGI',
  'AllowOverride None',
  'AllowOverride All',
  'AllowOverride AuthConfig FileInfo',
  'AuthType Basic',
  'AuthName "Staff only"',
  'AuthUserFile tls/users',
  'AuthBasicProvider file',
  'Order allow,deny',
  'Allow from all',
  'Deny from 10.0.0.1',
  'Satisfy Any',
  'SetHandler wsgi-script',
  'AddHandler cgi-script .cgi',
  'AddHandler wsgi-script .wsgi',
  'RewriteBase /blog/',
  'RewriteRule ^index\\.php$ - [L]',
  'RewriteCond %{REQUEST_FILENAME} !-f',
  'SSLRequireSSL',
  'SSLOptions +StdEnvVars',
  'ExpiresActive On',
  'ExpiresByType text/css "access plus 1 week"',
  'Header unset ETag',
  'SetOutputFilter DEFLATE',
  'AddOutputFilterByType DEFLATE text/html text/css',
  'LimitRequestBody 1048576',
  'ProxyPass http://127.0.0.1:8000/',
  'ProxyPassReverse http://127.0.0.1:8000/',
  'Redirect permanent https://blog.test/',
  'WSGIPassAuthorization On',
  'WSGIProcessGroup %{GLOBAL}',
  'IndexOptions FancyIndexing',
  'DirectoryIndex disabled',
  'CGIPassAuth On',
] as const;

const SERVER_LINES = [
  'User www-data',
  'Group www-data',
  'PidFile run/other.pid',
  'ServerTokens Prod',
  'StartServers 2',
  'ThreadsPerChild 25',
  'MaxRequestWorkers 150',
  'SSLSessionCache shmcb:run/ssl_scache(512000)',
  'SSLSessionCacheTimeout 300',
  'SSLStaplingCache shmcb:run/stapling(32768)',
  'SSLRandomSeed startup builtin',
  'SSLPassPhraseDialog builtin',
  'Mutex file:run default',
  'LogFormat "%h %l %u %t \\"%r\\" %>s %O" short',
  'ErrorLogFormat "[%t] [%l] %M"',
  'AcceptFilter https none',
  'WSGIPythonHome /usr',
  'WSGIPythonPath /srv/blog',
  'WSGISocketPrefix run/wsgi',
  'WSGIRestrictEmbedded On',
  'ExtendedStatus On',
  'NameVirtualHost *:80',
  'CoreDumpDirectory www',
  'ListenBacklog 511',
] as const;

type Lines = readonly string[];

const CASES = [coreCases, accessCases, aliasCases, headersCases, logsCases, proxyCases, rewriteCases, smallCases, tlsCases].flat();

/** Measured lines of a place: those that httpd takes, or those that it refuses. */
function measured(place: 'server' | 'vhost' | 'directory' | 'location' | 'balancer', taken: boolean): Lines {
  const lines = CASES.filter(([at, , httpd]) => at === place && (httpd === null) === taken).map(([, line]) => line);
  return lines.filter((line) => !/^(?:Listen|Define|<)/.test(line) && !line.includes('\n'));
}

const TAKEN: Readonly<Partial<Record<Context, Lines>>> = {
  server: [...HOST_LINES, ...SERVER_LINES, ...measured('server', true)],
  vhost: [...HOST_LINES, ...HOST_LINES, ...measured('vhost', true)],
  directory: [...FOLDER_LINES, ...FOLDER_LINES, ...measured('directory', true)],
  location: [...FOLDER_LINES, ...FOLDER_LINES, ...measured('location', true)],
  proxy: [...FOLDER_LINES, ...measured('balancer', true)],
};

const REFUSED: Readonly<Partial<Record<Context, Lines>>> = {
  server: measured('server', false),
  vhost: measured('server', false),
  directory: measured('directory', false),
  location: measured('location', false),
  proxy: measured('balancer', false),
};

/** Usual lines of a context. */
export function usualLines(context: Context): Lines {
  return TAKEN[context] ?? FOLDER_LINES;
}

/** Lines that httpd is known to refuse in a context. */
export function refusedLines(context: Context): Lines {
  return REFUSED[context] ?? measured('directory', false);
}
