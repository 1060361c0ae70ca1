/** Deployments of one Flask application over HTTP and HTTPS, written as people write them. */
import type { Deployment } from './machine.ts';

const KEY = '/etc/ssl/private/lab.key';
const CERTIFICATE = '/etc/ssl/certs/lab.crt';
const LEAF = { names: ['lab.test'], issuer: 'intermediate' } as const;

/** The certificate, its key and the intermediate as an authority sends them: three files. */
const BOUGHT: NonNullable<Deployment['certificates']> = {
  [CERTIFICATE]: { certificates: [LEAF] },
  [KEY]: { key: 'EC 1' },
  '/etc/ssl/certs/issuer.crt': { certificates: ['intermediate'] },
};

/** What certbot keeps for a name. */
const FETCHED: NonNullable<Deployment['certificates']> = {
  '/etc/letsencrypt/live/lab.test/cert.pem': { certificates: [LEAF] },
  '/etc/letsencrypt/live/lab.test/chain.pem': { certificates: ['intermediate'] },
  '/etc/letsencrypt/live/lab.test/fullchain.pem': { certificates: [LEAF, 'intermediate'] },
  '/etc/letsencrypt/live/lab.test/privkey.pem': { key: 'EC 1' },
};

const OLD_FOLDER = `    <Directory /srv/lab>
        WSGIProcessGroup lab
        WSGIApplicationGroup %{GLOBAL}
        WSGIScriptReloading On
        Order deny,allow
        Allow from all
    </Directory>
`;

const OLD_DAEMON = '    WSGIDaemonProcess lab user=www-data group=www-data umask=0002 threads=5 home=/srv/lab\n';

function oldSite({ secondDaemon }: { readonly secondDaemon: string }): string {
  return `NameVirtualHost *:80
NameVirtualHost *:443

<VirtualHost *:80>
    ServerName lab.test

${OLD_DAEMON}    WSGIScriptAlias / /srv/lab/lab.wsgi

${OLD_FOLDER}</VirtualHost>

<VirtualHost *:443>
    ServerName lab.test

${secondDaemon}    WSGIScriptAlias / /srv/lab/lab.wsgi

    SSLEngine On
    SSLCertificateFile ${CERTIFICATE}
    SSLCertificateKeyFile ${KEY}
    SSLCertificateChainFile /etc/ssl/certs/issuer.crt

${OLD_FOLDER}</VirtualHost>
`;
}

/** Lines of httpd 2.2, one file for both ports, the daemon in the first virtual host. */
export const oldStyle: Deployment = { sites: { 'lab.conf': oldSite({ secondDaemon: '' }) }, certificates: BOUGHT };

/** The same, the first virtual host copied whole. */
export const oldStyleCopied: Deployment = { sites: { 'lab.conf': oldSite({ secondDaemon: OLD_DAEMON }) }, certificates: BOUGHT };

const CERTBOT_BODY = `    ServerName lab.test

    WSGIDaemonProcess lab threads=5 python-path=/srv/lab
    WSGIProcessGroup lab
    WSGIApplicationGroup %{GLOBAL}
    WSGIScriptAlias / /srv/lab/lab.wsgi

    <Directory /srv/lab>
        <Files lab.wsgi>
            Require all granted
        </Files>
    </Directory>

    ErrorLog \${APACHE_LOG_DIR}/lab-error.log
    CustomLog \${APACHE_LOG_DIR}/lab-access.log combined
`;

const CERTBOT_COPY = `<IfModule mod_ssl.c>
<VirtualHost *:443>
${CERTBOT_BODY}
    SSLCertificateFile /etc/letsencrypt/live/lab.test/fullchain.pem
    SSLCertificateKeyFile /etc/letsencrypt/live/lab.test/privkey.pem
    Include /etc/letsencrypt/options-ssl-apache.conf
</VirtualHost>
</IfModule>
`;

const CERTBOT_OPTIONS: NonNullable<Deployment['files']> = {
  '/etc/letsencrypt/options-ssl-apache.conf': `SSLEngine on
SSLProtocol all -SSLv2 -SSLv3 -TLSv1 -TLSv1.1
SSLCipherSuite ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305
SSLHonorCipherOrder off
SSLSessionTickets off
SSLOptions +StrictRequire
`,
};

function certbotSite({ lines = '', copy = CERTBOT_COPY }: { readonly lines?: string; readonly copy?: string }): Deployment {
  const sites = { 'lab.conf': `<VirtualHost *:80>\n${CERTBOT_BODY}${lines}</VirtualHost>\n`, 'lab-le-ssl.conf': copy };
  return { sites, files: CERTBOT_OPTIONS, certificates: FETCHED };
}

/** A site and the copy of it that certbot makes for HTTPS. */
export const certbotStyle = certbotSite({});

/** The same, with the redirect that certbot offers. */
export const certbotRedirected = certbotSite({
  lines: `    RewriteEngine on
    RewriteCond %{SERVER_NAME} =lab.test
    RewriteRule ^ https://%{SERVER_NAME}%{REQUEST_URI} [END,NE,R=permanent]
`,
});

/** The same, the copy worked on since. */
export const certbotChanged = certbotSite({ copy: CERTBOT_COPY.replace('threads=5', 'threads=9') });

