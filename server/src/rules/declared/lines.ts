/** The lines of a server in the order in which httpd runs them. */
import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import { listsWith, type Server, serversOf } from '../sites/lists.ts';
import type { Standing } from './workers.ts';

/** Every line of a server with the section that it stands in; virtual hosts are servers of their own. */
export function* linesOf(entries: readonly Entry[], section: Entry | null = null): Generator<Standing> {
  for (const entry of entries) {
    yield { entry, section };
    if (entry.section && entry.name !== 'virtualhost') yield* linesOf(entry.children, entry);
  }
}

/** The servers that have a line of one of these names, at any depth. */
export function serversWith(configuration: Configuration, ...names: readonly string[]): Server[] {
  if (listsWith(configuration, ...names).length === 0) return [];
  return serversOf(configuration).filter(({ host, entries }) => (host === null ? true : listsWith({ ...configuration, entries }, ...names).length > 0));
}
