// Virtual hosts and their certificates over stdio: of a configuration and of a whole workspace, and changes of them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { HostChange, HostEdit } from '../../server/src/features/hostEdit/change.ts';
import type { HostSummary } from '../../server/src/lsp/protocol.ts';
import { type Editor, type Files, inEditor } from '../kit/editor.ts';
import { Pki } from '../kit/pki.ts';

let pki: Pki;
/** Certificates and keys of a server, by their paths in the editor's folder. */
let certificates: Files;

beforeAll(() => {
  pki = new Pki();
  certificates = {
    'server/certs/blog.pem': pki.pem({ certificates: [{}] }),
    'server/certs/blog.key': pki.pem({ key: 'EC 1' }),
    'server/certs/old.pem': pki.pem({ certificates: [{ key: 'EC 2', days: [-90, -3] }] }),
    'server/certs/old.key': pki.pem({ key: 'EC 2' }),
  };
});
afterAll(() => pki.remove());

/** A server in its place: what it names is looked for. */
const SERVER: Files = {
  'server/modules/mod_ssl.so': '',
  'server/apache2.conf':
    'ServerRoot {here}/server\nServerName machine.test\nListen 443\nDefine CERTS certs\nLoadModule ssl_module modules/mod_ssl.so\nInclude sites/*.conf\n',
  'server/sites/blog.conf':
    '<VirtualHost *:443>\n    ServerName https://blog.test:443\n    ServerAlias www.blog.test\n    SSLEngine on\n    SSLCertificateFile ${CERTS}/blog.pem\n    SSLCertificateKeyFile certs/blog.key\n</VirtualHost>\n',
  'server/sites/old.conf':
    '<VirtualHost *:443>\n  ServerName blog.test\n  SSLEngine on\n  SSLCertificateFile certs/old.pem\n  SSLCertificateKeyFile certs/old.key\n</VirtualHost>\n',
};
const ALONE = '<VirtualHost *:80>\n    ServerName alone.test\n</VirtualHost>\n';

function hosts(editor: Editor, name: string | null): Promise<HostSummary[]> {
  return editor.client.request('apacheconf/hosts', { uri: name === null ? null : editor.uri(name) });
}

/** `file names: certificates`, the findings of each certificate in brackets. */
function shown(editor: Editor, found: readonly HostSummary[]): string[] {
  return found.map(({ uri, names, certificates: used }) => {
    const certificate = used.map(({ path, findings }) => `${path.split('/').at(-1)} [${findings.map(({ code }) => code).join(' ')}]`);
    return `${uri.slice(editor.uri('').length + 1)} ${names.join(' ')}: ${certificate.join(', ')}`;
  });
}

