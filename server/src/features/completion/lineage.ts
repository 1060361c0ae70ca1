/** Offers of what certbot keeps: the folder of a host's name in `live/`, and the four files in it. Only root may list them, so they are offered unseen as well. */
import { LINEAGE_FILES, type LineageFile } from '../../model/tls/lineage.ts';
import type { CompletionItem } from './item.ts';

/** What has been written of a path, and for what. */
export interface TlsPath {
  readonly directive: string;
  readonly text: string;
  /** Names of virtual hosts, for folders that cannot be listed. */
  readonly hosts: () => readonly string[];
}

/** The offers for a path of mod_ssl: those that were found, with what is known of certbot's files among them. */
export function withLineage(found: readonly CompletionItem[], path: TlsPath): readonly CompletionItem[] {
  const folder = path.text.slice(0, path.text.lastIndexOf('/') + 1);
  if (!/^ssl/i.test(path.directive)) return found;
  if (/\/letsencrypt\/live\/$/.test(folder)) return found.length > 0 ? found : path.hosts().map(hostFolder);
  if (!/\/live\/[^/]+\/$/.test(folder)) return found;
  const there = new Set(found.map(({ label }) => label));
  const isCertbots = folder.includes('/letsencrypt/') || (there.has('fullchain.pem') && there.has('privkey.pem'));
  if (!isCertbots) return found;
  const files = LINEAGE_FILES.filter(({ name }) => found.length === 0 || there.has(name)).map((file) => fileOffer(file, path.directive.toLowerCase()));
  return [...files, ...found.filter(({ label }) => !files.some((file) => file.label === label))];
}

function hostFolder(name: string): CompletionItem {
  return { label: `${name}/`, kind: 'folder', insert: `${name}/`, sort: `0${name}`, detail: 'certificate of this name', again: true };
}

function fileOffer({ name, brief, directives }: LineageFile, directive: string): CompletionItem {
  const rank = directives.includes(directive) ? 0 : 1 + LINEAGE_FILES.findIndex((file) => file.name === name);
  return { label: name, kind: 'file', insert: name, sort: `00${rank}`, detail: brief, about: { lineageFile: name } };
}
