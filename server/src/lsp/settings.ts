/** Settings: their names, defaults and meaning in one list; package.json must say the same, and a test compares the two. */
import { isVersion } from '../knowledge/version.ts';
import { EXPIRY_DAYS, FILES_MODES } from '../model/choices.ts';
import type { FilesMode } from '../model/configuration/source.ts';
import { NEWEST, type Platform, type Target } from '../model/target.ts';
import { LEVELS, type Level, type RuleLevels, readLevel } from '../rules/levels.ts';

/** The section under which all settings stand. */
export const SECTION = 'apacheWsgiTls';

/** The settings that the server reads, with their defaults. */
export const DEFAULTS = {
  httpdVersion: '',
  modWsgiVersion: '',
  platform: 'auto',
  mainConfiguration: '',
  files: 'auto',
  certificateExpiryDays: EXPIRY_DAYS,
  rules: {},
} as const;

/** Settings as the editor gives them, completed and checked. */
export interface Settings {
  readonly target: Target;
  /** The main configuration that somebody named; empty to look for it. */
  readonly mainConfiguration: string;
  /** When files that a configuration names are looked for on this machine. */
  readonly files: FilesMode;
  /** How many days before its end a certificate gets a word; 0 for never. */
  readonly certificateExpiryDays: number;
  /** The severities that somebody chose, by code. */
  readonly levels: RuleLevels;
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
      modules: null,
    },
    mainConfiguration: text(given, 'mainConfiguration', problems),
    files: files(given, problems),
    certificateExpiryDays: days(given, problems),
    levels: levels(given, problems),
    problems,
  };
}

type TextSetting = 'httpdVersion' | 'modWsgiVersion' | 'platform' | 'mainConfiguration' | 'files';

function text(given: Record<string, unknown>, name: TextSetting, problems: string[]): string {
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

function files(given: Record<string, unknown>, problems: string[]): FilesMode {
  const value = text(given, 'files', problems);
  const mode = FILES_MODES.find((candidate) => candidate === value);
  if (mode === undefined) problems.push(`${SECTION}.files: “${value}” is none of ${FILES_MODES.join(', ')}.`);
  return mode ?? DEFAULTS.files;
}

function days(given: Record<string, unknown>, problems: string[]): number {
  const value = given.certificateExpiryDays ?? DEFAULTS.certificateExpiryDays;
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  problems.push(`${SECTION}.certificateExpiryDays must be a number of days, 0 for none.`);
  return DEFAULTS.certificateExpiryDays;
}

/** The chosen severities; a rule that cannot be an error is shown as a warning where one was wanted. */
function levels(given: Record<string, unknown>, problems: string[]): RuleLevels {
  const value = given.rules ?? DEFAULTS.rules;
  if (typeof value !== 'object' || Array.isArray(value)) {
    problems.push(`${SECTION}.rules must be an object of codes and severities, such as { "obsolete-directive": "off" }; severities are ${LEVELS.join(', ')}.`);
    return {};
  }
  const chosen: Record<string, Level> = {};
  for (const [code, level] of Object.entries(value)) {
    const read = readLevel(code, level);
    if (read.problem !== null) problems.push(`${SECTION}.rules: ${read.problem}`);
    if (read.level !== null) chosen[code] = read.level;
  }
  return chosen;
}
