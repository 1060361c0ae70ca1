/**
 * How packages of httpd lay it out, as far as a site has to know: where modules and logs are, which ports are open, what their own
 * configuration does already. Sources: the packages of Debian 12 and Fedora 42, Homebrew's formula httpd, the image `httpd` of Docker Hub,
 * Apache Lounge's build for Windows.
 */

/** Platforms that a site can be written for. */
export const PLATFORMS = ['debian', 'rhel', 'macos', 'windows', 'docker'] as const;

/** One of them. */
export type PlatformId = (typeof PLATFORMS)[number];

/** What a package of httpd brings. Paths are those of the server; folders end without a slash. */
export interface Platform {
  readonly title: string;
  /** The server's program, as a terminal finds it. */
  readonly program: string;
  /** The folder of module files. */
  readonly modules: string;
  /** The file that mod_wsgi's package or build leaves there. */
  readonly wsgiModule: string;
  /** Modules that are part of the program, by their short names. */
  readonly builtIn: readonly string[];
  /** The module that spreads the work over processes and threads; `null` where it is part of the program. */
  readonly processModel: string | null;
  /** Who loads modules: a command or a package of the platform, or lines of the site. */
  readonly loads: 'a2enmod' | 'packages' | 'lines';
  /** Ports that the main configuration opens. */
  readonly listens: readonly number[];
  /** Whether the main configuration has an SSLSessionCache. */
  readonly cachesSessions: boolean;
  /** Folder of the logs, as it stands in a configuration; `null` where the main configuration's own log is the right place. */
  readonly logs: string | null;
  /** Whether mod_wsgi can run applications in processes of their own. */
  readonly daemons: boolean;
  /** Where the sockets of daemons have to go; `null` where mod_wsgi's own choice works. */
  readonly socketPrefix: string | null;
  /** A locale with UTF-8 that every such machine has. */
  readonly locale: string;
  readonly mimeTypes: string;
  /** Certbot's folder. */
  readonly certbot: string;
  /** A folder for the answers to a certificate authority's challenges. */
  readonly challenges: string;
}

const BREW = '/opt/homebrew';
const LOCALE = 'C.UTF-8';

/** The profiles. */
export const PROFILES: Readonly<Record<PlatformId, Platform>> = {
  debian: {
    title: 'Debian and Ubuntu',
    program: 'apache2',
    modules: '/usr/lib/apache2/modules',
    wsgiModule: 'mod_wsgi.so',
    builtIn: ['unixd', 'log_config'],
    processModel: 'mpm_event',
    loads: 'a2enmod',
    listens: [80, 443],
    cachesSessions: true,
    logs: '${APACHE_LOG_DIR}',
    daemons: true,
    socketPrefix: null,
    locale: LOCALE,
    mimeTypes: '/etc/mime.types',
    certbot: '/etc/letsencrypt',
    challenges: '/var/www/letsencrypt',
  },
  rhel: {
    title: 'Red Hat Enterprise Linux, Fedora and their relatives',
    program: 'httpd',
    modules: '/usr/lib64/httpd/modules',
    wsgiModule: 'mod_wsgi_python3.so',
    builtIn: [],
    processModel: 'mpm_event',
    loads: 'packages',
    listens: [80, 443],
    cachesSessions: true,
    logs: 'logs',
    daemons: true,
    socketPrefix: '/var/run/wsgi',
    locale: LOCALE,
    mimeTypes: '/etc/mime.types',
    certbot: '/etc/letsencrypt',
    challenges: '/var/www/letsencrypt',
  },
  macos: {
    title: 'macOS with Homebrew (on Intel Macs /usr/local stands in the place of /opt/homebrew)',
    program: 'httpd',
    modules: `${BREW}/opt/httpd/lib/httpd/modules`,
    wsgiModule: 'mod_wsgi.so',
    builtIn: [],
    processModel: 'mpm_event',
    loads: 'lines',
    listens: [],
    cachesSessions: false,
    logs: `${BREW}/var/log/httpd`,
    daemons: true,
    socketPrefix: null,
    locale: 'en_US.UTF-8',
    mimeTypes: `${BREW}/etc/httpd/mime.types`,
    certbot: '/etc/letsencrypt',
    challenges: `${BREW}/var/www/letsencrypt`,
  },
  windows: {
    title: 'Windows (Apache Lounge in C:/Apache24)',
    program: 'httpd',
    modules: 'C:/Apache24/modules',
    wsgiModule: 'mod_wsgi.so',
    builtIn: ['unixd'],
    processModel: null,
    loads: 'lines',
    listens: [80],
    cachesSessions: false,
    logs: 'logs',
    daemons: false,
    socketPrefix: null,
    locale: LOCALE,
    mimeTypes: 'C:/Apache24/conf/mime.types',
    certbot: 'C:/Certbot',
    challenges: 'C:/Apache24/letsencrypt',
  },
  docker: {
    title: 'the httpd image of Docker',
    program: 'httpd',
    modules: '/usr/local/apache2/modules',
    wsgiModule: 'mod_wsgi.so',
    builtIn: [],
    processModel: 'mpm_event',
    loads: 'lines',
    listens: [80],
    cachesSessions: false,
    logs: null,
    daemons: true,
    socketPrefix: null,
    locale: LOCALE,
    mimeTypes: '/usr/local/apache2/conf/mime.types',
    certbot: '/etc/letsencrypt',
    challenges: '/usr/local/apache2/letsencrypt',
  },
};
