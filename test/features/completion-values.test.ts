// Completion of arguments: values, lists, signs and options, all from the signatures.
import { describe, expect, test } from 'vitest';
import { NEWEST } from '../../server/src/model/target.ts';
import { applyCompletion, checkCompletion, offerAt } from '../kit/completion.ts';

describe('values', () => {
  test.each([
    ['a switch', 'KeepAlive <|>', ['Off', 'On']],
    ['a list', 'SSLStrictSNIVHostCheck <|>', ['Off', 'On']],
    ['an open list, beginning with', 'SSLEngine o<|>', ['on', 'off', 'optional']],
    ['what goes on behind a value', '<Directory /srv>\nRequire all <|>\n</Directory>', ['granted', 'denied']],
    ['what goes on behind a sign', '<Directory /srv>\nRequire not all <|>\n</Directory>', ['granted', 'denied']],
    ['the second argument', 'Listen 443 <|>', ['http', 'https', 'ftp']],
    ['addresses of virtual hosts', '<VirtualHost <|>>', ['*:443', '*:80', '_default_:443']],
  ])('%s', async (_, fixture, exactly) => checkCompletion(fixture, { exactly }));

  test('behind an argument that may be left out', async () => {
    await checkCompletion('Header <|>', { offers: ['always', 'onsuccess', 'set', 'unset'] });
    await checkCompletion('Header always <|>', { offers: ['set', 'unset', 'edit'], not: ['always'] });
    await checkCompletion('Redirect <|>', { offers: ['permanent', '301', 'gone'] });
    await checkCompletion('SSLCipherSuite <|>', { offers: ['TLSv1.3', 'HIGH'] });
    await checkCompletion('SSLCipherSuite HIGH:<|>', { offers: ['MEDIUM'], not: ['TLSv1.3'] });
  });

  test('methods', async () => {
    await checkCompletion('<Directory /srv>\n<Limit <|>>\n</Limit>\n</Directory>', { offers: ['GET', 'POST'] });
    await checkCompletion('<Directory /srv>\n<Limit GET P<|>>\n</Limit>\n</Directory>', { offers: ['POST', 'PUT'], not: ['GET'] });
  });

  test('outdated ones come last, marked', async () => {
    await checkCompletion('SSLProtocol <|>', { first: ['all', 'TLSv1.3', 'TLSv1.2'], offers: ['TLSv1'] });
    expect((await offerAt('SSLProtocol <|>', 'TLSv1')).deprecated).toBe(true);
    expect((await offerAt('SSLProtocol <|>', 'TLSv1.3')).deprecated).toBeUndefined();
  });

  test('not those that came after the stated version', async () => {
    const target = { ...NEWEST, httpd: '2.4.20', stated: { httpd: true, modWsgi: false } };
    await checkCompletion('SSLProtocol <|>', { offers: ['TLSv1.2'], not: ['TLSv1.3'] }, { target });
  });

  test('in a tag', async () => {
    await checkCompletion('<IfVersion <|>>', { offers: ['>=', '<='] });
    await checkCompletion('<Proxy *>\nProxySet lb<|>\n</Proxy>', { offers: ['lbmethod='] });
  });
});

describe('signs', () => {
  test('the values behind one', async () => {
    await checkCompletion('SSLProtocol all -<|>', { offers: ['-TLSv1', '-TLSv1.1'], not: ['TLSv1'] });
    await checkCompletion('Options -Indexes +F<|>', { exactly: ['+FollowSymLinks', '+SymLinksIfOwnerMatch'] });
    expect(await applyCompletion('SSLOptions +St<|>', '+StdEnvVars')).toBe('SSLOptions +StdEnvVars<|>');
  });

  test('a negated condition stays negated', async () => {
    expect(await applyCompletion('<IfModule !mod_ss<|>>', '!mod_ssl.c')).toBe('<IfModule !mod_ssl.c<|>>');
    expect(await applyCompletion('Define TLS\n<IfDefine !<|>>', '!TLS')).toBe('Define TLS\n<IfDefine !TLS<|>>');
  });
});

