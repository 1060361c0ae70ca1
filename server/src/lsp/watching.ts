/** Has the client watch files: configurations in the workspace, and every folder that something was looked at in. */
import { type Connection, DidChangeWatchedFilesNotification, type FileSystemWatcher } from 'vscode-languageserver';
import type { Disk } from '../model/disk.ts';
import { addressOf, folderOf, isTopFolder } from './paths.ts';
import type { Sight } from './sight.ts';

/** Most folders that are watched. */
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
  /** How many of the folders in sight were dealt with; null where the client watches nothing outside of the workspace. */
  private dealtWith: number | null = null;

  constructor(lookout: Lookout) {
    this.lookout = lookout;
  }

  /** Begins with the workspace; `anywhere` tells whether other folders can be watched as well. */
  begin(anywhere: boolean): void {
    this.register(IN_WORKSPACE);
    this.dealtWith = anywhere ? 0 : null;
    this.goOn();
  }

  /** Watches the folders that have come into sight. */
  goOn(): void {
    const { sight } = this.lookout;
    if (this.dealtWith === null || sight.folders.size === this.dealtWith) return;
    const before = this.watched.size;
    for (const folder of [...sight.folders].slice(this.dealtWith)) this.add(folder);
    this.dealtWith = sight.folders.size;
    const fresh = [...this.watched].slice(before);
    if (fresh.length > 0) this.register(fresh.map((folder) => ({ globPattern: { baseUri: addressOf(folder), pattern: '*' } })));
  }

  /** Watches a folder; for one that is not there, the nearest above it in which it may appear. */
  private add(folder: string): void {
    let there = folder;
    while (!isTopFolder(there) && this.lookout.disk.stat(there).kind !== 'folder') there = folderOf(there);
    if (!isTopFolder(there) && this.watched.size < FOLDER_LIMIT) this.watched.add(there);
  }

  private register(watchers: readonly FileSystemWatcher[]): void {
    const { connection, failed } = this.lookout;
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] }).catch(failed);
  }
}
