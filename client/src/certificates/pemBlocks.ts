/**
 * The armoured blocks of a text file, with whatever stands between them. Lines are looked at one by one and as bytes, so that no text is ever made of
 * a private key.
 */

/** One block: what its first line calls it, its bytes (none of a private key), and whether it ends as it begins. */
export interface PemBlock {
  readonly label: string;
  readonly der: Buffer;
  readonly closed: boolean;
}

/** What the label of every private key ends with. */
const KEY_LABEL = 'PRIVATE KEY';
/** Longest line that can begin or end a block, in bytes. */
const LONGEST_MARK = 80;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF_16_MARK = Buffer.from([0xff, 0xfe]);
const LINE_FEED = 0x0a;

/** Whether a block holds a private key. */
export function isKey({ label }: PemBlock): boolean {
  return label.endsWith(KEY_LABEL);
}

/** The blocks of a file, in order. */
export function pemBlocks(file: Buffer): PemBlock[] {
  const blocks: PemBlock[] = [];
  let open: { readonly label: string; readonly lines: string[] } | null = null;
  const close = (closed: boolean): void => {
    if (open !== null) blocks.push({ label: open.label, der: Buffer.from(open.lines.join(''), 'base64'), closed });
    open = null;
  };
  for (const line of linesOf(inBytes(file))) {
    const mark = markIn(line);
    if (mark?.side === 'BEGIN') {
      close(false);
      open = { label: mark.label, lines: [] };
    } else if (mark?.side === 'END') close(open?.label === mark.label);
    else if (open !== null && !open.label.endsWith(KEY_LABEL) && !line.includes(':')) open.lines.push(line.toString('latin1').trim());
  }
  close(false);
  return blocks;
}

/** The file in a code of one byte a letter: Windows PowerShell writes two when output is led into a file. */
function inBytes(file: Buffer): Buffer {
  if (file.subarray(0, 2).equals(UTF_16_MARK)) return Buffer.from(file.toString('utf16le', 2), 'latin1');
  return file.subarray(0, 3).equals(BYTE_ORDER_MARK) ? file.subarray(3) : file;
}

function* linesOf(file: Buffer): Generator<Buffer> {
  for (let start = 0; start < file.length; ) {
    const found = file.indexOf(LINE_FEED, start);
    const end = found === -1 ? file.length : found;
    yield file.subarray(start, end);
    start = end + 1;
  }
}

function markIn(line: Buffer): { readonly side: string; readonly label: string } | null {
  if (line.length > LONGEST_MARK || !line.includes('-----')) return null;
  const [, side, label] = /^\s*-----(BEGIN|END) ([A-Z0-9 ]+)-----\s*$/.exec(line.toString('latin1')) ?? [];
  return side === undefined || label === undefined ? null : { side, label };
}
