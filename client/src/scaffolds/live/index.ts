/**
 * Bringing a site live: for each platform the commands that put its file where httpd looks, load what it needs, have httpd check its
 * configuration and read it, as data and in their order. Nothing is run here; a person reads them and has them typed into a terminal.
 */
import path from 'node:path';
import { oneOf, texts } from '../../certificates/options.ts';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import { PLATFORMS, type PlatformId } from '../httpd/platforms.ts';
import { docker, macos, windows } from './elsewhere.ts';
import { debian, rhel } from './linux.ts';
import type { LivePlan, Site } from './step.ts';

export { type LivePlan, type LiveStep, lineOf } from './step.ts';

/** What is brought live. */
export interface LiveRequest {
  /** Absolute path of the site's file. */
  readonly file: string;
  readonly platform: PlatformId;
  /** The modules whose directives it has, such as `mod_ssl`. */
  readonly modules: readonly string[];
}

/** The plan for a site. Throws a `CertificateProblem` where the file's name cannot be one of a site there. */
export function livePlan(request: LiveRequest): LivePlan {
  const platform = oneOf('platform', request.platform, PLATFORMS);
  return PLANS[platform](siteOf(request));
}

function siteOf({ file, modules }: LiveRequest): Site {
  const { base, ext, name } = path.parse(file.replaceAll('\\', '/'));
  if (ext !== '.conf' || !/^[\w.-]+$/.test(name) || name.startsWith('-'))
    throw new CertificateProblem(
      `${quoted(base)} cannot be the file of a site: a2ensite and the packages of httpd read only names of letters, digits, dots, hyphens and underscores that end in .conf. Rename it, for example to app.test.conf.`,
    );
  const short = texts('modules', modules).flatMap((module) => /^mod_([a-z0-9_]+)$/.exec(module)?.[1] ?? []);
  return { file, name, modules: [...new Set(short)].sort() };
}

const PLANS: Readonly<Record<PlatformId, (site: Site) => LivePlan>> = { debian, rhel, macos, windows, docker };
