// Lines that httpd passes over: which they are, why, and that nothing but their tags is judged.
import { describe, expect, test } from 'vitest';
import { type Document, LanguageService, openDocument } from '../../server/src/ide.ts';
import { NEWEST, type Target } from '../../server/src/model/target.ts';
import { brief, Site, type Tree } from '../kit/configuration.ts';

/** `first-last reason` of what is grey; lines count from 1, and the last one is that of the closing tag. */
function grey(service: LanguageService, document: Document): string[] {
  return service.inactive(document).map(({ range, message }) => {
    expect(message).toMatch(/^httpd passes over these lines: .*\.$/);
    return `${range.start.line + 1}-${range.end.line + 1} ${message.slice('httpd passes over these lines: '.length, -1)}`;
  });
}

/** What is grey in a text that stands alone. */
const greyAlone = (text: string, target: Target = NEWEST) => grey(new LanguageService(target), openDocument('file:///srv/alone.conf', 1, text));

/** What is grey in a file of a configuration. */
function greyIn(tree: Tree, file: string, text = tree[file]!): string[] {
  const site = new Site(tree);
  site.edit(file, text);
  return grey(site.service, site.document(file));
}

const inside = (tag: string, condition: string) => `<${tag} ${condition}>\nKeepAlive On\n</${tag}>\n`;
const MAIN = 'LoadModule ssl_module modules/mod_ssl.so\nDefine Staging\nInclude sites/*.conf\n';
const SITE = '/etc/apache2/sites/blog.conf';
const tree = (text: string): Tree => ({ '/etc/apache2/apache2.conf': MAIN, [SITE]: text });

describe('grey lines', () => {
  test.each([
    ['IfModule', 'mod_wsgi.c', 'the module “mod_wsgi.c” is not loaded above'],
    ['IfModule', '"wsgi_module"', 'the module “wsgi_module” is not loaded above'],
    ['IfModule', '!mod_ssl.c', 'the module “mod_ssl.c” is loaded'],
    ['IfModule', '! ssl_module', 'the module “ssl_module” is loaded'],
    ['IfDefine', 'Production', 'nothing above defines “Production”, and httpd counts as started without -D Production'],
    ['IfDefine', '!Staging', '“Staging” is defined above'],
    ['IfVersion', '< 2.4', `the version of httpd is taken to be ${NEWEST.httpd}`],
    ['IfFile', '/etc/missing.conf', 'there is no file “/etc/missing.conf”'],
    ['IfFile', '!/etc/apache2/apache2.conf', 'the file “/etc/apache2/apache2.conf” is there'],
    ['IfDirective', 'WSGIScriptAlias', 'no module that is loaded above brings “WSGIScriptAlias”'],
    ['IfDirective', '!SSLEngine', 'httpd knows “SSLEngine”'],
    ['IfSection', '!VirtualHost', 'httpd knows “VirtualHost”'],
  ])('<%s %s> of a configuration: %s', (tag, condition, reason) => {
    expect(greyIn(tree(inside(tag, condition)), SITE)).toEqual([`2-3 ${reason}`]);
  });

  test.each([
    ['IfModule', 'mod_ssl.c'],
    ['IfModule', '!mod_wsgi.c'],
    ['IfDefine', 'Staging'],
    ['IfVersion', '>= 2.4'],
    ['IfDirective', 'SSLEngine'],
  ])('none for <%s %s>, which holds', (tag, condition) => {
    expect(greyIn(tree(inside(tag, condition)), SITE)).toEqual([]);
  });

  test('alone, only where the text itself tells', () => {
    expect(greyAlone(inside('IfModule', 'mod_wsgi.c') + inside('IfDefine', 'Production') + inside('IfFile', '/etc/missing.conf'))).toEqual([]);
    expect(greyAlone(inside('IfModule', '!mod_ssl.c'))).toEqual(['2-3 the module “mod_ssl.c” counts as loaded where no main configuration tells']);
    expect(greyAlone(inside('IfVersion', '< 2.4.50'), { ...NEWEST, httpd: '2.4.60', stated: { ...NEWEST.stated, httpd: true } })).toEqual([
      '2-3 the server is httpd 2.4.60',
    ]);
  });

  test('are those of the outermost section, nested ones with them', () => {
    const text = `<VirtualHost *:443>\n<IfModule mod_wsgi.c>\n${inside('IfModule', 'mod_other.c')}</IfModule>\n${inside('IfDefine', 'Production')}</VirtualHost>\n`;
    expect(greyIn(tree(text), SITE).map((line) => line.split(' ')[0])).toEqual(['3-6', '8-9']);
  });

  test('are not where one of several readings goes in', () => {
    const text = inside('IfDefine', 'Late') + inside('IfDefine', 'Never');
    const twice = { '/etc/apache2/apache2.conf': 'Include once.conf\nDefine Late\nInclude once.conf\n', '/etc/apache2/once.conf': text };
    expect(greyIn(twice, '/etc/apache2/once.conf')).toEqual([expect.stringMatching(/^5-6 .*“Never”/)]);
    const never = { ...twice, '/etc/apache2/apache2.conf': 'Include once.conf\nInclude once.conf\n' };
    expect(greyIn(never, '/etc/apache2/once.conf')).toHaveLength(2);
  });

  test('are none in an empty section, and follow the text', () => {
    expect(greyIn(tree('<IfDefine Production>\n</IfDefine>\n'), SITE)).toEqual([]);
    expect(greyIn(tree(''), SITE, `ServerName a\n${inside('IfDefine', 'Production')}`)).toEqual([expect.stringMatching(/^3-4 /)]);
  });
});

describe('in lines that are passed over', () => {
  const found = (text: string) => brief(new Site(tree(text)).findingsIn(SITE));

  test('nothing is judged but the tags', () => {
    expect(found('<IfDefine Production>\nNoSuchDirective on\nKeepAlive maybe\n</IfDefine>\n')).toEqual([]);
    expect(found('<IfDefine Production>\n<Location />\n</IfDefine>\n')[0]).toBe('blog.conf:2 unclosed-section');
    expect(found('<IfDefine Staging>\nNoSuchDirective on\n</IfDefine>\n')).toEqual(['blog.conf:2 unknown-directive']);
  });

  test('names are not declared', async () => {
    const text = '<IfDefine Production>\nDefine Hidden\n</IfDefine>\n<IfDefine Hidden>\nKeepAlive On\n</IfDefine>\n';
    expect(greyIn(tree(text), SITE).map((line) => line.split(' ')[0])).toEqual(['2-3', '5-6']);
  });
});
