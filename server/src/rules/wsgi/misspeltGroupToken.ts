import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import { everywhere } from '../../model/configuration/inventory.ts';
import { perEntry } from '../../model/configuration/kept.ts';
import { optionsOf } from '../../model/wsgi/daemons.ts';
import { intendedToken } from '../../model/wsgi/groups.ts';
import { NAMING_GROUPS } from '../../model/wsgi/references.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationRule } from '../configurationRule.ts';
import { isWritten } from './edits.ts';
import { report, type Span } from './report.ts';

/** A group name that is nearly one of mod_wsgi's marks. */
export const misspeltGroupToken: ConfigurationRule = {
  code: 'misspelt-group-token',
  severity: 'warning',
  page: {
    title: 'Misspelt %{GLOBAL}',
    what: 'The name of a process group or an application group is nearly %{GLOBAL}, %{SERVER}, %{RESOURCE} or %{HOST}, but not quite. Capitals count.',
    why: 'mod_wsgi takes any other text for a name as it stands. The application then runs in an interpreter called `%{GLOBL}` instead of the main one, without a word in the log; a process group of that name does not exist, and requests get 500.',
    fix: 'Write the mark in capitals, with percent sign and braces.',
    bad: 'WSGIApplicationGroup %{GLOBL}\n',
    good: 'WSGIApplicationGroup %{GLOBAL}\n',
  },
  check: (configuration) =>
    namesIn(configuration).flatMap(({ entry, span, name }) => {
      const token = intendedToken(name);
      if (token === null || wsgiOf(configuration).daemonsByName.has(name)) return [];
      return report(misspeltGroupToken, entry, span, {
        message: `“${name}” is a plain name to mod_wsgi, not ${token}: it becomes a group of its own. Write ${token}.`,
        fixes: isWritten(entry, span, name) ? [{ title: `Change to ${token}`, safe: false, edits: [{ ...span, text: token }] }] : [],
      });
    }),
};

interface GroupName {
  readonly entry: Entry;
  readonly span: Span;
  readonly name: string;
}

const OPTIONS = ['process-group', 'application-group'];

function namesIn(configuration: Configuration): GroupName[] {
  const direct = everywhere(configuration, 'wsgiprocessgroup', 'wsgiapplicationgroup').flatMap(({ entry }) => {
    const [word] = entry.statement.arguments;
    return word === undefined ? [] : [{ entry, span: { start: word.start, end: word.end }, name: word.value }];
  });
  return [...direct, ...everywhere(configuration, ...NAMING_GROUPS).flatMap(({ entry }) => optional(configuration, entry))];
}

const optional = perEntry((_, entry: Entry): GroupName[] =>
  optionsOf(entry)
    .filter(({ name }) => name !== null && OPTIONS.includes(name))
    .map(({ value, valueStart, end }) => ({ entry, span: { start: valueStart, end }, name: value })),
);
