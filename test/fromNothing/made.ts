/** The sites that the commands made in VS Code: `run.mjs` names the file that tells of them. */
import { readFileSync } from 'node:fs';

/** A site as the commands left it. Paths are absolute. */
export interface MadeSite {
  readonly id: string;
  /** The application: Flask, Django or plain. */
  readonly app: string;
  readonly name: string;
  /** The folder that held nothing but the application. */
  readonly folder: string;
  /** The certificate of the local authority. */
  readonly authority: string;
}

/** A site with a configuration of Apache. */
export interface ApacheSite extends MadeSite {
  readonly configuration: string;
  /** The commands that bring it live on Debian. */
  readonly bringLive: readonly string[];
}

/** A site with files for something else; a deployment's are nginx's, gunicorn's and supervisor's. */
export interface OtherSite extends MadeSite {
  readonly files: readonly string[];
}

interface Made {
  readonly sites: readonly MadeSite[];
  /** What a person runs so that Chromium trusts the local authority. */
  readonly trust: readonly string[];
}

const file = process.env.MADE_SITES;
if (file === undefined) throw new Error('nothing was made: node test/fromNothing/run.mjs');
const made: Made = JSON.parse(readFileSync(file, 'utf8'));

/** A site by what its folder is called; the caller knows its kind. */
export function siteCalled<Site extends MadeSite>(id: string): Site {
  const found = made.sites.find((site) => site.id === id);
  if (found === undefined) throw new Error(`${id} was not made`);
  return found as Site;
}
