/**
 * What goes wrong with commands of mod_wsgi-express 6.0.5 without a word of it, or only once httpd refuses what was generated. Found in
 * its sources and by running it.
 */
import { type ExpressCommand, isGiven, lastValue } from './command.ts';

interface Trap {
  readonly isThere: (command: ExpressCommand) => boolean;
  /** What happens, and what to do. */
  readonly words: string;
}

const hasHttps = (command: ExpressCommand) => isGiven(command, 'https-port') || isGiven(command, 'ssl-port');
const hasCertificate = (command: ExpressCommand) =>
  isGiven(command, 'ssl-certificate') || (isGiven(command, 'ssl-certificate-file') && isGiven(command, 'ssl-certificate-key-file'));
const PORTS = ['port', 'https-port', 'ssl-port'];

const TRAPS: readonly Trap[] = [
  {
    isThere: (command) => hasHttps(command) && !isGiven(command, 'server-name'),
    words: 'Without --server-name there is no HTTPS: the port is not opened, though an https:// address is printed. Add --server-name.',
  },
  {
    isThere: (command) => hasHttps(command) && !hasCertificate(command),
    words: 'HTTPS needs --ssl-certificate-file and --ssl-certificate-key-file. Without both the port is not opened.',
  },
  {
    isThere: (command) => hasCertificate(command) && !hasHttps(command),
    words: 'The certificate is not used without --https-port.',
  },
  {
    isThere: (command) => isGiven(command, 'hsts-policy') && !isGiven(command, 'https-only'),
    words: '--hsts-policy does nothing without --https-only.',
  },
  {
    isThere: (command) => /^[^"].*\s/.test(lastValue(command, 'hsts-policy') ?? ''),
    words:
      'The value of --hsts-policy goes into the configuration as it is, and httpd does not start: “Too many arguments to directive”. Put quotation marks inside the shell’s, as in \'"max-age=300; includeSubDomains"\'.',
  },
  {
    isThere: (command) => isGiven(command, 'https-only') && !isGiven(command, 'server-name'),
    words: '--https-only does nothing without --server-name.',
  },
  {
    isThere: (command) => isGiven(command, 'https-only') && isGiven(command, 'trust-proxy-header'),
    words: 'Behind a proxy --https-only sends browsers round and round: httpd sees no HTTPS. Let the proxy redirect.',
  },
  {
    isThere: (command) => isGiven(command, 'trust-proxy-header') && !isGiven(command, 'trust-proxy'),
    words: 'Without --trust-proxy everybody is believed who sends the header. Add the address of the proxy.',
  },
  {
    isThere: (command) => isGiven(command, 'ssl-verify-client') && !isGiven(command, 'ssl-ca-certificate-file'),
    words: '--ssl-verify-client does nothing without --ssl-ca-certificate-file.',
  },
  {
    isThere: (command) => isGiven(command, 'server-alias') && !isGiven(command, 'server-name'),
    words: '--server-alias does nothing without --server-name.',
  },
  {
    isThere: (command) => isGiven(command, 'header-buffer-size') && !isGiven(command, 'processes'),
    words: '--header-buffer-size only counts together with --processes.',
  },
  {
    isThere: ({ choices }) => choices.some(({ values }) => values.some((value) => value.includes("'"))),
    words: 'A value with an apostrophe breaks the configuration that mod_wsgi-express writes: it stands between apostrophes there. Rename the file or folder.',
  },
  {
    isThere: (command) => PORTS.some((name) => Number(lastValue(command, name) ?? 8000) < 1024) && !(isGiven(command, 'user') && isGiven(command, 'group')),
    words: 'Ports below 1024 are for root, and root has to say whom the application runs as: add --user and --group.',
  },
];

/** What goes wrong with a command, in words for the person; empty where nothing does. */
export function trapsOf(command: ExpressCommand): readonly string[] {
  return TRAPS.filter(({ isThere }) => isThere(command)).map(({ words }) => words);
}
