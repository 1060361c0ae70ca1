/** The machine's disk for the model: synchronous, bounded, and never waiting for a pipe or a device. */
import { closeSync, constants, type Dirent, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { type Absence, type Disk, inByteOrder, type ListResult, type ReadResult, type Stat } from '../../model/disk.ts';

/** Most names of one folder that are looked at. */
const NAME_LIMIT = 50_000;

/** The disk of the machine that the program runs on. */
export const nodeDisk: Disk = { stat, read, list, realPath };

function stat(path: string): Stat {
  try {
    const stats = statSync(path);
    const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
    return { kind, size: kind === 'file' ? stats.size : 0, stamp: stats.mtimeMs };
  } catch (error) {
    return { kind: absenceOf(error), size: 0, stamp: 0 };
  }
}

function read(path: string, maxBytes: number): ReadResult {
  let handle: number | null = null;
  try {
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(handle);
    if (!stats.isFile()) return { absence: 'not-regular' };
    if (stats.size > maxBytes) return { absence: 'too-large' };
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(handle, stats.size, maxBytes)) };
  } catch (error) {
    return { absence: absenceOf(error) };
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

/** What a file holds, but no more than `maxBytes`, whatever its size was said to be: files of `/proc` tell 0. */
function bytesOf(handle: number, size: number, maxBytes: number): Uint8Array {
  const chunks: Buffer[] = [];
  let length = 0;
  while (length < maxBytes) {
    const chunk = Buffer.allocUnsafe(Math.min(length === 0 ? size + 1 : 65_536, maxBytes - length));
    const count = readSync(handle, chunk);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    length += count;
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function list(path: string): ListResult {
  try {
    const entries = readdirSync(path, { withFileTypes: true }).slice(0, NAME_LIMIT);
    return { entries: entries.map(entry).sort((one, other) => inByteOrder(one.name, other.name)) };
  } catch (error) {
    return { absence: absenceOf(error) };
  }
}

function entry(found: Dirent): { name: string; folder: boolean } {
  return { name: found.name, folder: found.isDirectory() };
}

function realPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}

function absenceOf(error: unknown): Absence {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return 'denied';
  if (code === 'ELOOP') return 'loop';
  if (code === 'EISDIR' || code === 'ENXIO') return 'not-regular';
  return 'missing';
}
