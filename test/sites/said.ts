// What the rules about sites say to a configuration, in short.
import { posix } from 'node:path';
import { siteRules } from '../../server/src/rules/sites/index.ts';
import { check, checkAlone, type Found, type Tree, type TreeOptions } from '../kit/configuration.ts';

/** The main configuration of a tree. */
export const ROOT = '/etc/apache2/apache2.conf';

const CODES = new Set(siteRules.map(({ code }) => code));

/** `<line> <code> «marked»` of each finding, with the file's name before it where it is not the main one. */
function brief({ file, line, code, marked }: Found): string {
  return `${file === ROOT || file === '/srv/alone.conf' ? '' : `${posix.basename(file)}:`}${line} ${code} «${marked}»`;
}

/** What is said to a main configuration, with these files on the disk. */
export function said(text: string, files: Tree = {}, options: Partial<TreeOptions> = {}): string[] {
  return found(text, files, options).map(brief);
}

/** The findings themselves. */
export function found(text: string, files: Tree = {}, options: Partial<TreeOptions> = {}): Found[] {
  return check({ [ROOT]: text, ...files }, options).filter(({ code }) => CODES.has(code));
}

/** What is said to a text that stands alone. */
export function saidAlone(text: string): string[] {
  return foundAlone(text).map(brief);
}

/** The findings themselves. */
export function foundAlone(text: string): Found[] {
  return checkAlone(text).filter(({ code }) => CODES.has(code));
}

/** A virtual host with these lines; without a name where that is empty. */
export function host(name: string, ...lines: readonly string[]): string {
  return hostOn('*:80', name, ...lines);
}

/** A virtual host on an address. */
export function hostOn(address: string, name: string, ...lines: readonly string[]): string {
  const inside = [...(name === '' ? [] : [`ServerName ${name}`]), ...lines];
  return `<VirtualHost ${address}>\n${inside.map((line) => `${line}\n`).join('')}</VirtualHost>\n`;
}

/** A section with these lines. */
export function section(tag: string, ...lines: readonly string[]): string {
  return `<${tag}>\n${lines.map((line) => `${line}\n`).join('')}</${tag.split(' ')[0]}>`;
}