describe('hosts', () => {
  test('of the configuration that a file belongs to, with what is found on their certificates', () =>
    inEditor({ ...SERVER, ...certificates }, {}, async (editor) => {
      const found = await hosts(editor, 'server/sites/old.conf');
      expect(shown(editor, found)).toEqual([
        'server/apache2.conf machine.test: ',
        'server/sites/blog.conf blog.test www.blog.test: blog.pem [uncovered-name]',
        'server/sites/old.conf blog.test: old.pem [expired-certificate]',
      ]);
      expect(found[0]).toMatchObject({ range: null, addresses: [], tls: false });
      expect(found[1]).toEqual({
        uri: editor.uri('server/sites/blog.conf'),
        range: { start: { line: 0, character: 0 }, end: { line: 6, character: 14 } },
        addresses: ['*:443'],
        names: ['blog.test', 'www.blog.test'],
        tls: true,
        certificates: [
          {
            role: 'server',
            directive: 'SSLCertificateFile',
            path: editor.path('server/certs/blog.pem'),
            privateKey: editor.path('server/certs/blog.key'),
            uri: editor.uri('server/sites/blog.conf'),
            range: { start: { line: 4, character: 4 }, end: { line: 4, character: 40 } },
            findings: [{ code: 'uncovered-name', severity: 2, message: expect.stringContaining('www.blog.test') }],
          },
        ],
      });
    }));

  test('carry findings at the levels of the settings, without those that are turned off', () =>
    inEditor({ ...SERVER, ...certificates }, { settings: { rules: { 'uncovered-name': 'off', 'expired-certificate': 'hint' } } }, async (editor) => {
      const [, blog, old] = await hosts(editor, 'server/apache2.conf');
      expect(blog!.certificates[0]!.findings).toEqual([]);
      expect(old!.certificates[0]!.findings.map(({ severity }) => severity)).toEqual([4]);
    }));

  test('use what they inherit, and authorities and chains by their roles', () => {
    const text = `SSLCertificateFile /c/all.pem
SSLCertificateKeyFile /c/all.key
<VirtualHost *:443>
    ServerName a.test
    SSLEngine on
    SSLCertificateChainFile /c/chain.pem
    SSLCACertificateFile /c/clients.pem
    SSLProxyMachineCertificateFile /c/proxy.pem
</VirtualHost>
<VirtualHost *:80>
    ServerName a.test
    SSLEngine off
</VirtualHost>
`;
    return inEditor({ 'a.conf': text }, {}, async (editor) => {
      await editor.open('a.conf', text);
      const [main, tls, plain] = await hosts(editor, 'a.conf');
      const roles = (host: HostSummary | undefined) =>
        host!.certificates.map(({ role, path, privateKey, range }) => [role, path, privateKey, range.start.line]);
      expect(roles(main)).toEqual([['server', '/c/all.pem', '/c/all.key', 0]]);
      expect(roles(tls)).toEqual([
        ['server', '/c/all.pem', '/c/all.key', 0],
        ['chain', '/c/chain.pem', null, 5],
        ['clientAuthority', '/c/clients.pem', null, 6],
        ['proxy', '/c/proxy.pem', null, 7],
      ]);
      expect(roles(plain)).toEqual([]);
      expect([tls!.tls, plain!.tls]).toEqual([true, false]);
    });
  });

  test('are known as far as the file can be read', () =>
    inEditor({ 'a.conf': ALONE }, {}, async (editor) => {
      expect(await hosts(editor, 'gone.conf')).toEqual([]);
      await editor.open(
        'a.conf',
        `Include /gone/*.conf\n<VirtualHost \${ADDRESS}>\n    ServerName \${NAME}\n    SSLCertificateFile \${FILE}\n    SSLEngine on\n`,
      );
      expect(shown(editor, await hosts(editor, 'a.conf'))).toEqual(['a.conf : ']);
      await editor.open('b.conf', '\0\0\0\0\0\0\0\0\0\0');
      expect(await hosts(editor, 'b.conf')).toEqual([]);
    }));

  test('of the whole workspace: main configurations, open documents, and files that nobody reads; each once', () => {
    const files = {
      ...SERVER,
      ...certificates,
      'other/httpd.conf': 'ServerRoot {here}/other\n<VirtualHost *:80>\n    ServerName other.test\n</VirtualHost>\nInclude {here}/shared/*.conf\n',
      'more/httpd.conf': 'ServerRoot {here}/more\nInclude {here}/shared/*.conf\n',
      'shared/shared.conf': ALONE.replace('alone', 'shared'),
      'alone/sites-available/alone': ALONE,
      'alone/sites-enabled/alone': '-> ../sites-available/alone',
      'alone/nginx.conf': 'server {\n}\n',
      'node_modules/x.conf': ALONE,
    };
    return inEditor(files, {}, async (editor) => {
      await editor.open('typed.conf', ALONE.replace('alone', 'typed'));
      const found = shown(editor, await hosts(editor, null));
      expect([...found].sort()).toEqual([
        'alone/sites-available/alone alone.test: ',
        'other/httpd.conf other.test: ',
        'server/apache2.conf machine.test: ',
        'server/sites/blog.conf blog.test www.blog.test: blog.pem [uncovered-name]',
        'server/sites/old.conf blog.test: old.pem [expired-certificate]',
        'shared/shared.conf shared.test: ',
        'typed.conf typed.test: ',
      ]);
    });
  });
});

