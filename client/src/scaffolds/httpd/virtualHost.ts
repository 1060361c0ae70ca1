/** A virtual host for a Python application, from its pattern and its platform to the text of its file. */
import type { ScaffoldFile } from '../file.ts';
import { amongOthers, onItsOwn } from './frame.ts';
import type { Lines } from './lines.ts';
import { serverPath } from './paths.ts';
import { bodyOf } from './patterns.ts';
import { readSite, type VirtualHostOptions } from './site.ts';

/**
 * The files of a virtual host, the configuration first. For development there is a second one, which makes the folder that httpd writes to.
 * Throws a `CertificateProblem` where an option cannot be taken or a path cannot be written so that httpd reads it back.
 */
export function virtualHost(options: VirtualHostOptions): readonly [ScaffoldFile, ...ScaffoldFile[]] {
  const site = readSite(options);
  const body = bodyOf(site);
  if (site.pattern !== 'development') return [{ path: site.target, text: textOf(amongOthers(site, body)) }];
  const folder = `${site.target.slice(0, -'.conf'.length)}-run`;
  const main = onItsOwn(site, serverPath('target', folder, options.platform ?? 'debian'), body);
  return [
    { path: site.target, text: textOf(main) },
    { path: `${folder}/.gitignore`, text: '# What httpd writes while it runs.\n*\n' },
  ];
}

/** The modules that a virtual host needs, by the names of their sources, such as `mod_ssl`. Throws as `virtualHost` does. */
export function modulesOf(options: VirtualHostOptions): readonly string[] {
  return [...bodyOf(readSite(options)).modules, 'wsgi'].map((name) => `mod_${name}`);
}

function textOf(lines: Lines): string {
  return `${lines.join('\n')}\n`;
}
