/** Single trees for the order of reading, one for each thing that httpd does in a way of its own. */
import { MAIN } from '../parity/tree.ts';
import { type MadeUp, OPENING_LINE, opened } from './trees.ts';

/** Files by path; a text that begins with `-> ` is a link. The main file comes behind what httpd does not start without. */
type Files = Readonly<Record<string, string>>;

const mark = (name: string) => `AddDefaultCharset ${name}\n`;

/** What is tried, the main file, and the other files. */
const CASES: readonly (readonly [what: string, main: string, files: Files])[] = [
  [
    'byte order, capitals and digits first',
    'Include a/*.conf\n',
    { 'a/b.conf': mark('b'), 'a/B.conf': mark('B'), 'a/10.conf': mark('10'), 'a/9.conf': mark('9') },
  ],
  ['names beyond ASCII', 'Include a/*\n', { 'a/é': mark('e'), 'a/z': mark('z'), 'a/\u{1F600}': mark('smile'), 'a/\uFF5E': mark('tilde') }],
  ['hidden files are not matched, but are part of a folder', 'Include a/*\nInclude a\n', { 'a/.b': mark('b'), 'a/c': mark('c') }],
  ['a folder with folders', 'Include a\n', { 'a/b/c/d': mark('d'), 'a/b/a': mark('a'), 'a/a': mark('aa'), 'a/c': mark('c') }],
  ['a wildcard that matches folders and files', 'Include a/*\n', { 'a/b/c': mark('c'), 'a/a': mark('a'), 'a/z': mark('z') }],
  ['a wildcard in a folder’s name', 'Include */x.conf\nInclude [ab]*/?.conf\n', { 'a/x.conf': mark('a'), 'b/x.conf': mark('b'), 'run/x.conf': mark('run') }],
  ['a folder that is a link, in a wildcard', 'Include s*/a.conf\n', { 'real/a.conf': mark('real'), 'site/a.conf': mark('site'), shop: '-> real' }],
  ['a folder that is a link, in a folder', 'Include a\n', { 'real/b.conf': mark('real'), 'a/link': '-> ../real', 'a/a.conf': mark('a') }],
  ['a link to a file, and to a link', 'Include a/*\n', { 'real.conf': mark('real'), 'a/1': '-> ../real.conf', 'a/2': '-> 1' }],
  ['one file twice', 'Include a.conf\nInclude ./a.conf\nInclude b/../a.conf\n', { 'a.conf': `Define A x\n${mark('${A}')}UnDefine A\n`, 'b/c': '' }],
  [
    'a relative path from ServerRoot as it is at the line',
    'Include a.conf\nServerRoot @ROOT@/b/\nInclude a.conf\n',
    { 'a.conf': mark('outer'), 'b/a.conf': mark('inner') },
  ],
  [
    'what an included file includes, from ServerRoot',
    'Include b/a.conf\n',
    { 'b/a.conf': 'Include c.conf\n', 'c.conf': mark('outer'), 'b/c.conf': mark('inner') },
  ],
  [
    'a ServerRoot that an included file changes',
    'Include b/a.conf\nInclude c.conf\n',
    { 'b/a.conf': 'ServerRoot @ROOT@/b\n', 'c.conf': mark('outer'), 'b/c.conf': mark('inner') },
  ],
  ['nothing optional there', 'IncludeOptional a.conf\nIncludeOptional a/b.conf\nIncludeOptional a/*.conf\nIncludeOptional */*/x\n', {}],
  ['a file where a folder is meant, optional', 'IncludeOptional a.conf/\nIncludeOptional a.conf/*.conf\n', { 'a.conf': mark('a') }],
  ['nothing there', `${mark('a')}Include a.conf\n`, {}],
  ['no match', 'Include run/*.conf\n', {}],
  ['no match in one of two folders', 'Include a*/x.conf\nInclude a*/*.conf\n', { 'a1/x.conf': mark('a1'), 'a2/x': mark('a2') }],
  ['an empty folder', 'Include run\n', {}],
  ['a folder in circles', 'Include a\n', { 'a/b.conf': mark('b'), 'a/c': '-> ../a' }],
  ['deep folders', 'Include a\n', { [`${'a/'.repeat(127)}a.conf`]: mark('deep') }],
  ['folders that are too deep', 'Include a\n', { [`${'a/'.repeat(130)}a.conf`]: mark('deep'), 'a/a.conf': mark('a') }],
  [
    'stars and stars',
    'Include *a*a*a*a*a*a*a*a*a*b\nInclude ?**[a-]b\nInclude \\*\nInclude \\.a\n',
    { [`${'a'.repeat(60)}b`]: mark('b'), '*': mark('star'), '.a': mark('dot') },
  ],
  ['brackets', 'Include a[1].conf\n', { 'a1.conf': mark('set'), 'a[1].conf': mark('written') }],
  ['brackets behind a backslash', 'Include a\\[1\\].conf\n', { 'a1.conf': mark('set'), 'a[1].conf': mark('written') }],
  [
    'sets of signs',
    'Include a[!b].conf\nInclude a[^b].conf\nInclude a[b-c].conf\nInclude a[]x].conf\n',
    { 'ab.conf': mark('b'), 'ac.conf': mark('c'), 'ax.conf': mark('x') },
  ],
  ['a set that does not end', 'IncludeOptional a[b\nInclude *[b\n', { 'a[b': mark('a') }],
  ['names put in', 'Define D a\nInclude ${D}/${E1}.conf\nInclude "${d}/*.conf"\n', { 'a/one.conf': mark('${E1}${D}${E3}') }],
  ['a name of a name', `Define A \${B}\nDefine B x\n${mark('${A}')}Define A \${B}\n${mark('${A}${a}')}`, {}],
  ['a name from the environment behind Define and UnDefine', `${mark('${E1}')}Define E1 mine\n${mark('${E1}')}UnDefine E1\n${mark('${E1}')}`, {}],
  ['a name without a value', `Define A\n${mark('${A}')}<IfDefine A>\n${mark('yes')}</IfDefine>\n<IfDefine a>\n${mark('no')}</IfDefine>\n`, {}],
  ['a name in a section that is not read', '<IfDefine Nothing>\nDefine A x\nInclude a.conf\n</IfDefine>\nIncludeOptional ${A}.conf\n', { 'a.conf': mark('a') }],
  ['a name from a virtual host', `<VirtualHost *:80>\nDefine A x\n</VirtualHost>\n${mark('${A}')}`, {}],
  [
    'modules loaded so far',
    `<IfModule headers_module>\n${mark('early')}</IfModule>\n@LOAD headers@\n<IfModule mod_headers.c>\n${mark('late')}</IfModule>\n`,
    {},
  ],
  [
    'a module from an included file',
    `Include a.load\n<IfModule !mod_headers.c>\n${mark('no')}</IfModule>\n<IfDirective Header>\n${mark('yes')}</IfDirective>\n`,
    { 'a.load': '@LOAD headers@\n' },
  ],
  [
    'conditions in conditions',
    `<IfVersion >= 2.4>\n<IfFile a.conf>\n<IfSection Macro>\n<IfDirective !Nothing>\nInclude a.conf\n</IfDirective>\n</IfSection>\n</IfFile>\n</IfVersion>\n`,
    { 'a.conf': mark('a') },
  ],
  ['a macro that includes', '<Macro M $d>\nInclude $d/*.conf\n</Macro>\nUse M a\nUse m b\n', { 'a/1.conf': mark('a'), 'b/1.conf': mark('b') }],
  [
    'a macro of virtual hosts',
    `<Macro Site $name $port>\n<VirtualHost *:$port>\nServerName $name\n<Directory "/srv/$name">\n${mark('$name')}</Directory>\n</VirtualHost>\n</Macro>\nUse Site blog.test 80\nUse Site "shop.test" 443\n`,
    {},
  ],
  ['a macro that uses a macro', `<Macro In $a>\n${mark('$a')}</Macro>\n<Macro Out $b>\nUse In x$b\nUse In $b\n</Macro>\nUse Out 1\n`, {}],
  ['a macro in a macro', `<Macro Out $b>\n<Macro In$b $a>\n${mark('$a$b')}</Macro>\n</Macro>\nUse Out 1\nUse In1 x\n`, {}],
  ['a macro that is defined again', `<Macro M>\n${mark('old')}</Macro>\nUse M\n<Macro M>\n${mark('new')}</Macro>\nUse M\n`, {}],
  ['a macro that defines what it uses', `<Macro M $a>\nDefine A$a x\n${mark('${A$a}')}</Macro>\nUse M 1\n${mark('${A1}')}`, {}],
  ['longest parameter first', `<Macro M $a $ab @c>\n${mark('$ab$a@c')}</Macro>\nUse M 1 2 3\n`, {}],
  ['a macro of a file that is included twice', 'Include a.conf\nInclude a.conf\nUse M\n', { 'a.conf': `<Macro M>\n${mark('m')}</Macro>\nUse M\n` }],
  ['lines that go on', 'Incl\\\nude a.conf\nInclude \\\n   a.conf\n# Include \\\nInclude a.conf\n', { 'a.conf': `AddDefault\\\r\nCharset a\n` }],
  ['a last line without an end', 'Include a.conf\nInclude b.conf', { 'a.conf': 'AddDefaultCharset a', 'b.conf': '\r\nAddDefaultCharset b\r\n' }],
];

/** The cases as trees. */
export const cases: readonly (readonly [what: string, madeUp: MadeUp])[] = CASES.map(([what, main, files]) => [what, caseOf(main, files)]);

function caseOf(main: string, files: Files): MadeUp {
  const all = Object.entries({ [MAIN]: `${OPENING_LINE}${main}`, ...files });
  const isLink = ([, text]: [string, string]) => text.startsWith('-> ');
  return opened(new Map(all.filter((entry) => !isLink(entry))), new Map(all.filter(isLink).map(([path, text]) => [path, text.slice(3)])), {
    E1: 'one',
    E2: 'x y',
  });
}
