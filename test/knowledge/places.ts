/** Where a directive may stand: as `apache2 -L` prints it, and as a configuration in which it stands there. */
import type { Context } from '../../server/src/knowledge/types.ts';
import type { ListedDirective } from '../kit/apache.ts';

const OUTSIDE: readonly Context[] = ['server', 'vhost'];
const INSIDE: readonly Context[] = ['directory', 'location', 'files', 'if', 'proxy', 'limit'];

/** The contexts that Apache's words allow. */
export function printedContexts({ allowed }: ListedDirective): Set<Context> {
  const contexts = new Set<Context>();
  if (!allowed.includes('only inside')) for (const context of OUTSIDE) contexts.add(context);
  if (!allowed.includes('only outside')) for (const context of INSIDE) contexts.add(context);
  if (allowed.includes('and in .htaccess')) contexts.add('htaccess');
  return contexts;
}

const WRAPPERS: Readonly<Record<Exclude<Context, 'htaccess'>, readonly string[]>> = {
  server: [],
  vhost: ['VirtualHost *:80'],
  directory: ['Directory "/srv"'],
  location: ['Location "/a"'],
  files: ['Files "a"'],
  if: ['If "true"'],
  proxy: ['Proxy "*"'],
  limit: ['Directory "/srv"', 'Limit GET'],
};

/** A configuration with some lines in a context; `.htaccess` files are read with a request, not at the start. */
export function placedIn(context: Exclude<Context, 'htaccess'>, lines: string): string {
  const tags = WRAPPERS[context];
  const open = tags.map((tag) => `<${tag}>\n`).join('');
  const close = tags.map((tag) => `</${tag.split(' ')[0]}>\n`);
  return `${open}${lines}\n${close.reverse().join('')}`;
}
