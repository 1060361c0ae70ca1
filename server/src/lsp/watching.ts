/** Has the client watch files: configurations in the workspace, every folder that something was looked at in, and those where a main configuration may come up. */
import { type Connection, DidChangeWatchedFilesNotification, type FileSystemWatcher } from 'vscode-languageserver';
import type { Disk } from '../model/disk.ts';
import { MAIN_PATTERN } from './mains.ts';
import { addressOf, folderOf, isTopFolder } from './paths.ts';
import type { Sight } from './sight.ts';

/** Most folders that are watched, of each of the two kinds. */
const FOLDER_LIMIT = 200;
const IN_WORKSPACE: readonly FileSystemWatcher[] = [{ globPattern: '**/*.{conf,vhost,load}' }, { globPattern: '**/{sites,conf,mods}-{available,enabled}/*' }];

/** What folders are watched with. */
export interface Lookout {
  readonly connection: Connection;
  readonly sight: Sight;
  readonly disk: Disk;
  /** Told of a client that refuses to watch. */
  readonly failed: (error: unknown) => void;
}

/** Asks the client to watch. */
export class Watching {
  private readonly lookout: Lookout;
  private readonly watched = new Set<string>();
  private readonly watchedForMains = new Set<string>();
  /** How many folders were dealt with that came into sight, and that were searched. */
  private dealtWith = { folders: 0, searched: 0 };
  /** Whether the client can watch folders outside of the workspace. */
  private anywhere = false;

  constructor(lookout: Lookout) {
    this.lookout = lookout;
  }

  /** Begins with the workspace; `anywhere` tells whether other folders can be watched as well. */
  begin(anywhere: boolean): void {
    this.register(IN_WORKSPACE);
    this.anywhere = anywhere;
    this.goOn();
  }

  /** Watches the folders that have come into sight. */
  goOn(): void {
    const { folders, searched } = this.lookout.sight;
    const { folders: known, searched: knownAbove } = this.dealtWith;
    if (!this.anywhere || (folders.size === known && searched.size === knownAbove)) return;
    const inSight = [...folders].slice(known).flatMap((folder) => this.nearest(folder) ?? []);
    const above = [...searched].slice(knownAbove).filter((folder) => this.lookout.disk.stat(folder).kind === 'folder');
    this.dealtWith = { folders: folders.size, searched: searched.size };
    const fresh = [
      ...added(this.watched, inSight).map((folder) => watcher(folder, '*')),
      ...added(this.watchedForMains, above).map((folder) => watcher(folder, MAIN_PATTERN)),
    ];
    if (fresh.length > 0) this.register(fresh);
  }

  /** A folder, or for one that is not there the nearest above it in which it may appear; null for the topmost. */
  private nearest(folder: string): string | null {
    let there = folder;
    while (!isTopFolder(there) && this.lookout.disk.stat(there).kind !== 'folder') there = folderOf(there);
    return isTopFolder(there) ? null : there;
  }

  private register(watchers: readonly FileSystemWatcher[]): void {
    const { connection, failed } = this.lookout;
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] }).catch(failed);
  }
}

/** The folders that a set did not hold, which it holds from now on, as far as its limit allows. */
function added(known: Set<string>, folders: Iterable<string>): string[] {
  const before = known.size;
  for (const folder of folders) if (known.size < FOLDER_LIMIT) known.add(folder);
  return [...known].slice(before);
}

function watcher(folder: string, pattern: string): FileSystemWatcher {
  return { globPattern: { baseUri: addressOf(folder), pattern } };
}
