/**
 * Which sections govern a file or a folder, in the order in which httpd merges them (manual: sections; server/request.c:
 * ap_directory_walk, ap_file_walk, ap_location_walk, ap_if_walk; measured with 2.4.71).
 */
import { type Entry, outsideHosts } from '../configuration/entry.ts';
import type { VirtualHost } from '../configuration/hosts.ts';
import { ancestorsOf, nameOf, parentOf } from './folders.ts';
import { type Index, indexOf, type Section } from './sections.ts';

/** A file or folder, and how a request comes to it. */
export interface Place {
  /** Absolute and tidied. */
  readonly path: string;
  /** A `script` is a file that also answers for what the URL has behind its name; `<Directory>` with the file's own path does not hold for that. */
  readonly kind: 'file' | 'script' | 'folder';
  /** The URL path that leads there, without its query; null where nobody knows. */
  readonly url: string | null;
  /** The host that answers; null for the main server. */
  readonly host: VirtualHost | null;
}

/** A section that governs a place: surely, perhaps (nobody can tell), or for some requests only. */
export interface Layer {
  readonly entry: Entry;
  readonly governs: 'surely' | 'perhaps' | 'sometimes';
}

/**
 * The sections that govern a place: folders, files, URLs and conditions, each walked by httpd on its own. Later ones
 * prevail; a host's own come behind those of the server.
 */
export function walksOf(serverEntries: readonly Entry[], place: Place): readonly Layer[][] {
  const main = indexOf(outsideHosts(serverEntries));
  const servers = place.host === null ? [main] : [main, indexOf(place.host.entry.children)];
  const folders = folderLayers(servers, place);
  const around = [...servers, ...folders.map(({ entry }) => indexOf(entry.children))];
  const files = place.kind === 'folder' ? [] : around.flatMap((index) => matching(index.files, nameOf(place.path)));
  const { url } = place;
  const locations = url === null ? [] : servers.flatMap((index) => matching(index.locations, url));
  const all = [...servers, ...[...folders, ...files, ...locations].map(({ entry }) => indexOf(entry.children))];
  return [folders, files, locations, all.flatMap(conditionLayers)];
}

/**
 * Plain paths and shell patterns from the shortest to the longest, then regular expressions, which see the whole path:
 * those with few slashes first (ap_core_reorder_directories).
 */
function folderLayers(servers: readonly Index[], { path, kind }: Place): Layer[] {
  const ancestors = ancestorsOf(kind === 'script' ? parentOf(path) : path);
  const plain = servers.flatMap((index, server) =>
    [...plainLayers(index, ancestors), ...patternLayers(index, ancestors)]
      .sort((one, other) => one.section.order - other.section.order)
      .map((found) => ({ ...found, server })),
  );
  plain.sort((one, other) => one.section.depth - other.section.depth || one.server - other.server);
  const whole = kind === 'folder' && path !== '/' ? `${path}/` : path;
  const expressions = servers.flatMap(({ folderExpressions }) => folderExpressions).sort((one, other) => one.depth - other.depth);
  return [...plain.map(({ layer }) => layer), ...matching(expressions, whole)];
}

function plainLayers(index: Index, ancestors: readonly string[]): { section: Section; layer: Layer }[] {
  return ancestors.flatMap((ancestor) => index.folders.get(ancestor) ?? []).map((section) => ({ section, layer: layerOf(section, true) }));
}

function patternLayers(index: Index, ancestors: readonly string[]): { section: Section; layer: Layer }[] {
  return index.folderPatterns.flatMap((section) => {
    const answers = ancestors.map((ancestor) => section.matches(ancestor));
    return answers.includes(true) || answers.includes(null) ? [{ section, layer: layerOf(section, answers.includes(true)) }] : [];
  });
}

function matching(sections: readonly Section[], text: string): Layer[] {
  return sections.flatMap((section) => {
    const answer = section.matches(text);
    return answer === false ? [] : [layerOf(section, answer === true)];
  });
}

function layerOf({ entry }: Section, matches: boolean): Layer {
  return { entry, governs: matches && entry.scope.certainty === 'active' ? 'surely' : 'perhaps' };
}

/** `<If>` and its relatives, those inside of them too. */
function conditionLayers({ conditions }: Index): Layer[] {
  return conditions.flatMap((entry): Layer[] => [{ entry, governs: 'sometimes' }, ...conditionLayers(indexOf(entry.children))]);
}