describe('lists within one word', () => {
  test('the piece at the cursor is replaced', async () => {
    await checkCompletion('RewriteRule ^ /x [R=301,<|>]', { offers: ['L', 'NC', 'QSA'] });
    expect(await applyCompletion('RewriteRule ^ /x [N<|>,L]', 'NC')).toBe('RewriteRule ^ /x [NC<|>,L]');
    expect(await applyCompletion('RewriteRule ^ /x [L,Q<|>SD]', 'QSA')).toBe('RewriteRule ^ /x [L,QSA<|>]');
    expect(await applyCompletion('RewriteRule ^ /x [L,Q<|>', 'QSA')).toBe('RewriteRule ^ /x [L,QSA<|>');
  });

  test('brackets are added where there are none', async () => {
    expect(await applyCompletion('RewriteRule ^ /x <|>', 'L')).toBe('RewriteRule ^ /x [L]<|>');
    expect(await applyCompletion('RewriteCond %{HTTPS} off <|>', 'NC')).toBe('RewriteCond %{HTTPS} off [NC]<|>');
  });

  test('the level of one module', async () => {
    expect(await applyCompletion('LogLevel warn ssl:in<|>', 'info')).toBe('LogLevel warn ssl:info<|>');
    expect(await applyCompletion('LogLevel warn ssl:i<|>xx', 'info')).toBe('LogLevel warn ssl:info<|>');
  });
});

describe('options', () => {
  test('of the directive, the everyday ones first', async () => {
    await checkCompletion('WSGIDaemonProcess blog <|>', { first: ['processes=', 'threads='], offers: ['python-home=', 'home=', 'user='] });
    await checkCompletion('WSGIScriptAlias / /srv/app.wsgi <|>', {
      exactly: ['process-group=', 'application-group=', 'callable-object=', 'pass-authorization='],
    });
  });

  test('not those that are given', async () => {
    await checkCompletion('WSGIDaemonProcess blog threads=5 <|>', { offers: ['processes='], not: ['threads='] });
    await checkCompletion('WSGIDaemonProcess blog <|> threads=5', { offers: ['processes='], not: ['threads='] });
  });

  test('the name under the cursor is replaced, its value kept', async () => {
    expect(await applyCompletion('WSGIDaemonProcess blog pro<|>', 'processes=')).toBe('WSGIDaemonProcess blog processes=<|>');
    expect(await applyCompletion('WSGIDaemonProcess blog th<|>red=5', 'threads=')).toBe('WSGIDaemonProcess blog threads=<|>5');
  });

  test('no options before the name', async () => {
    await checkCompletion('WSGIDaemonProcess <|>', { not: ['threads='] });
  });

  test('their values', async () => {
    await checkCompletion('WSGIScriptAlias / /srv/app.wsgi pass-authorization=<|>', { exactly: ['Off', 'On'] });
    await checkCompletion('WSGIDaemonProcess blog threads=<|>', { exactly: ['15'] });
    expect(await applyCompletion('WSGIScriptAlias / /x application-group=%{G<|>', 'GLOBAL')).toBe('WSGIScriptAlias / /x application-group=%{GLOBAL}<|>');
    expect(await applyCompletion('WSGIScriptAlias / /x pass-authorization=O<|>xx callable-object=app', 'On')).toBe(
      'WSGIScriptAlias / /x pass-authorization=On<|> callable-object=app',
    );
  });

  test('inside the quotes of a value', async () => {
    expect(await applyCompletion('WSGIScriptAlias / /x pass-authorization="O<|>"', 'On')).toBe('WSGIScriptAlias / /x pass-authorization="On<|>"');
    expect(await applyCompletion('WSGIScriptAlias / /x pass-authorization="<|>', 'On')).toBe('WSGIScriptAlias / /x pass-authorization="On<|>');
  });

  test('of a proxy', async () => {
    await checkCompletion('ProxyPass / http://127.0.0.1:8000/ <|>', { offers: ['timeout=', 'retry='] });
    await checkCompletion('ProxyPass / http://127.0.0.1:8000/ retry=0 <|>', { offers: ['timeout='], not: ['retry='] });
  });

  test('not those that came after the stated version', async () => {
    const target = { ...NEWEST, modWsgi: '4.9.0', stated: { httpd: false, modWsgi: true } };
    await checkCompletion('WSGIDaemonProcess blog <|>', { offers: ['memory-limit='] }, { target });
    const newer = (await import('../../server/src/knowledge/knowledge.ts'))
      .knowledge()
      .find('WSGIDaemonProcess', false)[0]!
      .arguments.flatMap(({ options }) => options ?? [])
      .filter(({ since }) => since !== undefined && /^[56]/.test(since))
      .map(({ name }) => `${name}=`);
    expect(newer.length).toBeGreaterThan(0);
    await checkCompletion('WSGIDaemonProcess blog <|>', { not: newer }, { target });
    await checkCompletion('WSGIDaemonProcess blog <|>', { offers: newer });
  });
});

describe('quotes', () => {
  test('a value inside them', async () => {
    expect(await applyCompletion('SSLEngine "o<|>"', 'on')).toBe('SSLEngine "on<|>"');
    expect(await applyCompletion("SSLEngine 'o<|>ff'", 'on')).toBe("SSLEngine 'on<|>'");
    expect(await applyCompletion('SSLEngine "<|>', 'on')).toBe('SSLEngine "on<|>');
  });
});
