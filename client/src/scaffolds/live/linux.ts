/** Debian, Ubuntu, Red Hat and Fedora: packages of their own, and systemd. */
import path from 'node:path';
import { shWord } from '../../certificates/quoting.ts';
import { CHECK, type LivePlan, type Site, seldom, usual } from './step.ts';

/** Modules that Debian's package has switched on, or built in. */
const DEBIAN_HAS: readonly string[] = [
  'access_compat',
  'alias',
  'auth_basic',
  'authn_core',
  'authn_file',
  'authz_core',
  'authz_host',
  'authz_user',
  'autoindex',
  'deflate',
  'dir',
  'env',
  'filter',
  'log_config',
  'logio',
  'mime',
  'mpm_event',
  'negotiation',
  'reqtimeout',
  'setenvif',
  'so',
  'status',
  'unixd',
  'version',
  'watchdog',
];

/** Debian and Ubuntu: a2enmod and a2ensite. */
export function debian({ file, name, modules }: Site): LivePlan {
  const folder = '/etc/apache2/sites-available';
  const needed = modules.filter((module) => !DEBIAN_HAS.includes(module));
  const isThere = path.posix.dirname(file) === folder;
  const wsgi = modules.includes('wsgi')
    ? [seldom('Install mod_wsgi', 'sudo apt install libapache2-mod-wsgi-py3', 'mod_wsgi for the Python 3 of the system. Once for a machine.')]
    : [];
  const enable =
    needed.length === 0
      ? []
      : [usual('Load the modules', `sudo a2enmod ${needed.join(' ')}`, 'Links the modules that the file needs into mods-enabled. Those that are there stay.')];
  const copy = isThere
    ? []
    : [
        usual(
          'Copy the file',
          `sudo install -m 0644 ${shWord(file)} ${folder}/${name}.conf`,
          `Puts it where Debian keeps sites. Copy it again when you have changed it here.`,
        ),
      ];
  const restart = needed.length > 0;
  return {
    shell: 'sh',
    steps: [
      ...wsgi,
      ...enable,
      ...copy,
      usual('Switch the site on', `sudo a2ensite ${name}`, 'Links the file into sites-enabled, which httpd reads.'),
      seldom(
        'Switch the default site off',
        'sudo a2dissite 000-default',
        'Only where Debian’s own page answers in the place of yours: for names that no site has, the first file counts.',
      ),
      usual('Check', 'sudo apache2ctl configtest', CHECK),
      restart
        ? usual('Restart', 'sudo systemctl restart apache2', 'Modules that were switched on are loaded by a restart. Running requests are cut off.')
        : usual(
            'Reload',
            'sudo systemctl reload apache2',
            'httpd reads files and certificates anew; running requests are finished. mod_wsgi’s daemons start anew.',
          ),
    ],
    notes: [],
  };
}

/** Red Hat, Fedora and their relatives. */
export function rhel({ file, name, modules }: Site): LivePlan {
  const folder = '/etc/httpd/conf.d';
  const packages = [...(modules.includes('ssl') ? ['mod_ssl'] : []), ...(modules.includes('wsgi') ? ['python3-mod_wsgi'] : [])];
  const install =
    packages.length === 0
      ? []
      : [
          usual(
            'Install the modules',
            `sudo dnf install httpd ${packages.join(' ')}`,
            'Each package brings the file that loads its module. What is there stays.',
          ),
        ];
  const copy =
    path.posix.dirname(file) === folder
      ? []
      : [
          usual(
            'Copy the file',
            `sudo install -m 0644 ${shWord(file)} ${folder}/${name}.conf`,
            'Puts it where httpd reads it. Copy it again when you have changed it here.',
          ),
        ];
  return {
    shell: 'sh',
    steps: [
      ...install,
      ...copy,
      usual('Check', 'sudo apachectl configtest', CHECK),
      usual(
        'Restart, and start at boot',
        'sudo systemctl enable httpd && sudo systemctl restart httpd',
        'New modules are loaded by a restart. Later, when only files and certificates have changed, “sudo systemctl reload httpd” is enough.',
      ),
    ],
    notes: [
      'SELinux keeps httpd from files that are not labelled for it: sites belong below /srv or /var/www, and “sudo restorecon -Rv FOLDER” gives them their labels. “sudo ausearch -m avc -ts recent” shows what was denied.',
    ],
  };
}
