/** httpd as the packages of each platform leave it: where the main configuration and the sites are, and what is in it before a site comes. */
import type { PlatformId } from '../../client/src/scaffolds/httpd/platforms.ts';
import { linesThatLoad } from '../kit/apache.ts';
import type { Tree } from '../kit/configuration.ts';

/** Where a platform keeps things. */
export interface Layout {
  /** The main configuration. */
  readonly main: string;
  /** Where a site goes. */
  readonly site: string;
  /** Where somebody keeps an application. */
  readonly home: string;
  /** What the package's own configuration says, once somebody has done what the comments of a site say. */
  readonly installed: (site: string) => Tree;
}

const BASE = ['mpm_event', 'alias', 'authz_core', 'authz_host', 'dir', 'mime', 'setenvif'];
const SESSIONS = 'SSLSessionCache shmcb:/var/run/httpd/ssl_scache(512000)';
const COMBINED = 'LogFormat "%h %l %u %t \\"%r\\" %>s %b" combined';
const CLOSED = '<Directory />\n    AllowOverride None\n    Require all denied\n</Directory>';

/** A main configuration, its lines and then the files that it reads. */
function main(root: string, lines: readonly string[], reads: string): string {
  const usual = [
    'ServerName localhost',
    'User nobody',
    'Group nogroup',
    'DefaultRuntimeDir /var/run/httpd',
    'PidFile /var/run/httpd/pid',
    'TypesConfig /etc/mime.types',
  ];
  return [`ServerRoot "${root}"`, ...usual, ...lines, CLOSED, COMBINED, reads, ''].join('\n');
}

function loading(names: readonly string[]): string {
  return `${linesThatLoad(names, 'event').join('\n')}\n`;
}

/** What a command in the comments names. */
function named(site: string, command: RegExp): string[] {
  return command.exec(site)?.[1]?.split(' ') ?? [];
}

/** A server whose main configuration loads few modules and reads the site by its path. */
function hasLines(root: string, listen: string, { folder, site }: { readonly folder: string; readonly site: string }): Layout['installed'] {
  const lines = [`Listen ${listen}`, loading(['headers', ...BASE]), 'ErrorLog /var/run/httpd/log'];
  return () => ({ [`${folder}/httpd.conf`]: main(root, lines, `Include ${site}`), [`${folder}/mime.types`]: 'text/css css\n' });
}

function debian(site: string): Tree {
  const lines = ['ErrorLog ${APACHE_LOG_DIR}/error.log', 'IncludeOptional mods-enabled/*.load', 'IncludeOptional mods-enabled/*.conf', 'Include ports.conf'];
  return {
    '/etc/apache2/apache2.conf': main('/etc/apache2', lines, 'IncludeOptional sites-enabled/*.conf'),
    '/etc/apache2/envvars': 'export APACHE_LOG_DIR=/var/log/apache2\nexport LANG=C\n',
    '/etc/apache2/ports.conf': 'Listen 80\n<IfModule ssl_module>\n    Listen 443\n</IfModule>\n',
    '/etc/apache2/mods-enabled/all.load': loading([...BASE, ...named(site, /sudo a2enmod (.*)/)]),
    '/etc/apache2/mods-enabled/ssl.conf': `<IfModule ssl_module>\n    ${SESSIONS}\n</IfModule>\n`,
    '/etc/apache2/sites-enabled/app.conf': '-> ../sites-available/app.conf',
    '/var/log/apache2/': '',
  };
}

function rhel(site: string): Tree {
  const packages = named(site, /sudo dnf install (.*)/);
  const modules = Object.entries({ mod_ssl: 'ssl', 'python3-mod_wsgi': 'wsgi' }).flatMap(([name, module]) => (packages.includes(name) ? [module] : []));
  return {
    '/etc/httpd/conf/httpd.conf': main(
      '/etc/httpd',
      ['Listen 80', 'Include conf.modules.d/*.conf', 'ErrorLog logs/error_log'],
      'IncludeOptional conf.d/*.conf',
    ),
    '/etc/httpd/conf.modules.d/all.conf': loading(['headers', ...BASE, ...modules]),
    ...(modules.includes('ssl') && { '/etc/httpd/conf.d/ssl.conf': `Listen 443 https\n${SESSIONS}\n` }),
    '/etc/httpd/logs/': '',
  };
}

const BREW = { folder: '/opt/homebrew/etc/httpd', site: '/opt/homebrew/etc/httpd/extra/app.conf' };
const LOUNGE = { folder: 'C:/Apache24/conf', site: 'C:/Apache24/conf/extra/app.conf' };
const IMAGE = { folder: '/usr/local/apache2/conf', site: '/usr/local/apache2/conf/extra/app.conf' };

/** The layouts. */
export const LAYOUTS: Readonly<Record<PlatformId, Layout>> = {
  debian: { main: '/etc/apache2/apache2.conf', site: '/etc/apache2/sites-available/app.conf', home: '/srv/app', installed: debian },
  rhel: { main: '/etc/httpd/conf/httpd.conf', site: '/etc/httpd/conf.d/app.conf', home: '/srv/app', installed: rhel },
  macos: {
    main: `${BREW.folder}/httpd.conf`,
    site: BREW.site,
    home: '/Users/ann/app',
    installed: (site) => ({ ...hasLines('/opt/homebrew/opt/httpd', '8088', BREW)(site), '/opt/homebrew/opt/httpd/': '', '/opt/homebrew/var/log/httpd/': '' }),
  },
  windows: {
    main: `${LOUNGE.folder}/httpd.conf`,
    site: LOUNGE.site,
    home: 'C:/app',
    installed: (site) => ({ ...hasLines('C:/Apache24', '80', LOUNGE)(site), 'C:/Apache24/logs/': '' }),
  },
  docker: { main: `${IMAGE.folder}/httpd.conf`, site: IMAGE.site, home: '/srv/app', installed: hasLines('/usr/local/apache2', '80', IMAGE) },
};
