/** Access logs: lines that httpd takes (null) and what it answers to those it refuses (measured with httpd 2.4.71 and mod_wsgi 4.9.4). */
import type { Case } from '../case.ts';

export const logsCases: readonly Case[] = [
  ['server', 'CustomLog /dev/null common', null],
  ['vhost', 'CustomLog /dev/null common', null],
  ['server', 'CustomLog /dev/null "%h %l %u %t"', null],
  ['vhost', 'CustomLog /dev/null "%h %l %u %t"', null],
  ['server', 'CustomLog "|/bin/cat" "%{X}i %>s %400,501{User-agent}i"', null],
  ['server', 'CustomLog /dev/null combined env=x', null],
  ['server', 'CustomLog /dev/null common env=!y', null],
  ['server', 'CustomLog /dev/null common "expr=%{REQUEST_STATUS} -ge 400"', null],
  ['server', 'CustomLog /dev/null "%^FB %{c}a %!200,304{Referer}i"', null],
  ['server', 'CustomLog "%^FB %{c}a %!200,304{Referer}i"', 'CustomLog takes two or three arguments'],
  ['server', 'CustomLog [R=999] "%^FB %{c}a %!200,304{Referer}i"', null],
  ['server', 'CustomLog /dev/null common env!=', 'error in condition clause'],
  ['server', 'CustomLog home=x combined env=', 'missing environment variable name'],
  ['server', 'LogFormat "%h %l" n', null],
  ['server', 'LogFormat "%v:%p %h %{SSL_PROTOCOL}x" vh', null],
  ['server', 'LogFormat "%{ms}T %D %I %O" t', null],
  ['server', 'LogFormat "%%" p', null],
  ['server', 'LogFormat "%h"', null],
  ['server', 'LogFormat t', null],
  ['server', 'LogFormat "%h %"l n', 'LogFormat takes 1-2 arguments'],
];
