/** Words for the arguments of a signature, by type: what one would write there, as a rule. */
import type { Argument, ArgumentKind, Option, Value } from '../../../server/src/knowledge/types.ts';
import { ROOT } from '../tree.ts';
import type { World } from './world.ts';

type Maker = (world: World) => string;

const oneOf =
  (...words: readonly string[]): Maker =>
  ({ draw }) =>
    draw.pick(words);

/** A word for each type. Files and folders are those that every generated tree has. */
const BY_TYPE: Readonly<Record<ArgumentKind, Maker>> = {
  flag: oneOf('On', 'Off', 'on', 'off', 'ON'),
  enum: oneOf('none'),
  keyword: oneOf('none'),
  integer: ({ draw }) => String(draw.pick([0, 1, 2, 5, 10, 64, 100, 512, 8192, 65535])),
  octal: oneOf('022', '0027', '077'),
  float: oneOf('1', '0.5', '2.0'),
  size: oneOf('1024', '65536', '1M', '0'),
  duration: oneOf('5', '10s', '500ms', '1min', '1h', '30'),
  string: oneOf('x', 'blog', 'name', 'a.b', '"two words"', '/x', '1'),
  text: oneOf('text', '"Some text"', "'a b'", '"it\'s"', '"say \\"hi\\""'),
  file: oneOf('tls/a.pem', `${ROOT}/tls/a.pem`, `"${ROOT}/www/index.html"`),
  directory: oneOf('www', `${ROOT}/www`, `"${ROOT}/www/app"`, `${ROOT}/tls/`),
  path: oneOf(`${ROOT}/www`, `${ROOT}/www/app/`, `"${ROOT}/with space/x"`, 'www', '/srv/x'),
  program: oneOf('/bin/true', '"/bin/cat -u"'),
  'log-target': oneOf('logs/a.log', `${ROOT}/logs/b.log`, '/dev/null', '"|/bin/cat"', '"|$/bin/cat x"', '"||/bin/cat"'),
  script: oneOf(`${ROOT}/app/app.wsgi`, `${ROOT}/app/`, '/srv/blog/app.wsgi'),
  'url-path': oneOf('/', '/blog', '/blog/', '/a/b', '"/a b"'),
  url: oneOf('http://127.0.0.1:8000/', 'https://blog.test/', '/other', 'http://blog.test/a?b'),
  hostname: oneOf('blog.test', '*.blog.test', 'www.blog.test', 'b?.test'),
  'server-name': oneOf('blog.test', 'shop.test', 'https://blog.test', 'blog.test:80', 'localhost'),
  address: oneOf('10.0.0.1', '10.0.0.0/8', '192.168.1.0/255.255.255.0', '::1', '2001:db8::/32'),
  listen: (world) => world.draw.pick(['', '127.0.0.1:', '[::1]:', '*:', '0.0.0.0:']) + world.freshPort(),
  'vhost-address': oneOf('*:80', '*:443', '127.0.0.1:80', '_default_:443', '*', '[::1]:443', '*:80 *:8080', '127.0.0.1'),
  regex: oneOf('^/a', '^/(.*)$', '\\.php$', '"a b"', '(?i)x', '^[a-z]+$', 'a{1,2}', '[^/]+', '"^/(a|b)"'),
  expression: oneOf('"%{HTTPS} == \'on\'"', '"%{REQUEST_URI} =~ m#^/a#"', 'true', '"-n %{QUERY_STRING}"', '"%{REMOTE_ADDR} -ipmatch \'10.0.0.0/8\'"', 'false'),
  user: oneOf('www-data', '"#33"', 'daemon'),
  group: oneOf('www-data', '"#33"', 'daemon'),
  module: oneOf('ssl_module', 'headers_module', 'mod_ssl.c'),
  directive: oneOf('ServerName', 'Header', 'RewriteRule', 'SetEnv'),
  'daemon-group': ({ draw, daemons }) => draw.pick([...daemons, ...daemons, 'blog', '%{GLOBAL}', '%{ENV:x}']),
  'application-group': oneOf('%{GLOBAL}', '%{RESOURCE}', '%{SERVER}', 'blog', '%{ENV:x}'),
  'process-name': (world) => `d${world.fresh()}`,
  'header-name': oneOf('X-A', 'Vary', 'Strict-Transport-Security', 'X-Forwarded-For'),
  'environment-variable': oneOf('A', 'HTTPS=on', '!B', 'no-gzip', 'PATH'),
  format: oneOf('common', 'combined', '"%h %l %u %t \\"%r\\" %>s %b"', '"%v:%p %h %{ms}T"', '"%{User-Agent}i %{X}o %{SSL_PROTOCOL}x"'),
  'media-type': oneOf('text/html', 'application/json', 'image/svg+xml', 'text/plain'),
  extension: oneOf('.html', 'html', '.py', 'js', '.tar.gz'),
  encoding: oneOf('gzip', 'x-gzip', 'br'),
  charset: oneOf('UTF-8', 'utf-8', 'ISO-8859-1'),
  language: oneOf('en', 'de', 'pt-br'),
  handler: oneOf('wsgi-script', 'cgi-script', 'server-status', 'default-handler', '"proxy:http://127.0.0.1:8000/"', 'None'),
  filter: oneOf('DEFLATE', 'INCLUDES', 'SUBSTITUTE'),
  provider: oneOf('file'),
  method: oneOf('GET', 'POST', 'PUT'),
  status: oneOf('404', '500', '403'),
  'cipher-list': oneOf('HIGH', 'HIGH:!aNULL', 'ECDHE-RSA-AES128-GCM-SHA256'),
  flags: oneOf('[L]'),
  options: oneOf(''),
  macro: ({ draw, macros }) => draw.pick([...macros.map(({ name }) => name), 'NoSuch']),
  define: ({ draw, defined }) => draw.pick([...defined, 'Fresh']),
};