/** Debian's example of an HTTPS site made one's own, the whole chain named twice; the HTTP site has been written later, by copying. */
export const defaultStyle: Deployment = {
  sites: {
    'app.conf': `<IfModule mod_ssl.c>
    <VirtualHost _default_:443>
        ServerName lab.test
        WSGIDaemonProcess app user=www-data group=www-data threads=5 home=/srv/lab/
        WSGIScriptAlias / /srv/lab/lab.wsgi
        ErrorLog \${APACHE_LOG_DIR}/error.log
        CustomLog \${APACHE_LOG_DIR}/access.log combined
        SSLEngine on
        SSLCertificateFile      /etc/letsencrypt/live/lab.test/fullchain.pem
        SSLCertificateKeyFile   /etc/letsencrypt/live/lab.test/privkey.pem
        SSLCertificateChainFile /etc/letsencrypt/live/lab.test/fullchain.pem
        <directory /srv/lab>
            WSGIProcessGroup app
            WSGIApplicationGroup %{GLOBAL}
            WSGIScriptReloading On
            Order deny,allow
            Allow from all
        </directory>
        <FilesMatch "\\.(cgi|shtml|phtml|php)$">
            SSLOptions +StdEnvVars
        </FilesMatch>
        <Directory /usr/lib/cgi-bin>
            SSLOptions +StdEnvVars
        </Directory>
    </VirtualHost>
</IfModule>
`,
    'app-http.conf': `<VirtualHost _default_:80>
    ServerName lab.test
    WSGIDaemonProcess app user=www-data group=www-data threads=5 home=/srv/lab/
    WSGIScriptAlias / /srv/lab/lab.wsgi
    <directory /srv/lab>
        WSGIProcessGroup app
        WSGIApplicationGroup %{GLOBAL}
        Order allow,deny
        Allow from all
    </directory>
</VirtualHost>
`,
  },
  certificates: FETCHED,
};

/** A certificate named without its intermediate, which lies beside it in a bundle; modern otherwise. */
export const bundleStyle: Deployment = {
  sites: {
    'lab.conf': `WSGIDaemonProcess lab processes=1 threads=5 home=/srv/lab

<VirtualHost *:80>
    ServerName lab.test
    WSGIScriptAlias / /srv/lab/lab.wsgi process-group=lab application-group=%{GLOBAL}
    <Directory /srv/lab>
        Require all granted
    </Directory>
</VirtualHost>

<VirtualHost *:443>
    ServerName lab.test
    WSGIScriptAlias / /srv/lab/lab.wsgi process-group=lab application-group=%{GLOBAL}
    SSLEngine on
    SSLCertificateFile /etc/ssl/lab/lab.crt
    SSLCertificateKeyFile /etc/ssl/lab/lab.key
    <Directory /srv/lab>
        Require all granted
    </Directory>
</VirtualHost>
`,
  },
  certificates: {
    '/etc/ssl/lab/lab.crt': { certificates: [LEAF] },
    '/etc/ssl/lab/lab.key': { key: 'EC 1' },
    '/etc/ssl/lab/lab.ca-bundle': { certificates: ['intermediate'] },
    '/etc/ssl/lab/lab_chain.crt': { certificates: [LEAF, 'intermediate'] },
  },
};

const GUIDE_TLS = `    SSLEngine on
    SSLCertificateFile /etc/letsencrypt/live/lab.test/fullchain.pem
    SSLCertificateKeyFile /etc/letsencrypt/live/lab.test/privkey.pem
    SSLProtocol -all +TLSv1.2 +TLSv1.3
`;

const GUIDE_FOLDER = `    <Directory /srv/lab>
        Require all granted
    </Directory>
`;

/** One application on both ports, as the guide of mod_wsgi has it: the daemon once, in the first virtual host. */
export const guidePair: Deployment = {
  sites: {
    'lab.conf': `<VirtualHost *:80>
    ServerName lab.test

    WSGIDaemonProcess lab processes=1 threads=10
    WSGIProcessGroup lab
    WSGIApplicationGroup %{GLOBAL}
    WSGIScriptAlias / /srv/lab/lab.wsgi

${GUIDE_FOLDER}</VirtualHost>

<VirtualHost *:443>
    ServerName lab.test

${GUIDE_TLS}
    WSGIProcessGroup lab
    WSGIApplicationGroup %{GLOBAL}
    WSGIScriptAlias / /srv/lab/lab.wsgi

${GUIDE_FOLDER}</VirtualHost>
`,
  },
  certificates: FETCHED,
};

/** HTTPS alone: port 80 sends everybody there, and browsers are to remember it. */
export const guideHttpsOnly: Deployment = {
  sites: {
    'lab.conf': `<VirtualHost *:80>
    ServerName lab.test
    Redirect permanent / https://lab.test
</VirtualHost>

<VirtualHost *:443>
    ServerName lab.test

${GUIDE_TLS}    Header always set Strict-Transport-Security max-age=63072000; includeSubDomains

    WSGIDaemonProcess lab processes=1 threads=10
    WSGIProcessGroup lab
    WSGIApplicationGroup %{GLOBAL}
    WSGIScriptAlias / /srv/lab/lab.wsgi

${GUIDE_FOLDER}</VirtualHost>
`,
  },
  certificates: FETCHED,
};
