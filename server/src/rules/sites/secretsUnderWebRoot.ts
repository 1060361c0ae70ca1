import { accessTo } from '../../model/access/access.ts';
import { regularExpression } from '../../model/access/pattern.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, argumentsOf, type Entry, entriesOf, isCertain, lastOf } from '../../model/configuration/entry.ts';
import type { Disk } from '../../model/disk.ts';
import type { Fix } from '../../model/finding.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { below, fixOf, isEditable } from '../wsgi/edits.ts';
import { report, wordSpan } from '../wsgi/report.ts';
import { judgedPath } from './grants.ts';
import { perServer, type Server, serversOf } from './lists.ts';

/** Files that nobody should have, in a folder that everybody has. */
export const secretsUnderWebRoot: ConfigurationRule = {
  code: 'secrets-under-web-root',
  severity: 'warning',
  page: {
    title: 'Secrets that can be downloaded',
    what: 'A `DocumentRoot` or the folder of an `Alias` holds files such as `.env`, `.git`, a private key, a database or `settings.py`, and access is granted.',
    why: 'httpd hands them out to everybody who asks. Programs ask for these names all day long.',
    fix: 'Keep them out of the folder. Until then, deny them with a `<LocationMatch>`.',
    bad: 'DocumentRoot /srv/blog\n<Directory /srv/blog>\n    Require all granted\n</Directory>\n',
    good: 'DocumentRoot /srv/blog/public\n<Directory /srv/blog>\n    Require all granted\n</Directory>\n',
    files: { '/srv/blog/.env': 'SECRET_KEY=x\n', '/srv/blog/.git/config': '[core]\n', '/srv/blog/public/index.html': '<h1>Blog</h1>\n' },
  },
  check: (configuration) => (configuration.looksForFiles ? serversOf(configuration).flatMap((server) => inServer(configuration, server)) : []),
};

const SECRET = /^(?:\.env(?:\..+)?|\.git|\.svn|\.hg|\.htpasswd|id_(?:rsa|dsa|ecdsa|ed25519)|.+\.(?:key|sqlite3?)|(?:local_)?settings\.py)$/i;
/** Names of `.env` that are meant to be shown. */
const HARMLESS = /^\.env\.(?:example|sample|dist|template)$/i;
/** A file in each folder that is a secret as a whole. */
const INSIDE: Readonly<Record<string, string>> = { '.git': 'config', '.svn': 'wc.db', '.hg': 'hgrc' };
/** How many folders below are looked into, and how many names are told. */
const FOLDERS = 30;
const TOLD = 3;

/** A folder that has URLs. */
interface Root {
  readonly entry: Entry;
  /** Which argument names it. */
  readonly index: number;
  readonly folder: string;
  /** The URL path of the folder, with a slash at its end. */
  readonly url: string;
}

const inServer = perServer(inServerAnew);

function inServerAnew(configuration: Configuration, server: Server): ConfigurationFinding[] {
  return rootsOf(server).flatMap((root) => {
    const open = secretsIn(configuration.disk, root.folder).filter((name) => isHandedOut(configuration, server, root, name));
    return open.length === 0 ? [] : [finding(root, open)];
  });
}

/** What takes every URL before files are looked for. */
const TAKING_ALL = ['wsgiscriptalias', 'proxypass', 'redirect', 'redirectpermanent', 'redirecttemp'];

function rootsOf({ entries }: Server): Root[] {
  const isTaken = entriesOf(entries, ...TAKING_ALL).some((entry) => argumentsOf(entry).slice(0, 2).includes('/'));
  const line = isTaken ? undefined : lastOf(entries, 'documentroot');
  const main = line === undefined ? [] : rootAt(line, 0, '/');
  return [...main, ...entriesOf(entries, 'alias').flatMap((entry) => rootAt(entry, 1, argument(entry)))];
}

function rootAt(entry: Entry, index: number, url: string): Root[] {
  const folder = judgedPath(argument(entry, index));
  return folder === null || !isCertain(entry) ? [] : [{ entry, index, folder, url: url.endsWith('/') ? url : `${url}/` }];
}

/** Secrets in a folder and in the folders right below it, as paths from the folder on. */
function secretsIn(disk: Disk, folder: string): string[] {
  const listed = disk.list(folder);
  if (!('entries' in listed)) return [];
  const own = listed.entries.filter(({ name }) => isSecret(name)).map(({ name }) => name);
  const folders = listed.entries.filter((entry) => entry.folder && !isSecret(entry.name)).slice(0, FOLDERS);
  return [
    ...own,
    ...folders.flatMap(({ name }) => {
      const inner = disk.list(`${folder}/${name}`);
      return 'entries' in inner ? inner.entries.filter((entry) => isSecret(entry.name)).map((entry) => `${name}/${entry.name}`) : [];
    }),
  ];
}

function isSecret(name: string): boolean {
  return SECRET.test(name) && !HARMLESS.test(name);
}

function isHandedOut(configuration: Configuration, { host, entries }: Server, { folder, url }: Root, name: string): boolean {
  const inside = INSIDE[name.slice(name.lastIndexOf('/') + 1).toLowerCase()];
  const whole = inside === undefined ? name : `${name}/${inside}`;
  if (isTurnedAway(entries, url + whole)) return false;
  return accessTo(configuration, { path: `${folder}/${whole}`, kind: 'file', url: url + whole, host }).verdict === 'granted';
}

/** Whether mod_alias or mod_rewrite may answer instead. */
function isTurnedAway(entries: readonly Entry[], url: string): boolean {
  return entriesOf(entries, 'redirectmatch', 'rewriterule', 'aliasmatch').some((entry) => {
    const words = argumentsOf(entry);
    const pattern = entry.name === 'redirectmatch' && words.length > 1 && /^(?:\d+|permanent|temp|seeother|gone)$/i.test(words[0]!) ? words[1]! : words[0]!;
    return regularExpression(pattern.replace(/^!/, ''))(url) !== false || pattern.startsWith('!');
  });
}

function finding({ entry, index, folder }: Root, names: readonly string[]): ConfigurationFinding {
  const told = names.slice(0, TOLD).join(', ') + (names.length > TOLD ? ` and ${names.length - TOLD} more` : '');
  return report(secretsUnderWebRoot, entry, wordSpan(entry, index), {
    message: `Everybody can download ${told} from ${folder}. Keep such files elsewhere, or deny them.`,
    fixes: isEditable(entry) ? [denial(entry, names)] : [],
  });
}

function denial(entry: Entry, names: readonly string[]): Fix {
  const pattern = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return fixOf('Deny access to them', false, entry.line, [
    below(entry, `<LocationMatch "/(?:${pattern})(?:/|$)">`, '    Require all denied', '</LocationMatch>'),
  ]);
}
