// A language service with the files of a fixture around it: what the checks of all features stand on.
import { basename, posix } from 'node:path';
import type { FolderEntry, Folders } from '../../server/src/features/completion/paths.ts';
import { joinedNames, type Names, NO_NAMES } from '../../server/src/features/names.ts';
import { type Document, LanguageService, openDocument } from '../../server/src/ide.ts';
import { NEWEST, type Target } from '../../server/src/model/target.ts';
import type { Position } from '../../server/src/text/range.ts';
import { type FixtureFile, readFixture } from './fixture.ts';

/** How a fixture is to be read. */
export interface FixtureOptions {
  readonly target?: Target;
  /** The line break of all files. */
  readonly eol?: string;
}

/** The files of a fixture with the service that answers for them. */
export interface Workspace {
  readonly service: LanguageService;
  readonly files: readonly FixtureFile[];
  /** The file with the cursor, or else the first one. */
  readonly main: FixtureFile;
  readonly document: Document;
  readonly position: Position;
  readonly folders: Folders;
}

const services = new Map<Target, LanguageService>();
const beside = new WeakMap<Document, Names>();

/** The service for a target; one for all tests of a file, as an editor has one for all documents. */
export function serviceFor(target: Target = NEWEST): LanguageService {
  const known = services.get(target) ?? new LanguageService(target, { namesBeside: (document) => beside.get(document) ?? NO_NAMES });
  services.set(target, known);
  return known;
}

/** Opens the files of a fixture. */
export function openWorkspace(fixture: string, { target = NEWEST, eol = '\n' }: FixtureOptions = {}): Workspace {
  const files = readFixture(fixture, eol);
  const main = files.find(({ cursor }) => cursor !== null) ?? files[0]!;
  const service = serviceFor(target);
  const others = files.filter((file) => file !== main);
  const document = openFile(main);
  beside.set(document, joinedNames(others.map((file) => service.names(openFile(file), basename(file.path)))));
  return { service, files, main, document, position: main.cursor ?? { line: 0, character: 0 }, folders: foldersOf(files) };
}

/** The document of a file. */
export function openFile({ path, text }: Pick<FixtureFile, 'path' | 'text'>): Document {
  return openDocument(`file://${path}`, 1, text);
}

/** The files of a fixture as a file system. */
function foldersOf(files: readonly FixtureFile[]): Folders {
  return {
    list: async (documentUri, folder, limit) => {
      const absolute = posix.resolve(posix.dirname(documentUri.slice('file://'.length)), folder);
      return entriesOf(files, absolute).slice(0, limit);
    },
  };
}

function entriesOf(files: readonly FixtureFile[], folder: string): FolderEntry[] {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  const entries = new Map<string, FolderEntry>();
  for (const { path } of files) {
    if (!path.startsWith(prefix)) continue;
    const [name = '', ...below] = path.slice(prefix.length).split('/');
    entries.set(name, { name, folder: below.length > 0 });
  }
  return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
