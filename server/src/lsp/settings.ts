/** Settings: their names, defaults and meaning in one list; package.json must say the same, and a test compares the two. */
import { isVersion } from '../knowledge/version.ts';
import { NEWEST, type Platform, type Target } from '../model/target.ts';

/** The section under which all settings stand. */
export const SECTION = 'apacheWsgiTls';

/** The settings that the server reads, with their defaults. */
export const DEFAULTS = {
  httpdVersion: '',
  modWsgiVersion: '',
  platform: 'auto',
  mainConfiguration: '',
} as const;

/** Settings as the editor gives them, completed and checked. */
export interface Settings {
  readonly target: Target;
  /** The main configuration that somebody named; empty to look for it. */
  readonly mainConfiguration: string;
  /** What is wrong with the settings, for people. */
  readonly problems: readonly string[];
}

const PLATFORMS: readonly string[] = ['debian', 'rhel', 'windows', 'macos', 'generic'];

/** Reads what the editor sent; what cannot be understood is reported and replaced by its default. */
export function readSettings(sent: unknown): Settings {
  const given = typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>) : {};
  const problems: string[] = [];
  const httpd = version(given, 'httpdVersion', problems);
  const modWsgi = version(given, 'modWsgiVersion', problems);
  const platform = text(given, 'platform', problems);
  if (platform !== 'auto' && !PLATFORMS.includes(platform)) problems.push(`${SECTION}.platform: “${platform}” is none of auto, ${PLATFORMS.join(', ')}.`);
  return {
    target: {
      httpd: httpd ?? NEWEST.httpd,
      modWsgi: modWsgi ?? NEWEST.modWsgi,
      platform: PLATFORMS.includes(platform) ? (platform as Platform) : 'generic',
      stated: { httpd: httpd !== null, modWsgi: modWsgi !== null },
    },
    mainConfiguration: text(given, 'mainConfiguration', problems),
    problems,
  };
}

function text(given: Record<string, unknown>, name: keyof typeof DEFAULTS, problems: string[]): string {
  const value = given[name] ?? DEFAULTS[name];
  if (typeof value === 'string') return value;
  problems.push(`${SECTION}.${name} must be a text.`);
  return DEFAULTS[name];
}

function version(given: Record<string, unknown>, name: 'httpdVersion' | 'modWsgiVersion', problems: string[]): string | null {
  const value = text(given, name, problems).trim();
  if (value === '') return null;
  if (isVersion(value)) return value;
  problems.push(`${SECTION}.${name}: “${value}” is no version such as ${name === 'httpdVersion' ? '2.4.62' : '5.0.2'}.`);
  return null;
}
