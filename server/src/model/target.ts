/** The server that a configuration is written for. Settings give it; detection may fill it in. */

/** Platforms whose layouts and limits differ. */
export type Platform = 'debian' | 'rhel' | 'windows' | 'macos' | 'generic';

/** Versions and platform that findings and completion are measured against. */
export interface Target {
  /** httpd's version, e.g. `2.4.71`. */
  readonly httpd: string;
  /** mod_wsgi's version, e.g. `6.0.5`. */
  readonly modWsgi: string;
  readonly platform: Platform;
  /** Which versions somebody stated. What an assumed version would refuse is no more than a warning. */
  readonly stated: { readonly httpd: boolean; readonly modWsgi: boolean };
  /** Source names (`mod_ssl`) of the modules that are loaded, as the configuration tells; null where nobody knows. */
  readonly modules: ReadonlySet<string> | null;
}

/** The newest versions that the knowledge covers. */
export const NEWEST: Target = { httpd: '2.4.71', modWsgi: '6.0.5', platform: 'generic', stated: { httpd: false, modWsgi: false }, modules: null };

/** The oldest versions that the settings can name. */
export const OLDEST = { httpd: '2.4.0', modWsgi: '4.9.0' } as const;

/** The version that a fact of this module is measured against. */
export function versionFor(module: string, target: Target): string {
  return module === 'mod_wsgi' ? target.modWsgi : target.httpd;
}

/** Whether somebody stated the version that a fact of this module is measured against. */
export function isStated(module: string, target: Target): boolean {
  return module === 'mod_wsgi' ? target.stated.modWsgi : target.stated.httpd;
}