/** The words of a whole signature; as many as its directive has to have, and perhaps more. */
export function wordsFor(signature: readonly Argument[], world: World): string[] {
  const words: string[] = [];
  let open = [...signature];
  for (let argument = open[0]; argument !== undefined; argument = open[0]) {
    open = open.slice(1);
    if (argument.optional && world.draw.chance(0.4)) continue;
    const times = argument.repeat ? world.draw.between(1, 3) : 1;
    for (let time = 0; time < times; time++) {
      const value = literalFor(argument, world);
      words.push(value === null ? wordFor(argument, world) : signed(argument, value.name, world));
      if (value?.then !== undefined) open = [...value.then];
    }
  }
  return words.filter((word) => word !== '');
}

/** One of the literals that an argument knows; where others are legal too, not always. */
function literalFor({ values = [], open = false, type, brackets }: Argument, { draw }: World): Value | null {
  const offered = values.filter(({ removed }) => removed === undefined);
  if (offered.length === 0 || brackets !== undefined || (open && type !== 'keyword' && type !== 'enum' && draw.chance(0.5))) return null;
  return draw.pick(offered);
}

function signed({ prefixes, separator, values = [] }: Argument, name: string, { draw }: World): string {
  const sign = prefixes !== undefined && draw.chance(0.4) ? draw.pick([...prefixes]) : '';
  const more = separator !== undefined && draw.chance(0.3) ? `${separator}${draw.pick(values).name}` : '';
  return `${sign}${name}${more}`;
}

function wordFor(argument: Argument, world: World): string {
  const { draw } = world;
  if (argument.type === 'integer') return integerFor(argument, world);
  if (argument.brackets !== undefined && argument.values !== undefined) {
    const flags = draw.some(argument.values, 2 / argument.values.length).map(({ name }) => name.replace(/=.*/, ''));
    return `${argument.brackets[0]}${flags.length === 0 ? argument.values[0]!.name : flags.join(',')}${argument.brackets[1]}`;
  }
  if (argument.type === 'options') return optionFor(argument.options ?? [], world);
  return BY_TYPE[argument.type](world);
}

function integerFor({ min, max }: Pick<Argument, 'min' | 'max'>, world: World): string {
  if (min === undefined && max === undefined) return BY_TYPE.integer(world);
  const low = min ?? 0;
  return String(world.draw.pick([low, low + 1, max ?? low + 100, Math.min(low + 10, max ?? low + 10)]));
}

function optionFor(options: readonly Option[], world: World): string {
  const usable = options.filter(({ since, removed }) => removed === undefined && (since === undefined || since < '5'));
  if (usable.length === 0) return '';
  const option = world.draw.pick(usable);
  const values = option.values ?? [];
  const value = option.type === 'integer' ? integerFor(option, world) : values.length > 0 ? world.draw.pick(values).name : BY_TYPE[option.type](world);
  return `${option.name}=${value}`;
}
