/** How lines are written: blanks, quotes, continuations, comments, line breaks (measured with httpd 2.4.71, mod_wsgi 4.9.4 and OpenSSL 3.0). */
import type { ParityCase } from '../case.ts';

export const writingCases: readonly ParityCase[] = [
  ['refuses', 'ServerName x # comment'],
  ['starts', 'DirectoryIndex index.html # home'],
  ['refuses', 'SSLEngine on # yes'],
  ['starts', '<VirtualHost *:80> # x\n</VirtualHost>'],
  ['starts', '# a \\\nServerNameX y'],
  ['starts', 'ServerName "x'],
  ['refuses', 'DocumentRoot @ROOT@/www"x'],
  ['starts', 'servername x'],
  ['starts', 'ServerName x'],
  ['starts', 'ServerName\tx'],
  ['starts', 'ServerName \\\nx'],
  ['refuses', 'ServerName \\ \nx'],
  ['refuses', 'ServerName x \\'],
  ['refuses', 'DocumentRoot @ROOT@/www\\\\'],
  ['starts', "DocumentRoot '@ROOT@/www'"],
  ['starts', 'ErrorDocument 404 "a \\"b\\" c"'],
  ['refuses', 'ServerName ""'],
  ['starts', `ServerName ${'x'.repeat(8_000)}`],
  ['starts', '# hello'],
  ['starts', 'Alias /x#y @ROOT@/www'],
  ['starts', 'Alias /x #y'],
  ['refuses', 'ServerName x; ServerName y'],
  ['refuses', '\uFEFFServerName x'],
  ['starts', 'ServerName x\r\nDocumentRoot @ROOT@/www'],
];
