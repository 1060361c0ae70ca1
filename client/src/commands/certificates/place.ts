/** Questions about where new files go: the folder, what they are called, and what to do where some of the name are there already. */
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { fileNameOf } from '../../certificates/options.ts';
import { isFolder, isWritable } from '../../certificates/places.ts';
import type { OnExisting } from '../../certificates/publish.ts';
import { problemOf } from '../problemOf.ts';
import { type Choice, enter, pick, type Step } from '../steps.ts';
import { localPath } from './pickFile.ts';

/** What such folders are called. */
const NAMES = ['certs', 'tls'];

/** Folders for certificates: one beside each of the folders given and the workspace's, there or yet to be made; else one at home. */
export async function likelyFolders(beside: readonly string[]): Promise<readonly string[]> {
  const open = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
  const found = await Promise.all([...new Set([...beside, ...open])].map(folderIn));
  const usable = [...new Set(found.flat())];
  return usable.length > 0 ? usable : [path.join(os.homedir(), 'certs')];
}

/** The folder for certificates in another one, if that can be written to. */
async function folderIn(parent: string): Promise<readonly string[]> {
  if (NAMES.includes(path.basename(parent))) return (await isWritable(parent)) ? [parent] : [];
  for (const name of NAMES) {
    const folder = path.join(parent, name);
    if (await isFolder(folder)) return (await isWritable(folder)) ? [folder] : [];
  }
  return (await isWritable(parent)) ? [path.join(parent, NAMES[0]!)] : [];
}

/** The question for the folder; “Browse…” asks the system, and the question comes again where nothing is chosen there. */
export function folderStep(folders: () => readonly string[], keep: (folder: string) => void): Step {
  return async (place) => {
    for (;;) {
      const known = await Promise.all(folders().map(choiceOf));
      const answer: { folder: string | null } = { folder: null };
      const outcome = await pick<string | null>({
        placeholder: 'Which folder do the files go to?',
        choices: [...known, { label: 'Browse…', description: 'another folder', value: null }],
        keep: (folder) => Object.assign(answer, { folder }),
      })(place);
      const folder = outcome === 'answered' ? (answer.folder ?? (await browse(place.title, folders()[0]))) : undefined;
      if (folder !== undefined) keep(folder);
      if (folder !== undefined || outcome !== 'answered') return outcome;
    }
  };
}

async function choiceOf(folder: string): Promise<Choice<string>> {
  return { label: vscode.workspace.asRelativePath(folder), description: (await isFolder(folder)) ? '' : 'will be made', detail: folder, value: folder };
}

async function browse(title: string, start: string | undefined): Promise<string | undefined> {
  const near = start === undefined ? undefined : vscode.Uri.file((await isFolder(start)) ? start : path.dirname(start));
  const options = { title, openLabel: 'Choose', canSelectFiles: false, canSelectFolders: true, canSelectMany: false };
  const [folder] = (await vscode.window.showOpenDialog({ ...options, ...(near !== undefined && { defaultUri: near }) })) ?? [];
  return folder === undefined ? undefined : localPath(folder);
}

/** The question for what files are called, without ending. */
export function fileNameStep(usual: () => string, files: string, keep: (name: string) => void): Step {
  return (place) =>
    enter({
      prompt: `What are the files called? ${files}`,
      value: usual(),
      problem: (text) => problemOf(() => fileNameOf(text, [])),
      keep: (text) => keep(fileNameOf(text, [])),
    })(place);
}

/** What to do with files that are there: one of the ways to write, another name, or to look at what is there instead. */
type Existing = Exclude<OnExisting, 'fail'> | 'back' | 'open';

/** Asks what to do with files that are there. `open` is called where the person wants to see what is there: then nothing is made. */
export function existingStep(there: () => readonly string[], open: () => void, keep: (onExisting: OnExisting) => void): Step {
  return async (place) => {
    const names = there().map((file) => path.basename(file));
    const answer: { what: Existing } = { what: 'back' };
    const outcome = await pick<Existing>({
      placeholder: `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} there already.`,
      choices: [
        { label: 'Enter Another Name', value: 'back' },
        { label: 'Take the Next Free Name', detail: 'Puts a number behind the name. What is there stays as it is.', value: 'rename' },
        { label: 'Open What Is There', detail: 'Shows it, and makes nothing.', value: 'open' },
        {
          label: 'Replace It and Keep a Backup',
          detail: 'The old files stay beside the new ones, with “backup” and the time in their names.',
          value: 'replace',
        },
      ],
      keep: (what) => Object.assign(answer, { what }),
    })(place);
    if (outcome !== 'answered') return outcome;
    if (answer.what === 'back') return 'back';
    if (answer.what === 'open') open();
    else keep(answer.what);
    return answer.what === 'open' ? 'cancelled' : 'answered';
  };
}
