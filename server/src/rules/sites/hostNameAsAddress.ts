import { type Entry, isCertain } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import { perHost } from '../../model/configuration/kept.ts';
import type { Word } from '../../syntax/words.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { isWritten } from '../wsgi/edits.ts';
import { report } from '../wsgi/report.ts';

/** A host name, or no address at all, in `<VirtualHost>`. */
export const hostNameAsAddress: ConfigurationRule = {
  code: 'host-name-as-address',
  severity: 'warning',
  page: {
    title: 'Host name in VirtualHost',
    what: 'A `<VirtualHost>` names a host where an address of this server belongs.',
    why: 'httpd looks the name up when it starts. Where that fails, or gives an address of another machine, the virtual host is left out without more than a line in the log (AH00547). Which name a request asks for is the business of `ServerName`.',
    fix: 'Write `*` and the port, and put the name into `ServerName`.',
    bad: '<VirtualHost blog.test:80>\n    ServerName blog.test\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ServerName blog.test\n</VirtualHost>\n',
  },
  check: (configuration) => configuration.hosts.flatMap((host) => inHost(configuration, host)),
};

const inHost = perHost((_, { entry }: VirtualHost) => entry.statement.arguments.flatMap((word) => (isCertain(entry) ? finding(entry, word) : [])));

function finding(entry: Entry, word: Word): ConfigurationFinding[] {
  const { value } = word;
  const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(value) ?? [];
  if (/[$@{}<>%]/.test(value) || host === '') return [];
  const isName = /[a-z]/i.test(host) && !/^(?:\[.*\]|_default_|localhost)$/i.test(host);
  const badPort = port !== '' && !/^(?:\d+|\*)$/.test(port);
  if (!isName && !badPort) return [];
  const fixes =
    isName && !badPort && isWritten(entry, word, value)
      ? [{ title: 'Change the name to *', safe: false, edits: [{ start: word.start, end: word.end, text: port === '' ? '*' : `*:${port}` }] }]
      : [];
  const message = badPort
    ? `“${port}” is no port: httpd cannot make an address of ${value} and leaves this virtual host out. Write a number, such as *:443.`
    : `${host} is looked up when httpd starts; if that fails or leads elsewhere, this virtual host is left out. Write * here and the name in ServerName.`;
  return [report(hostNameAsAddress, entry, word, { message, fixes })];
}
