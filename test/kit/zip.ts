/** Reads the files of a zip archive, as far as a .vsix needs it: no encryption, no splitting, no 64-bit sizes. */
import { inflateRawSync } from 'node:zlib';

const CENTRAL_ENTRY = 0x02014b50;
const END = 0x06054b50;

/** The archive's files by name. */
export function unzip(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from([END & 0xff, (END >> 8) & 0xff, (END >> 16) & 0xff, END >> 24]));
  const count = archive.readUInt16LE(end + 10);
  const files = new Map<string, Buffer>();
  for (let index = 0, at = archive.readUInt32LE(end + 16); index < count; index++) {
    if (archive.readUInt32LE(at) !== CENTRAL_ENTRY) throw new Error(`no entry of the central directory at ${at}`);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (!name.endsWith('/')) files.set(name, contents(archive, at));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

function contents(archive: Buffer, entry: number): Buffer {
  const deflated = archive.readUInt16LE(entry + 10) !== 0;
  const size = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const bytes = archive.subarray(start, start + size);
  return deflated ? inflateRawSync(bytes) : bytes;
}
