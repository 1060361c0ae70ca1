// Hover: what the word under the cursor is, in everything that may be written.
import { describe, expect, test } from 'vitest';
import { checkHover } from '../kit/explain.ts';

describe('directives', () => {
  test('summary, syntax, context, default, docs, link', () => {
    checkHover('SSLEn<|>gine on', {
      about: 'SSLEngine',
      says: [
        'SSLEngine on|off',
        'Turns TLS on or off',
        /\*Module:\* mod_ssl/,
        /\*Where:\* server, `<VirtualHost>`/,
        /\*Default:\* `off`/,
        'Certificate lines without',
        'mod_ssl.html#sslengine',
      ],
    });
  });

  test('since when, and what changed', () => {
    checkHover('AliasPre<|>servePath On', { about: 'AliasPreservePath', says: [/\*Since:\* httpd 2\.4\.\d+/] });
    checkHover('SSLEng<|>ine on', { about: 'SSLEngine', says: ['httpd 2.4.64'] });
    checkHover('WSGIDaemonPro<|>cess a', { about: 'WSGIDaemonProcess', says: [/\*Since:\* mod_wsgi/] });
  });

  test('what AllowOverride must give', () => {
    checkHover('Requ<|>ire all granted', { about: 'Require', says: [/\*AllowOverride:\* AuthConfig/] });
  });

  test('in any case, at both ends of the name', () => {
    checkHover('<|>sslengine on', { about: 'sslengine', says: ['Turns TLS on or off'] });
    checkHover('sslengine<|> on', { about: 'sslengine', says: ['Turns TLS on or off'] });
  });

  test('obsolete ones say what to write', () => {
    checkHover('Max<|>Clients 5', { about: 'MaxClients', says: ['Obsolete', 'MaxRequestWorkers'] });
  });

  test('removed ones say what became of them', () => {
    checkHover('RewriteLog<|>Level 3', { about: 'RewriteLogLevel', says: ['gone from httpd 2.4', 'LogLevel warn rewrite:trace3'] });
  });

  test('those of third parties name their module', () => {
    checkHover('SecRule<|>Engine On', { about: 'SecRuleEngine', says: ['third-party module'] });
  });
});

describe('sections', () => {
  test('the opening tag', () => {
    checkHover('<Virtual<|>Host *:443>\n</VirtualHost>', { about: 'VirtualHost', says: ['<VirtualHost addr', 'one web site', /\*Where:\* server/] });
  });

  test('the closing tag', () => {
    checkHover('<VirtualHost *:443>\n</Virtual<|>Host>', { about: 'VirtualHost', says: ['one web site'] });
  });

  test('its argument', () => {
    checkHover('<VirtualHost *:4<|>43>\n</VirtualHost>', { about: '*:443', says: [/\*\*address\*\*/, 'for every address'] });
  });
});

describe('arguments', () => {
  test('a value, without its sign', () => {
    checkHover('SSLOptions +Std<|>EnvVars', { about: '+StdEnvVars', says: ['**StdEnvVars**', 'SSL_PROTOCOL'] });
    checkHover('SSLProtocol all -TLSv1<|>.1', { about: '-TLSv1.1', says: ['Obsolete', 'RFC 8996'] });
  });

  test('a value in any case and in quotes', () => {
    checkHover('SSLEngine "O<|>N"', { about: '"ON"', says: ['speaks TLS'] });
  });

  test('a value behind a value', () => {
    checkHover('<Directory /srv>\nRequire all gran<|>ted\n</Directory>', { about: 'granted', says: ['Lets everybody in'] });
  });

  test('a free one says what to write', () => {
    checkHover('SSLCertificateFile /etc/ssl/x<|>.pem', { about: '/etc/ssl/x.pem', says: [/\*\*file\*\*/, 'PEM'] });
    checkHover('TimeOut 6<|>0', { about: '60', says: ['seconds', 'at least 0'] });
  });

  test('a flag of a list, with its value', () => {
    checkHover('RewriteRule ^ /x [R=3<|>01,L]', { about: 'R=301', says: ['Redirect the client'] });
    checkHover('RewriteRule ^ /x [R=301,<|>L]', { about: 'L', says: ['Stop this round'] });
  });

  test('not beyond the signature, nor between words', () => {
    checkHover('KeepAlive On <|> x', null);
    checkHover('SSLEngine on  <|>', null);
  });
});

