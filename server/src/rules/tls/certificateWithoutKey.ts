import { type Configuration, pathIn } from '../../model/configuration/configuration.ts';
import { argument, type Entry } from '../../model/configuration/entry.ts';
import type { Fix } from '../../model/finding.ts';
import { nameInLog, type TlsServer, tlsOf } from '../../model/tls/servers.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { findingAt, fix, linesBelow, once, refusal } from './report.ts';

/** A certificate that no private key goes with. */
export const certificateWithoutKey: ConfigurationRule = {
  code: 'certificate-without-key',
  severity: 'error',
  page: {
    title: 'Certificate without a key',
    what: 'There are more `SSLCertificateFile` lines in effect than `SSLCertificateKeyFile` lines; they go together by their order. The key may stand in the certificate file as well, but it does not.',
    why: '`apache2 -t` says nothing, but httpd does not start (AH02579, AH02564). Where nobody can look into the file this is a warning.',
    fix: 'Add the `SSLCertificateKeyFile` that belongs to the certificate.',
    bad: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
</VirtualHost>
`,
    good: `ServerName blog.test
Listen 443
<VirtualHost *:443>
    ServerName blog.test
    SSLEngine on
    SSLCertificateFile /etc/ssl/private/blog.crt
    SSLCertificateKeyFile /etc/ssl/private/blog.key
</VirtualHost>
`,
    certificates: { '/etc/ssl/private/blog.crt': { certificates: [{}] }, '/etc/ssl/private/blog.key': { key: 'EC 1' } },
  },
  check: (configuration) => {
    const tls = tlsOf(configuration);
    if (tls.helped) return [];
    const servers = tls.servers.filter((server) => server.engine !== 'off' && server.certificates.length > server.keys.length && !server.mayHoldMore);
    return once(servers.flatMap((server) => judged(server, configuration)));
  },
};

function judged(server: TlsServer, configuration: Configuration): ConfigurationFinding[] {
  if (!configuration.rooted && server.host === null) return [];
  if (server.lines('sslopensslconfcmd').some((line) => argument(line).toLowerCase() === 'privatekey')) return [];
  return server.certificates.slice(server.keys.length).flatMap((certificate, index) => {
    const knowledge = keyIn(certificate, configuration);
    return knowledge === 'there' ? [] : [finding(server, certificate, { configuration, knowledge, index: index + server.keys.length })];
  });
}

/** Whether the certificate file holds a key as well. */
function keyIn(certificate: Entry, configuration: Configuration): 'there' | 'absent' | 'unknown' {
  const named = argument(certificate);
  if (named.startsWith('pkcs11:')) return 'there';
  const path = configuration.looksForFiles ? pathIn(configuration, named) : null;
  if (path === null) return 'unknown';
  const file = configuration.certificates.inspect(path);
  if (file === null) return 'unknown';
  return file.hasKey ? 'there' : 'absent';
}

interface Circumstances {
  readonly configuration: Configuration;
  readonly knowledge: 'absent' | 'unknown';
  readonly index: number;
}

function finding(server: TlsServer, certificate: Entry, { configuration, knowledge, index }: Circumstances): ConfigurationFinding {
  const name = nameInLog(server);
  const sure = knowledge === 'absent' && configuration.rooted && server.engine === 'on';
  const path = pathIn(configuration, argument(certificate)) ?? argument(certificate);
  return findingAt(certificate, {
    code: 'certificate-without-key',
    severity: refusal(sure, certificate, server.line('sslengine'), server.host?.entry),
    message: `No SSLCertificateKeyFile goes with this certificate${knowledge === 'absent' ? ', and the file holds no key' : ''}: without a key httpd does not start. Add the key's SSLCertificateKeyFile.`,
    httpd: name === null ? 'AH02579: Init: Private key not found' : `AH02564: Failed to configure encrypted (?) private key ${name}:${index}, check ${path}`,
    fixes: fixes(certificate, configuration),
  });
}

/** The key's usual place: beside the certificate, as certbot names it or with the ending `.key`. */
function fixes(certificate: Entry, configuration: Configuration): Fix[] {
  const named = argument(certificate);
  const usual = /\/(?:fullchain|cert)\d*\.pem$/.test(named)
    ? named.replace(/(?:fullchain|cert)(\d*\.pem)$/, 'privkey$1')
    : named.replace(/\.(?:crt|cer|pem)$/, '.key');
  const path = pathIn(configuration, usual);
  if (usual === named || named.includes('${') || (configuration.looksForFiles && (path === null || configuration.disk.stat(path).kind !== 'file'))) return [];
  return [fix(`Add SSLCertificateKeyFile ${usual}`, [linesBelow(certificate, [`SSLCertificateKeyFile ${/\s/.test(usual) ? `"${usual}"` : usual}`])])];
}
