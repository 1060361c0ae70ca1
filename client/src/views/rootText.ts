/** What is said about the main configuration that a file belongs to: the words of the status item and of the list to choose from. */
import { type Candidate, type DocumentStatus, NONE } from '../documentStatus.ts';

/** A path of a file as people are shown it, by its URI. */
export type Shown = (uri: string) => string;

/** The text of the status item. */
export function rootText({ root }: DocumentStatus): string {
  return root === null ? 'Apache: stands alone' : `Apache: ${nameOf(root)}`;
}

/** What the status item says to whoever rests the mouse on it: a paragraph a line. */
export function rootDetails(status: DocumentStatus, shown: Shown): string[] {
  return [...(status.root === null ? aloneDetails(status, shown) : rootedDetails(status, shown(status.root))), 'Click to choose.'];
}

function rootedDetails({ files, partial, looksForFiles, setting }: DocumentStatus, root: string): string[] {
  const read = files === 1 ? 'This file is all that it reads.' : `It reads ${files} files, and each is judged as a part of it.`;
  return [
    `Main configuration: ${root} (${setting === '' ? 'found' : 'named in the settings'})`,
    read,
    ...(partial ? ['Some of what it includes is out of sight, so what may be declared there is not missed.'] : []),
    looksForFiles ? 'Files that it names are looked for on this machine.' : 'Files that it names are not looked for on this machine.',
  ];
}

function aloneDetails({ setting, candidates }: DocumentStatus, shown: Shown): string[] {
  return ['This file is judged alone, with every module loaded.', reasonAlone(setting, candidates, shown)];
}

function reasonAlone(setting: string, candidates: readonly Candidate[], shown: Shown): string {
  if (setting === NONE) return 'The settings say so for every file.';
  if (setting !== '') return `The settings name ${setting}, which ${candidates[0]?.reads === false ? 'does not read this file' : 'cannot be read'}.`;
  const [near] = candidates;
  return near === undefined ? 'No main configuration was found around it.' : `${shown(near.uri)} ${readsText(near)}.`;
}

/** Whether a main configuration reads the file, as half a sentence. */
export function readsText({ reads }: Candidate): string {
  if (reads === null) return 'cannot be read';
  return reads ? 'reads this file' : 'does not read this file';
}

function nameOf(uri: string): string {
  return decodeURIComponent(uri.replace(/^.*\//, ''));
}
