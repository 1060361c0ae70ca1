import { type Accounts, accountsOn } from '../../model/accounts.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import { perEntry } from '../../model/configuration/kept.ts';
import { wsgiOptions } from '../../model/wsgi/options.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { everywhere } from '../sites/lists.ts';
import { findingAt, once, refusal, type Span, wholeOf } from '../tls/report.ts';

/** A user or group that this machine does not have. */
export const unknownAccount: ConfigurationRule = {
  code: 'unknown-account',
  severity: 'error',
  page: {
    title: 'User or group that does not exist',
    what: 'The line names a user or group that is not in `/etc/passwd` or `/etc/group`. Only looked for where the configuration is the one of this machine, and where `/etc/nsswitch.conf` says that accounts come from these files.',
    why: 'httpd looks the name up while it reads the configuration, and does not start without it.',
    fix: 'Create the account, or correct the name. On Debian httpd runs as www-data, on Fedora and its relatives as apache.',
    bad: 'User no-such-user\n',
    good: 'User www-data\n',
    files: { '/etc/passwd': 'root:x:0:0::/root:/bin/sh\nwww-data:x:33:33::/var/www:/bin/sh\n', '/etc/nsswitch.conf': 'passwd: files systemd\n' },
  },
  check: (configuration) => {
    const named = configuration.looksForFiles
      ? everywhere(configuration, 'user', 'group', 'wsgidaemonprocess').flatMap((entry) => namesIn(configuration, entry))
      : [];
    if (named.length === 0) return [];
    const accounts = { user: accountsOn(configuration.disk, 'passwd'), group: accountsOn(configuration.disk, 'group') };
    return once(named.flatMap((one) => finding(configuration, accounts[one.kind], one)));
  },
};

/** An account that a line names. */
interface Named {
  readonly entry: Entry;
  readonly kind: 'user' | 'group';
  readonly name: string;
  readonly span: Span;
  /** Whether a number, too, must belong to somebody. */
  readonly strict: boolean;
}

const namesIn = perEntry((_, entry: Entry): Named[] => {
  const { name, statement } = entry;
  const [first] = statement.arguments;
  if (name === 'wsgidaemonprocess') return daemonAccounts(entry);
  return first === undefined ? [] : [{ entry, kind: name === 'user' ? 'user' : 'group', name: argument(entry), span: first, strict: false }];
});

const OPTIONS: Readonly<Record<string, Named['kind']>> = {
  user: 'user',
  group: 'group',
  'script-user': 'user',
  'script-group': 'group',
  'socket-user': 'user',
  'supplementary-groups': 'group',
};

function daemonAccounts(entry: Entry): Named[] {
  const { statement } = entry;
  const [, first] = statement.arguments;
  if (first === undefined) return [];
  return wsgiOptions(statement, first, statement.arguments.at(-1)!).flatMap((option) => {
    const kind = option.name !== null && Object.hasOwn(OPTIONS, option.name) ? OPTIONS[option.name] : undefined;
    if (kind === undefined || option.value === '') return [];
    const span = { start: option.start, end: option.end };
    const names = option.name === 'supplementary-groups' ? option.value.split(',') : [option.value];
    return names.map((name) => ({ entry, kind, name, span, strict: option.name === 'user' }));
  });
}

function finding({ target }: Configuration, accounts: Accounts | null, { entry, kind, name, span, strict }: Named): ConfigurationFinding[] {
  if (accounts === null || name === '' || name.includes('${') || target.platform === 'windows') return [];
  const isNumber = name.startsWith('#');
  if (isNumber ? !strict || accounts.numbers.has(String(Number(name.slice(1)))) : accounts.names.has(name)) return [];
  const message = `This machine has no ${kind} “${name}”, and httpd does not start without. Create the account, or correct the name.`;
  const httpd = isNumber ? "Couldn't determine user name from uid." : `bad ${kind} name ${name}`;
  return [findingAt(entry, { code: unknownAccount.code, severity: refusal(true, entry), message, httpd }, span ?? wholeOf(entry))];
}
