/** The checker's command line: read, checked, and explained. */
import { parseArgs } from 'node:util';
import { isVersion } from '../knowledge/version.ts';
import { FILES_MODES } from '../model/choices.ts';
import type { FilesMode } from '../model/configuration/source.ts';
import type { Severity } from '../model/finding.ts';
import { NEWEST, type Platform, type Target } from '../model/target.ts';
import { type Level, type RuleLevels, readLevel } from '../rules/levels.ts';

/** Forms of output. */
export type Format = 'text' | 'json' | 'sarif' | 'github';

/** What a run of the checker is asked to do. */
export interface Options {
  readonly format: Format;
  readonly root: string | null;
  readonly files: FilesMode;
  readonly target: Target;
  readonly severity: Severity;
  /** The severities that were chosen, by code. */
  readonly levels: RuleLevels;
  readonly paths: readonly string[];
}

/** A command line that cannot be followed; the message is for people. */
export class UsageError extends Error {}

/** The text of `--help`. */
export const USAGE = `Usage: apacheconf-check [options] PATH...
       apacheconf-check [options] --root FILE [PATH...]

Checks Apache httpd configuration files. Folders are walked.

  --format text|json|sarif|github      form of the output (default: text)
  --root FILE                          the main configuration: files that it includes are judged as part of it, all
                                       of them where no PATH is named; other files are judged each by itself
  --files auto|always|never            whether certificates, folders and other files that the configuration names are
                                       looked for on this machine (default: auto, where it is the one in use here)
  --httpd VERSION                      httpd's version (default: newest known)
  --mod-wsgi VERSION                   mod_wsgi's version (default: newest known)
  --platform debian|rhel|windows|macos|generic
  --severity error|warning|information|hint
                                       least severity to report (default: hint)
  --rule CODE=LEVEL                    severity of the findings with this code: one of the above or off; may be
                                       repeated. error brings back the red of what httpd refuses, and no more
  --help                               this text
  --version                            the checker's version

Exit status: 0 no error found, 1 an error found, 2 wrong usage or a file that cannot be read.
`;

const FORMATS: readonly Format[] = ['text', 'json', 'sarif', 'github'];
const PLATFORMS: readonly Platform[] = ['debian', 'rhel', 'windows', 'macos', 'generic'];
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Reads the arguments; `help` or `version` where only that is asked for. Throws UsageError. */
export function readOptions(argv: readonly string[]): Options | 'help' | 'version' {
  const { values, positionals } = parsed(argv);
  if (values.help) return 'help';
  if (values.version) return 'version';
  if (positionals.length === 0 && values.root === undefined) throw new UsageError('Name at least one file or folder to check.');
  const httpd = version('--httpd', values.httpd);
  const modWsgi = version('--mod-wsgi', values['mod-wsgi']);
  return {
    format: oneOf('--format', values.format ?? 'text', FORMATS),
    root: values.root ?? null,
    files: oneOf('--files', values.files ?? 'auto', FILES_MODES),
    target: {
      httpd: httpd ?? NEWEST.httpd,
      modWsgi: modWsgi ?? NEWEST.modWsgi,
      platform: oneOf('--platform', values.platform ?? 'generic', PLATFORMS),
      stated: { httpd: httpd !== null, modWsgi: modWsgi !== null },
      modules: null,
    },
    severity: oneOf('--severity', values.severity ?? 'hint', SEVERITIES),
    levels: levels(values.rule ?? []),
    paths: positionals,
  };
}

function parsed(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    format: text,
    root: text,
    files: text,
    httpd: text,
    'mod-wsgi': text,
    platform: text,
    severity: text,
    rule: { type: 'string', multiple: true },
  } as const;
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: { ...options, help: { type: 'boolean' }, version: { type: 'boolean' } } });
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0]!);
  }
}

/** The chosen severities; of two for one code the later one counts. */
function levels(given: readonly string[]): RuleLevels {
  const chosen: Record<string, Level> = {};
  for (const choice of given) {
    const [, code, level] = /^([^=]*)=(.*)$/s.exec(choice) ?? [];
    if (code === undefined) throw new UsageError(`--rule takes a code and a level such as obsolete-directive=off, not “${choice}”.`);
    const read = readLevel(code, level);
    if (read.problem !== null) throw new UsageError(`--rule ${choice}: ${read.problem}`);
    chosen[code] = read.level!;
  }
  return chosen;
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${option} takes one of ${allowed.join(', ')}, not “${value}”.`);
  return found;
}

function version(option: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  if (!isVersion(value)) throw new UsageError(`${option} takes a version such as ${option === '--httpd' ? '2.4.62' : '5.0.2'}, not “${value}”.`);
  return value;
}
