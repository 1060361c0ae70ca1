/** Fixes for the name of a process group that nobody declares. */
import type { Entry } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import type { Fix } from '../../model/finding.ts';
import { above, fixOf, isWritten } from './edits.ts';

/** Where a name stands, and in which host. */
interface NamedPlace {
  readonly entry: Entry;
  readonly host: VirtualHost | null;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Writes the declared name that was most likely meant, or declares the group above the virtual host. */
export function groupNameFixes({ entry, host, name, start, end }: NamedPlace, near: string | null): Fix[] {
  const fixes: Fix[] = [];
  if (near !== null && isWritten(entry, { start, end }, name)) {
    fixes.push({ title: `Change to ${near}`, safe: false, edits: [{ start, end, text: /\s/.test(near) ? `"${near}"` : near }] });
  }
  const place = host?.entry ?? entry;
  if (place.uses.length === 0) fixes.push(fixOf(`Declare the group ${name}`, false, entry.line, [above(place, `WSGIDaemonProcess ${name}`)]));
  return fixes;
}
