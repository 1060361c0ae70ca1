// Section tags: which belong together, what stays when one is missing, and whether httpd starts with the text.
import { describe, expect, test } from 'vitest';
import { parse, print } from '../../server/src/syntax/tree.ts';
import { apacheIsAsked } from '../kit/apache.ts';
import { type Outline, outline } from '../kit/outline.ts';
import { httpdVerdict, ourVerdict, type Verdict } from '../kit/verdict.ts';

const shapes: readonly (readonly [title: string, text: string, tree: readonly Outline[]])[] = [
  ['a section', '<A>\nx\n</A>\n', [['<A>\n', ['x\n'], '</A>\n']]],
  ['names know no case', '<a>\nx\n</A>\n', [['<a>\n', ['x\n'], '</A>\n']]],
  ['sections inside', '<A>\n<B>\nx\n</B>\n</A>\n', [['<A>\n', [['<B>\n', ['x\n'], '</B>\n']], '</A>\n']]],
  ['one of the same name inside', '<A>\n<A>\nx\n</A>\n</A>\n', [['<A>\n', [['<A>\n', ['x\n'], '</A>\n']], '</A>\n']]],
  ['an empty one', '<A>\n</A>', [['<A>\n', [], '</A>']]],
  [
    'two side by side',
    '<A>\n</A>\n<A>\n</A>\n',
    [
      ['<A>\n', [], '</A>\n'],
      ['<A>\n', [], '</A>\n'],
    ],
  ],
  ['never closed', '<A>\nx\ny\n', [['<A>\n', ['x\n', 'y\n'], null]]],
  ['the inner one is not closed', '<A>\n<B>\nx\n</A>\ny\n', [['<A>\n', [['<B>\n', ['x\n'], null]], '</A>\n'], 'y\n']],
  [
    'not closed before the next of its name',
    '<A>\nx\n<A>\ny\n</A>\n',
    [
      ['<A>\n', ['x\n'], null],
      ['<A>\n', ['y\n'], '</A>\n'],
    ],
  ],
  ['a closing tag alone', 'x\n</A>\ny\n', ['x\n', '</A>\n', 'y\n']],
  ['a stray one inside', '<A>\n</B>\nx\n</A>\n', [['<A>\n', ['</B>\n', 'x\n'], '</A>\n']]],
  ['tags that cross', '<A>\n<B>\n</A>\n</B>\n', [['<A>\n', [['<B>\n', [], null]], '</A>\n'], '</B>\n']],
  ['blanks around', '  <A>  \n\t</A>\t\n', [['  <A>  \n', [], '\t</A>\t\n']]],
  ['text behind the tags', '<A b> c\nx\n</A> d\n', [['<A b> c\n', ['x\n'], '</A> d\n']]],
  ['an argument in the closing tag', '<A b>\n</A b>\n', [['<A b>\n', [], '</A b>\n']]],
  ['without brackets at the end', '<A b\nx\n</A\n', [['<A b\n', ['x\n'], '</A\n']]],
  ['a tag over two lines', '<A \\\nb>\nx\n</\\\nA>\n', [['<A \\\nb>\n', ['x\n'], '</\\\nA>\n']]],
  ['a tag in a comment is none', '<A>\n# </A>\n</A>\n', [['<A>\n', ['# </A>\n'], '</A>\n']]],
  ['CR LF', '<A>\r\nx\r\n</A>\r\n', [['<A>\r\n', ['x\r\n'], '</A>\r\n']]],
];

describe('the tree of', () => {
  test.each(shapes)('%s', (_, text, tree) => {
    expect(outline(parse(text))).toEqual(tree);
    expect(print(parse(text))).toBe(text);
  });
});

