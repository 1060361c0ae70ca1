import type { Option } from '../../knowledge/types.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import type { DaemonGroup } from '../../model/wsgi/daemons.ts';
import type { WrittenOption } from '../../model/wsgi/options.ts';
import { hasVariable } from '../../model/wsgi/paths.ts';
import { daemonFor } from '../../model/wsgi/project.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { report } from './report.ts';

/** A number of a daemon that mod_wsgi reads as another one than is written. */
export const daemonNumberWithoutMeaning: ConfigurationRule = {
  code: 'daemon-number',
  severity: 'warning',
  page: {
    title: 'Number that is read as another one',
    what: 'An option of WSGIDaemonProcess that takes a number has other signs in it, or threads is 0.',
    why: 'mod_wsgi reads the digits in front and leaves the rest: `60s` is 60, `abc` is 0, and httpd starts. With threads=0 there is no thread to answer requests, and every client waits in vain; that is for processes that run a service of their own.',
    fix: 'Write a plain number. Times are in seconds, sizes in bytes.',
    bad: 'WSGIDaemonProcess blog threads=many request-timeout=60\nWSGIProcessGroup blog\n',
    good: 'WSGIDaemonProcess blog threads=15 request-timeout=60\nWSGIProcessGroup blog\n',
  },
  check: (configuration) => {
    const { daemons } = wsgiOf(configuration);
    if (daemons.length === 0) return [];
    const known = { numbers: numericOptions(configuration), isServing: (entry: Entry) => groupsWithApplications(configuration).has(entry) };
    return daemons.flatMap((group) => group.options.flatMap((option) => finding(group, option, known)));
  },
};

interface Known {
  readonly numbers: ReadonlyMap<string, Option>;
  /** Whether the group of a line answers requests; others may well run a service without threads. */
  readonly isServing: (entry: Entry) => boolean;
}

function groupsWithApplications(configuration: Configuration): ReadonlySet<Entry> {
  return new Set(wsgiOf(configuration).mounts.flatMap((mount) => daemonFor(configuration, mount)?.entry ?? []));
}

function numericOptions({ knowledge }: Configuration): ReadonlyMap<string, Option> {
  const options = knowledge.find('WSGIDaemonProcess', false).flatMap((directive) => directive.arguments.flatMap((argument) => argument.options ?? []));
  return new Map(options.filter(({ type }) => type === 'integer').map((option) => [option.name, option]));
}

/** What httpd refuses, and the values that mean something, are not for this rule. */
function finding({ entry }: DaemonGroup, option: WrittenOption, { numbers, isServing }: Known): ConfigurationFinding[] {
  const { name, value } = option;
  const known = name === null ? undefined : numbers.get(name);
  if (known === undefined || value === '' || hasVariable(value)) return [];
  const read = Number.parseInt(value, 10) || 0;
  const threadless = name === 'threads' && read === 0;
  if (isRefused(known, read) || (isPlain(known, value) && !(threadless && isServing(entry)))) return [];
  const reading = isPlain(known, value) ? '' : `mod_wsgi reads ${name}=${value} as ${read}. `;
  const advice = threadless ? NO_THREADS : `Write a plain number${known.unit === undefined ? '' : ` (${known.unit})`}.`;
  return [report(daemonNumberWithoutMeaning, entry, span(option), { message: `${reading}${advice}` })];
}

function isRefused({ min, zero }: Option, read: number): boolean {
  return min !== undefined && read < min && !(zero === true && read === 0);
}

const NO_THREADS = 'With threads=0 no thread answers requests, and clients wait in vain: write the number of threads, or leave the option out for 15.';

/** A number, or one of the words that the option knows. */
function isPlain({ values = [] }: Option, value: string): boolean {
  return /^\s*[+-]?\d+$/.test(value) || values.some((known) => known.name === value);
}

function span({ valueStart, end }: WrittenOption): { start: number; end: number } {
  return { start: valueStart, end };
}
