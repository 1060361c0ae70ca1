/** A line in its place, and what httpd says to it: the form of the tables in cases/. */

/** Where a line stands. */
export type Place = 'server' | 'vhost' | 'directory' | 'location' | 'all' | 'balancer';

/** Place, line (or a whole section), and httpd's words; null where httpd takes it. */
export type Case = readonly [place: Place, line: string, httpd: string | null];

const AROUND: Readonly<Record<Place, readonly [open: string, close: string]>> = {
  server: ['', ''],
  vhost: ['<VirtualHost *:1>\nServerName q\n', '</VirtualHost>\n'],
  directory: ['<Directory /tmp>\n', '</Directory>\n'],
  location: ['<Location /a>\n', '</Location>\n'],
  all: ['<Directory /tmp>\n<RequireAll>\nRequire all granted\n', '</RequireAll>\n</Directory>\n'],
  balancer: ['<Proxy balancer://c>\n', '</Proxy>\n'],
};

/** The configuration that holds the line where it belongs. */
export function textOf([place, line]: Case): string {
  const [open, close] = AROUND[place];
  return `${open}${line}\n${close}`;
}
