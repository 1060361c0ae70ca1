import { compareVersions } from '../../knowledge/version.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Fix, LineEdit } from '../../model/finding.ts';
import { type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import { replaceWord } from '../../refusals/call.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { lineAway, once, valueStart, wholeOf } from '../tls/report.ts';
import { leafOfCertbot, toFullChain } from './certbot.ts';
import { fullChainBeside } from './chain.ts';
import { inspectedAt, say } from './shown.ts';

/** Since this version SSLCertificateFile takes the intermediates itself. */
const SINCE = '2.4.8';

/** A chain that is named apart from its certificate. */
export const obsoleteChainFile: ConfigurationRule = {
  code: 'obsolete-chain-file',
  severity: 'warning',
  page: {
    title: 'SSLCertificateChainFile',
    what: '`SSLCertificateChainFile` has been obsolete since httpd 2.4.8: the intermediates stand in the file of `SSLCertificateFile`, below the certificate.',
    why: 'It still works, but takes the place of every chain in the certificate files, and one chain serves all certificates of the virtual host: it cannot fit an RSA and an EC certificate of different issuers.',
    fix: 'Name a file with the certificate and its chain in `SSLCertificateFile`, with certbot `fullchain.pem`, and delete this line.',
    bad: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/letsencrypt/live/blog.test/cert.pem
    SSLCertificateKeyFile /etc/letsencrypt/live/blog.test/privkey.pem
    SSLCertificateChainFile /etc/letsencrypt/live/blog.test/chain.pem
</VirtualHost>
`,
    good: `<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/letsencrypt/live/blog.test/fullchain.pem
    SSLCertificateKeyFile /etc/letsencrypt/live/blog.test/privkey.pem
</VirtualHost>
`,
  },
  check: (configuration) => {
    const { target } = configuration;
    if (target.stated.httpd && compareVersions(target.httpd, SINCE) < 0) return [];
    return once(tlsOf(configuration).servers.flatMap((server) => server.own.all('sslcertificatechainfile').map((line) => judged(configuration, server, line))));
  },
};

function judged(configuration: Configuration, server: TlsServer, line: Entry): ConfigurationFinding {
  const fix = mended(configuration, server, line);
  return say(
    line,
    {
      code: 'obsolete-chain-file',
      severity: 'warning',
      message: `SSLCertificateChainFile is obsolete since httpd ${SINCE}: put the intermediates into the file of SSLCertificateFile, below the certificate, and delete this line.`,
      fixes: fix === null ? [] : [fix],
      tag: 'deprecated',
    },
    wholeOf(line),
  );
}

/** One certificate and one chain in one place can be put together, if a file with both is known. */
function mended(configuration: Configuration, { own }: TlsServer, line: Entry): Fix | null {
  const [certificate, ...others] = own.all('sslcertificatefile');
  if (certificate === undefined || others.length > 0 || own.all(line.name).length > 1 || line.uses.length > 0) return null;
  const edits = fullChainEdits(configuration, certificate, line);
  if (edits === null) return null;
  const elsewhere = edits.length === 0 ? {} : { elsewhere: [{ at: certificate, edits }] };
  return { title: edits.length === 0 ? 'Delete this line' : 'Name the full chain in SSLCertificateFile', safe: true, edits: [lineAway(line)], ...elsewhere };
}

/** How the certificate's line comes to name the whole chain; null where nobody knows a file with it. */
function fullChainEdits(configuration: Configuration, certificate: Entry, chain: Entry): readonly LineEdit[] | null {
  const path = argument(certificate);
  const folder = path.replace(/[^/]*$/, '');
  const isCertbots = /\/(?:full)?chain\d*\.pem$/.test(argument(chain)) && argument(chain).startsWith(folder);
  if (isCertbots && leafOfCertbot(path)) return toFullChain(configuration, certificate)[0]?.edits ?? null;
  if (isCertbots && /\/letsencrypt\/.*\/fullchain\d*\.pem$/.test(path)) return [];
  return besideEdits(configuration, certificate, chain);
}

/** The whole chain as files on the disk show it. */
function besideEdits(configuration: Configuration, certificate: Entry, chain: Entry): readonly LineEdit[] | null {
  const [own, sent] = [inspectedAt(configuration, certificate), inspectedAt(configuration, chain)];
  const [leaf, issuer] = own?.file.certificates ?? [];
  if (own === null || sent === null || leaf === undefined || own.file.broken) return null;
  const isSame = (first: { fingerprint: string } | undefined) => first !== undefined && first.fingerprint === issuer?.fingerprint;
  if (sent.path === own.path ? issuer !== undefined : isSame(sent.file.certificates[0])) return [];
  const full = fullChainBeside(configuration, own.path, leaf);
  const [word] = certificate.statement.arguments;
  return full === null || word === undefined || valueStart(certificate, word) === -1 ? null : replaceWord(word, full).edits;
}
