/** The checker's command line: read, checked, and explained. */
import { parseArgs } from 'node:util';
import { isVersion } from '../knowledge/version.ts';
import type { Severity } from '../model/finding.ts';
import { NEWEST, type Platform, type Target } from '../model/target.ts';

/** Forms of output. */
export type Format = 'text' | 'json' | 'sarif' | 'github';

/** What a run of the checker is asked to do. */
export interface Options {
  readonly format: Format;
  readonly root: string | null;
  readonly files: 'auto' | 'always' | 'never';
  readonly target: Target;
  readonly severity: Severity;
  readonly paths: readonly string[];
}

/** A command line that cannot be followed; the message is for people. */
export class UsageError extends Error {}

/** The text of `--help`. */
export const USAGE = `Usage: apacheconf-check [options] PATH...

Checks Apache httpd configuration files. Folders are walked.

  --format text|json|sarif|github      form of the output (default: text)
  --root FILE                          the main configuration that the files belong to; must exist
                                       (each file is judged by itself so far)
  --files auto|always|never            whether files that a configuration names are looked for (default: auto;
                                       no finding depends on them so far)
  --httpd VERSION                      httpd's version (default: newest known)
  --mod-wsgi VERSION                   mod_wsgi's version (default: newest known)
  --platform debian|rhel|windows|macos|generic
  --severity error|warning|information|hint
                                       least severity to report (default: hint)
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
  if (positionals.length === 0) throw new UsageError('Name at least one file or folder to check.');
  const httpd = version('--httpd', values.httpd);
  const modWsgi = version('--mod-wsgi', values['mod-wsgi']);
  return {
    format: oneOf('--format', values.format ?? 'text', FORMATS),
    root: values.root ?? null,
    files: oneOf('--files', values.files ?? 'auto', ['auto', 'always', 'never'] as const),
    target: {
      httpd: httpd ?? NEWEST.httpd,
      modWsgi: modWsgi ?? NEWEST.modWsgi,
      platform: oneOf('--platform', values.platform ?? 'generic', PLATFORMS),
      stated: { httpd: httpd !== null, modWsgi: modWsgi !== null },
    },
    severity: oneOf('--severity', values.severity ?? 'hint', SEVERITIES),
    paths: positionals,
  };
}

function parsed(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { format: text, root: text, files: text, httpd: text, 'mod-wsgi': text, platform: text, severity: text };
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: { ...options, help: { type: 'boolean' }, version: { type: 'boolean' } } });
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0]!);
  }
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
