/** Single configurations with httpd's verdict, and the tree that each of them is laid into. */
import { linesThatLoad } from '../kit/apache.ts';
import { type ConfigurationTree, ENVVARS, MAIN, ROOT } from './tree.ts';

export { ROOT } from './tree.ts';

/** Stands for a free port. */
export const PORT = '@PORT@';

/** What httpd does with a text at server level, at `-t` or when it starts. */
export type ParityCase = readonly [verdict: 'starts' | 'refuses', text: string];

/** The modules that the cases are about; several cases need others not to be there. */
const MODULES = ['mpm_event', 'authz_core', 'authn_core', 'authz_host', 'authz_user', 'auth_basic', 'authn_file', 'alias', 'dir', 'mime', 'env'];
const MORE = ['setenvif', 'rewrite', 'ssl', 'socache_shmcb', 'macro', 'wsgi'];

const FILES: Readonly<Record<string, string>> = {
  'inc/inc.conf': 'ServerAdmin a@blog.test\n',
  'inc/open.conf': `<Directory ${ROOT}/www>\n`,
  'inc/rec.conf': `Include ${ROOT}/inc/rec.conf\n`,
  'inc/proxies': '# balancers\n\n10.0.0.1 192.0.2.0/24 # two\n',
  'inc/masks': '10.0.0.0/8\n10.0.0.0/33\n',
  'inc/folder/a.conf': 'ServerAdmin a@blog.test\n',
  'app/app.wsgi': 'def application(environ, start_response):\n    pass\n',
  'tls/empty.pem': '',
  'tls/junk.pem': 'not a certificate\n',
};

/** Without these lines httpd takes a user that is not there, and its children end. */
const OWNER = ['User #65534', 'Group #65534'];
/** mod_mime does not start without its list of types. */
const TYPES = 'TypesConfig /dev/null';

/** The main configuration with a case's text at its end. `more` are further files, such as certificates; `listen` is where it listens, if the text does not say. */
export function treeOf(text: string, more: ReadonlyMap<string, string>, listen = 'Listen 127.0.0.1:8999'): ConfigurationTree {
  const loaded = linesThatLoad([...MODULES, ...MORE], 'event');
  const opening = [
    `ServerRoot ${ROOT}`,
    'ServerName localhost',
    'DefaultRuntimeDir run',
    'PidFile run/pid',
    'ErrorLog logs/error.log',
    ...OWNER,
    listen,
    ...loaded,
    TYPES,
  ];
  const files = new Map([...Object.entries(FILES), ...more]);
  files.set(MAIN, `${opening.join('\n')}\nInclude tested.conf\n`);
  files.set('tested.conf', text);
  files.set(ENVVARS, `export SITE_ROOT=${ROOT}/www\n`);
  return { files, links: new Map(), folders: ['www', 'run', 'logs'] };
}
