/** Texts that could bring a highlighter to a halt, or that leave something open which must not reach the next line. */

const LONG = 10_000;
const DIRECTIVE = 'keyword.other.directive.apacheconf';
const FOLLOWED = '\nServerName next';

const repeated = (piece) => piece.repeat(Math.ceil(LONG / piece.length));

/** Whatever a line leaves open, the next one begins anew. */
const open = [
  ['a quote left open', 'ServerName "open'],
  ['a single quote left open', "ServerName 'open"],
  ['an option quote left open', 'WSGIDaemonProcess x home="/srv/a b'],
  ['a pattern left open', 'RewriteRule "^/(a|[b'],
  ['a set left open', 'RewriteRule ^/[a-z /x [L]'],
  ['flags left open', 'RewriteRule ^ - [R=301,L'],
  ['a tag left open', '<Directory "/srv'],
  ['a tag pattern left open', '<LocationMatch "^/(a'],
  ['an expression left open', '<If "%{HTTP_HOST} == \'x'],
  ['a variable left open', 'DocumentRoot ${OPEN'],
  ['a server variable left open', 'RewriteCond %{HTTP_HOST !-f'],
  ['a format left open', 'LogFormat "%{Referer'],
  ['a blank behind the backslash', 'ServerName x \\ '],
  ['a lone sign', '<'],
  ['a lone closing sign', '</'],
];

/** One line of ten thousand characters. */
const long = [
  ['many words', `ServerAlias ${repeated('a.example.com ')}`],
  ['many quotes', `ServerAlias ${repeated('" ')}`],
  ['a long quoted word', `Header set X "${repeated('x')}"`],
  ['many tag ends', `<Directory ${repeated('>')}`],
  ['many tag ends in quotes', `<LocationMatch "${repeated('>')}`],
  ['many brackets', `RewriteRule ${repeated('[')} - ${repeated('[')}`],
  ['many groups', `RewriteRule ${repeated('(a|')} -`],
  ['many backslashes', `ServerName ${repeated('\\')}x`],
  ['many escapes in a tag', `<LocationMatch "${repeated('\\"')}`],
  ['many flags', `RewriteRule ^ - [${repeated('E=a:b,')}L]`],
  ['many options', `WSGIDaemonProcess x ${repeated('threads=5 ')}`],
  ['many variables', `DocumentRoot ${repeated('${A}')}`],
  ['many open variables', `DocumentRoot ${repeated('${')}`],
  ['many colons', `Listen ${repeated('a:')}`],
  ['many slashes in an expression', `<If "${repeated('=~ /')}">`],
  ['many placeholders', `LogFormat "${repeated('%{a}i %>s ')}"`],
  ['one unknown word', repeated('x')],
  ['digits', `Timeout ${repeated('1.')}`],
  ['a long comment', `# ${repeated('word ')}`],
];

const texts = [...open, ...long].map(([name, line]) => ({ name, text: line + FOLLOWED, last: DIRECTIVE }));

export const hardTexts = [
  ...texts,
  {
    name: 'a line continued ten thousand times',
    text: `ServerAlias a \\\n${'  b \\\n'.repeat(LONG)}  c${FOLLOWED}`,
    last: DIRECTIVE,
  },
  { name: 'nothing', text: '' },
  { name: 'control characters', text: `\u0000\u0007\ufeff${FOLLOWED}`, last: DIRECTIVE },
];