const verdicts: readonly (readonly [title: string, httpd: Verdict, text: string])[] = [
  ['names in any case', 'starts', '<virtualHOST *:80>\nservername A\n</VIRTUALHOST>\n'],
  ['text behind an opening tag', 'starts', '<VirtualHost *:80> # blog\n</VirtualHost>\n'],
  ['text behind a closing tag', 'starts', '<VirtualHost *:80>\n</VirtualHost> # blog\n'],
  ['text behind a tag that takes none', 'refuses', '<Directory /srv>\n<RequireAny> x\nRequire all granted\n</RequireAny>\n</Directory>\n'],
  ['a blank behind the bracket', 'refuses', '< VirtualHost *:80>\n</VirtualHost>\n'],
  ['a blank before the last bracket', 'starts', '<VirtualHost *:80 >\n</VirtualHost>\n'],
  ['a blank before the bracket of the closing tag', 'refuses', '<VirtualHost *:80>\n</VirtualHost >\n'],
  ['a continuation before that bracket', 'starts', '<VirtualHost *:80>\n</VirtualHost\\\n>\n'],
  ['continuations inside the names', 'starts', '<Virtual\\\nHost *:80>\n<\\\n/VirtualHost>\n'],
  ['two brackets', 'refuses', '<VirtualHost *:80>\n</VirtualHost>>\n'],
  ['tags without names', 'refuses', '<>\n</>\n'],
  ['an argument in the closing tag', 'refuses', '<Directory /srv>\n</Directory /srv>\n'],
  ['no bracket at the end', 'refuses', '<Directory /srv\n</Directory>\n'],
  ['no bracket, where httpd does not mind', 'starts', '<Directory /srv>\n<RequireAll\nRequire all granted\n</RequireAll>\n</Directory>\n'],
  ['no bracket at the end of the closing tag', 'refuses', '<Directory /srv>\n</Directory\n'],
  ['no argument', 'refuses', '<Directory>\n</Directory>\n'],
  ['an unclosed section', 'refuses', '<VirtualHost *:80>\n'],
  ['an unclosed section whose condition holds', 'starts', '<IfModule mod_ssl.c>\n'],
  ['a stray closing tag', 'refuses', '</VirtualHost>\n'],
  ['tags that cross', 'refuses', '<VirtualHost *:80>\n<Directory /srv>\n</VirtualHost>\n</Directory>\n'],
  ['a misspelt opening tag', 'refuses', '<VirtualHots *:80>\n</VirtualHost>\n'],
  ['a misspelt closing tag', 'refuses', '<VirtualHost *:80>\n</VirtualHots>\n'],
  ['a section that nobody knows, misspelt twice', 'refuses', '<VirtualHots *:80>\n</VirtualHots>\n'],
  ['nonsense in a branch that is not read', 'starts', '<IfModule !mod_ssl.c>\nNonsense on\n</IfModule>\n'],
  ['a stray tag in a branch that is not read', 'refuses', '<IfModule !mod_ssl.c>\n</Directory>\n</IfModule>\n'],
  ['an unclosed section in a branch that is not read', 'refuses', '<IfModule !mod_ssl.c>\n<Directory /srv>\n</IfModule>\n'],
  ['a tag whose argument is quoted', 'starts', '<Directory "/srv/a b">\n</Directory>\n'],
  ['a tag whose quote is not closed', 'starts', '<Directory "/srv/a>\n</Directory>\n'],
  ['a bracket in the argument', 'starts', '<LocationMatch "^/(?<name>x)">\n</LocationMatch>\n'],
  ['a tag over two lines', 'starts', '<VirtualHost \\\n*:80>\n</VirtualHost>\n'],
  ['an else behind an if', 'starts', '<If "true">\n</If>\n<Else>\n</Else>\n'],
  ['a virtual host in a virtual host', 'refuses', '<VirtualHost *:80>\n<VirtualHost *:81>\n</VirtualHost>\n</VirtualHost>\n'],
  ['a directory in a location', 'refuses', '<Location />\n<Directory /srv>\n</Directory>\n</Location>\n'],
  ['files in files', 'starts', '<Files a>\n<Files b>\n</Files>\n</Files>\n'],
];

describe('an error is shown where httpd refuses', () => {
  test.each(verdicts)('%s (%s)', (_, httpd, text) => expect(ourVerdict(text)).toBe(httpd));
});

describe.runIf(apacheIsAsked())('httpd itself', () => {
  test.each(verdicts)('%s (%s)', async (_, httpd, text) => {
    const { verdict, stderr } = await httpdVerdict(text);
    expect(verdict, stderr).toBe(httpd);
  });
});
