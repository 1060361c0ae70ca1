import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import { absolutePath } from '../../model/reading/paths.ts';
import { proxyFault } from '../../refusals/handlers/network.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { everywhere } from '../sites/lists.ts';
import { findingAt, once, refusal, wholeOf } from '../tls/report.ts';

/** A file of trusted proxies with a line that is no list of addresses. */
export const invalidProxyList: ConfigurationRule = {
  code: 'invalid-proxy-list',
  severity: 'error',
  page: {
    title: 'File of proxies with something else in it',
    what: 'The file that RemoteIPTrustedProxyList or RemoteIPInternalProxyList names holds a word that is neither an address nor a network nor a host name.',
    why: 'httpd reads the file together with the configuration and refuses it as if the word stood in RemoteIPTrustedProxy.',
    fix: 'Write addresses or networks with blanks or line breaks between them; comments begin with #.',
    bad: 'RemoteIPHeader X-Forwarded-For\nRemoteIPTrustedProxyList /etc/apache2/proxies\n',
    good: 'RemoteIPHeader X-Forwarded-For\nRemoteIPTrustedProxyList /etc/apache2/balancers\n',
    files: { '/etc/apache2/proxies': '192.0.2.0/33\n', '/etc/apache2/balancers': '# balancers\n192.0.2.0/24\n' },
  },
  check: (configuration) => {
    if (!configuration.looksForFiles) return [];
    return once(everywhere(configuration, 'remoteiptrustedproxylist', 'remoteipinternalproxylist').flatMap((entry) => finding(configuration, entry)));
  },
};

/** Larger files are not looked at, in bytes. */
const MOST = 1 << 20;

function finding({ disk, serverRoot }: Configuration, entry: Entry): ConfigurationFinding[] {
  const path = absolutePath(argument(entry), serverRoot);
  const read = path === null ? null : disk.read(path, MOST);
  if (path === null || read === null || !('text' in read)) return [];
  for (const [index, line] of read.text.split('\n').entries()) {
    for (const text of wordsOf(line)) {
      const fault = proxyFault({ start: 0, end: 0, value: text, quote: null, closed: true });
      if (fault === null) continue;
      const message = `Line ${index + 1} of ${path} is refused. ${fault.message}`;
      const span = entry.statement.arguments[0] ?? wholeOf(entry);
      return [findingAt(entry, { code: invalidProxyList.code, severity: refusal(true, entry), message, httpd: fault.httpd! }, span)];
    }
  }
  return [];
}

/** The words of a line; `#` at the beginning of one makes the rest a comment (proxylist_read). */
function wordsOf(line: string): string[] {
  const words = line.split(/\s+/).filter((word) => word !== '');
  const comment = words.findIndex((word) => word.startsWith('#'));
  return comment === -1 ? words : words.slice(0, comment);
}
