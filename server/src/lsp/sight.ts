/**
 * What of the machine was looked at: the files that configurations are read from, those that they name, and the folders
 * that were searched. These are watched, and only their changes matter.
 */
import type { CertificateInspector } from '../model/certificates.ts';
import type { Disk } from '../model/disk.ts';
import { isConfigurationName, isMainName } from './mains.ts';
import { folderOf, isTopFolder } from './paths.ts';

/** A disk and an inspector that remember what they were asked about. */
export class Sight {
  readonly disk: Disk;
  readonly certificates: CertificateInspector;
  /** The disk itself, for searches that ask about more than matters. */
  readonly unseen: Disk;
  /** The folders in which something was looked at, in the order in which they came up. */
  readonly folders = new Set<string>();
  /** The folders in which main configurations were looked for, and nothing else. */
  readonly searched = new Set<string>();
  /** Whether somebody asked for the virtual hosts of the whole workspace, so that every configuration matters. */
  wantsEverySite = false;
  private readonly paths = new Set<string>();
  private readonly above = new Set<string>();
  private readonly listed = new Set<string>();

  constructor(disk: Disk, certificates: CertificateInspector) {
    this.unseen = disk;
    this.disk = this.seeing(disk);
    this.certificates = this.seeingCertificates(certificates);
  }

  /** Whether a change of a path may change an answer: it was looked at, lies in a folder that was listed, holds what was looked at, or is called like a main configuration. */
  concerns(path: string): boolean {
    const key = keyOf(path);
    if (this.wantsEverySite && isConfigurationName(path)) return true;
    return this.paths.has(key) || this.above.has(key) || this.listed.has(folderOf(key)) || isMainName(path);
  }

  private seeing(disk: Disk): Disk {
    return {
      stat: (path) => disk.stat(this.seen(path)),
      read: (path, maxBytes) => disk.read(this.seen(path), maxBytes),
      list: (path) => disk.list(this.seenInside(path)),
      realPath: (path) => {
        const real = disk.realPath(this.seen(path));
        return real === null ? null : this.seen(real);
      },
    };
  }

  private seeingCertificates(inspector: CertificateInspector): CertificateInspector {
    return {
      inspect: (path) => inspector.inspect(this.seen(path)),
      compare: (certificatePath, keyPath) => inspector.compare(this.seen(certificatePath), this.seen(keyPath)),
      now: () => inspector.now(),
    };
  }

  private seen(path: string): string {
    if (!this.paths.has(keyOf(path))) this.folders.add(folderOf(path));
    return this.noted(path);
  }

  private noted(path: string): string {
    const key = keyOf(path);
    if (this.paths.has(key)) return path;
    this.paths.add(key);
    for (let at = folderOf(key); !this.above.has(at) && !isTopFolder(at); at = folderOf(at)) this.above.add(at);
    return path;
  }

  private seenInside(folder: string): string {
    this.listed.add(keyOf(folder));
    this.folders.add(folder);
    return this.noted(folder);
  }
}

/** Windows does not tell capitals apart. */
function keyOf(path: string): string {
  return /^[A-Za-z]:/.test(path) ? path.toLowerCase() : path;
}
