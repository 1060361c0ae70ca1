// What the rules about mod_wsgi say to a configuration, in short.
import { posix } from 'node:path';
import { wsgiRules } from '../../server/src/rules/wsgi/index.ts';
import { check, checkAlone, type Found, type Tree, type TreeOptions } from '../kit/configuration.ts';

/** The main configuration of a tree. */
export const ROOT = '/etc/apache2/apache2.conf';

const CODES = new Set(wsgiRules.map(({ code }) => code));

/** `<line> <code> «marked»` of each finding, with the file's name before it where it is not the main one. */
function brief({ file, line, code, marked }: Found): string {
  return `${file === ROOT || file === '/srv/alone.conf' ? '' : `${posix.basename(file)}:`}${line} ${code} «${marked}»`;
}

/** What is said to lines of a main configuration, with these files on the disk. */
export function said(lines: string, files: Tree = {}, options: Partial<TreeOptions> = {}): string[] {
  return found(lines, files, options).map(brief);
}

/** The findings themselves. */
export function found(lines: string, files: Tree = {}, options: Partial<TreeOptions> = {}): Found[] {
  return check({ [ROOT]: lines, ...files }, options).filter(({ code }) => CODES.has(code));
}

/** What is said to a text that stands alone. */
export function saidAlone(lines: string, target?: TreeOptions['target']): string[] {
  return checkAlone(lines, target)
    .filter(({ code }) => CODES.has(code))
    .map(brief);
}

/** A virtual host with these lines. */
export function host(name: string, ...lines: readonly string[]): string {
  return hostOn(80, name, ...lines);
}

/** A virtual host on a port; without a name where that is empty. */
export function hostOn(port: number, name: string, ...lines: readonly string[]): string {
  const inside = [...(name === '' ? [] : [`ServerName ${name}`]), ...lines];
  return `<VirtualHost *:${port}>\n${inside.map((line) => `${line}\n`).join('')}</VirtualHost>\n`;
}

/** Lines as a text. */
export function text(...lines: readonly string[]): string {
  return lines.map((line) => (line.endsWith('\n') ? line : `${line}\n`)).join('');
}
