/** Where new files go: the questions for their folder and their name, and what to do where some of the name are there already. */
import { filesThere } from '../../certificates/places.ts';
import type { OnExisting } from '../../certificates/publish.ts';
import { type Step, when } from '../steps.ts';
import { existingStep, fileNameStep, folderStep, likelyFolders } from './place.ts';
import type { Subject } from './subject.ts';

/** What options say of the place of files. */
export interface PlaceOptions {
  readonly folder?: string;
  readonly fileName?: string;
  readonly onExisting?: OnExisting;
}

/** The answers so far. */
export interface Placing {
  readonly folders: readonly string[];
  folder: string;
  fileName: string | undefined;
  onExisting: OnExisting;
  /** The files that are in the way. */
  there: readonly string[];
  /** Whether the person wants to see those in place of making new ones. */
  isOpened: boolean;
}

/** What files are to be placed. */
export interface PlacedFiles {
  /** What they are called, without ending, where the person says nothing. */
  readonly usualName: () => string;
  /** How their names end, as a sentence. */
  readonly endings: string;
  /** The files of a name in a folder. */
  readonly paths: (folder: string, name: string) => readonly string[];
}

/** The answers that the questions are filled in with. */
export async function beginPlacing({ document, folder }: Subject, { folder: given, fileName, onExisting = 'fail' }: PlaceOptions): Promise<Placing> {
  const isFolder = document === null && folder !== null;
  const wanted = given ?? (isFolder ? folder : undefined);
  const likely = await likelyFolders(folder === null ? [] : [folder]);
  const folders = [...new Set([...(wanted === undefined ? [] : [wanted]), ...likely])];
  return { folders, folder: folders[0] ?? '', fileName, onExisting, there: [], isOpened: false };
}

/** The questions. */
export function placingSteps(placing: Placing, { usualName, endings, paths }: PlacedFiles): readonly Step[] {
  const name = () => placing.fileName ?? usualName();
  const isThere = async () => {
    placing.there = await filesThere(paths(placing.folder, name()));
    return placing.there.length > 0;
  };
  return [
    folderStep(
      () => placing.folders,
      (folder) => Object.assign(placing, { folder }),
    ),
    fileNameStep(name, endings, (typed) => Object.assign(placing, { fileName: typed === usualName() ? undefined : typed })),
    when(
      isThere,
      existingStep(
        () => placing.there,
        () => Object.assign(placing, { isOpened: true }),
        (onExisting) => Object.assign(placing, { onExisting }),
      ),
    ),
  ];
}

/** The answers as options of a command. */
export function placeOptions({ folder, fileName, onExisting }: Placing): PlaceOptions & { readonly folder: string } {
  return { folder, onExisting, ...(fileName !== undefined && { fileName }) };
}