describe('options', () => {
  test('name and value', () => {
    const says = ['option of WSGIDaemonProcess', 'at the same time', /\*Default:\* `15`/];
    checkHover('WSGIDaemonProcess blog thr<|>eads=5', { about: 'threads=5', says });
    checkHover('WSGIDaemonProcess blog threads=<|>5', { about: 'threads=5', says });
  });

  test('with a quoted value', () => {
    checkHover('WSGIDaemonProcess blog home="/srv/a <|>b" threads=5', { about: 'home="/srv/a b"', says: ['working directory'] });
  });

  test('on a continued line', () => {
    checkHover('WSGIDaemonProcess blog \\\n  threads=5 \\\n  proc<|>esses=2', { about: 'processes=2', says: ['How many processes'] });
  });

  test('of a proxy and of a script alias', () => {
    checkHover('ProxyPass / http://127.0.0.1:8000/ retr<|>y=0', { about: 'retry=0', says: ['option of ProxyPass'] });
    checkHover('WSGIScriptAlias / /srv/a.wsgi process-gr<|>oup=blog', { about: 'process-group=blog', says: ['option of WSGIScriptAlias'] });
  });

  test('an unknown one has no explanation of its own', () => {
    checkHover('WSGIDaemonProcess blog thr=<|>5', { about: 'thr=5', says: ['name=value'] });
  });
});

describe('variables', () => {
  test('a defined name: its value and where', () => {
    const fixture = `
      //- /etc/apache2/apache2.conf
      # names
      Define ROOT /srv/blog
      //- /etc/apache2/sites-available/a.conf
      DocumentRoot \${RO<|>OT}/static
    `;
    checkHover(fixture, { about: '${ROOT}', says: ['/srv/blog', 'apache2.conf, line 2'] });
    checkHover('Define A 1\nDefine A 2\nServerName ${<|>A}', { about: '${A}', says: ['`1` (line 1)', '`2` (line 2)'] });
    checkHover('Define A\nServerName ${<|>A}', { about: '${A}', says: ['without a value'] });
  });

  test('one that nobody defines', () => {
    checkHover('ErrorLog ${APACHE_LOG<|>_DIR}/error.log', { about: '${APACHE_LOG_DIR}', says: ['environment'] });
  });

  test('of the server, of TLS, of mod_wsgi', () => {
    checkHover('RewriteCond %{HTT<|>PS} off', { about: '%{HTTPS}', says: ['encrypted'] });
    checkHover('RewriteCond %{SSL:SSL_CLI<|>ENT_VERIFY} x', { about: '%{SSL:SSL_CLIENT_VERIFY}', says: ['client certificate', 'StdEnvVars'] });
    checkHover('WSGIApplicationGroup %{GLO<|>BAL}', { about: '%{GLOBAL}', says: ['main Python interpreter'] });
    checkHover('<If "%{REQUEST<|>_URI} == \'/\'">\n</If>', { about: '%{REQUEST_URI}', says: ['**REQUEST_URI**'] });
  });

  test('of TLS where its bare name stands', () => {
    checkHover('SetEnvIf SSL_CLIENT_<|>S_DN x y', { about: 'SSL_CLIENT_S_DN', says: ['subject'] });
  });
});

describe('names', () => {
  const others = `
    //- /etc/apache2/names.conf
    WSGIDaemonProcess blog threads=5
    Define Staging
    <Macro Site $host>
    </Macro>
    //- /etc/apache2/blog.conf
  `;

  test.each([
    ['WSGIProcessGroup bl<|>og', 'blog', 'Declared at names.conf, line 1: `threads=5`'],
    ['WSGIScriptAlias / /srv/app.wsgi process-group=bl<|>og', 'process-group=blog', 'Declared at names.conf, line 1: `threads=5`'],
    ['Use SI<|>TE blog.test', 'SITE', 'Declared at names.conf, line 3: `$host`'],
    ['<IfDefine !Sta<|>ging>', '!Staging', /Declared at names\.conf, line 2$/],
    ['WSGIDaemonProcess late\nWSGIProcessGroup la<|>te', 'late', /Declared at line 1$/],
  ])('%s: where they are declared', (line, about, says) => checkHover(`${others}${line}`, { about, says: [says] }));

  test('that nothing in sight declares are explained without a place', () => {
    checkHover(`${others}WSGIProcessGroup sh<|>op`, { about: 'shop', says: ['WSGIDaemonProcess'], not: ['Declared'] });
    checkHover(`${others}WSGIDaemonProcess bl<|>og`, { about: 'blog', says: [/\S/], not: ['Declared'] });
  });
});

describe('nothing', () => {
  test.each([
    ['on a comment', '# SSLEn<|>gine'],
    ['on an empty line', 'SSLEngine on\n<|>\n'],
    ['in an empty file', '<|>'],
    ['on a directive that nobody knows', 'Nons<|>ense on'],
    ['on its arguments', 'Nonsense o<|>n'],
    ['behind a tag', '<VirtualHost *:80> #  <|>a\n</VirtualHost>'],
  ])('%s', (_, fixture) => checkHover(fixture, null));
});

test('every directive and section has an explanation, and none throws', async () => {
  const { knowledge } = await import('../../server/src/knowledge/knowledge.ts');
  for (const { name, section } of knowledge().directives) checkHover(section ? `<<|>${name} x>` : `<|>${name} x`, { about: name, says: [/\S/] });
  expect(knowledge().directives.length).toBeGreaterThan(800);
});