describe('the editor is told that hosts may have changed', () => {
  /** What was told after a change on the disk. */
  const told = async (editor: Editor, files: Files, what: 'created' | 'changed') => {
    const reason = new Promise((resolve) => editor.client.connection.onNotification('apacheconf/statusChanged', resolve));
    await editor.write(files);
    await editor.tell(Object.fromEntries(Object.keys(files).map((name) => [name, what])));
    return reason;
  };

  test('when a certificate on the disk changes', () =>
    inEditor({ ...SERVER, ...certificates }, {}, async (editor) => {
      expect(shown(editor, await hosts(editor, null))[2]).toContain('expired-certificate');
      const renewed = pki.pem({ certificates: [{ key: 'EC 2' }] });
      expect(await told(editor, { 'server/certs/old.pem': renewed }, 'changed')).toEqual({ reason: 'files' });
      expect(shown(editor, await hosts(editor, null))[2]).toBe('server/sites/old.conf blog.test: old.pem []');
    }));

  test('when that of a file without a main configuration does', () => {
    const text = '<VirtualHost *:443>\n    SSLEngine on\n    SSLCertificateFile {here}/certs/a.pem\n</VirtualHost>\n';
    return inEditor({ 'a.conf': text, 'certs/a.pem': 'x' }, {}, async (editor) => {
      expect(await hosts(editor, null)).toHaveLength(1);
      expect(await told(editor, { 'certs/a.pem': 'y' }, 'changed')).toEqual({ reason: 'files' });
    });
  });

  test('when another file with virtual hosts appears', () =>
    inEditor({ 'a.conf': ALONE }, {}, async (editor) => {
      expect(await hosts(editor, null)).toHaveLength(1);
      expect(await told(editor, { 'b.conf': ALONE.replace('alone', 'b') }, 'created')).toEqual({ reason: 'files' });
      expect(await hosts(editor, null)).toHaveLength(2);
    }));
});

describe('a change of a host', () => {
  const edited = (editor: Editor, name: string, change: HostChange): Promise<HostEdit> =>
    editor.client.request('apacheconf/hostEdit', { textDocument: { uri: editor.uri(name) }, position: { line: 1, character: 0 }, change });

  test('is made in a file that is open as it is open, else as it is on the disk', () =>
    inEditor({ 'a.conf': ALONE.replace('80', '443') }, {}, async (editor) => {
      const change = { kind: 'certificate', certificate: '/c/a.pem', privateKey: '/c/a.key' } as const;
      const lines = 'SSLEngine on\n    SSLCertificateFile /c/a.pem\n    SSLCertificateKeyFile /c/a.key\n';
      const applied = async (text: string) => {
        const result = await edited(editor, 'a.conf', change);
        return 'edits' in result ? TextDocument.applyEdits(TextDocument.create('x:', '', 1, text), [...result.edits]) : result.refused;
      };
      const onDisk = ALONE.replace('80', '443');
      expect(await applied(onDisk)).toBe(onDisk.replace('alone.test\n', `alone.test\n    ${lines}`));
      const open = '<VirtualHost *:443>\n\tServerName open.test\n</VirtualHost>\n';
      await editor.open('a.conf', open);
      expect(await applied(open)).toBe(open.replace('open.test\n', `open.test\n    ${lines}`.replaceAll('    ', '\t')));
    }));

  test('is refused in words', () =>
    inEditor({ 'a.conf': ALONE }, {}, async (editor) => {
      expect(await edited(editor, 'a.conf', { kind: 'acmeExemption' })).toEqual({ refused: expect.stringContaining('sends every path to https') });
      expect(await edited(editor, 'a.conf', { kind: 'clientCertificates', authority: '/c/ca.pem' })).toEqual({ refused: expect.stringContaining('TLS') });
      expect(await edited(editor, 'gone.conf', { kind: 'acmeExemption' })).toEqual({ refused: expect.stringContaining('cannot be read') });
    }));
});
