/** The blocks of a PEM file as OpenSSL finds them: `-----BEGIN` counts at the beginning of a line only. The bytes are not turned into text. */

/** One block: what it is called, and its bytes from the first dash to the end of its last line. */
export interface PemBlock {
  readonly label: string;
  readonly bytes: Buffer;
}

const BEGIN = '-----BEGIN ';
const END = '\n-----END ';
const DASHES = '-----';
/** Longest label that is taken for one, in bytes. */
const LONGEST_LABEL = 40;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const LINE_FEED = 0x0a;

/** The blocks of these labels, in order. Others are stepped over without being looked at. */
export function* pemBlocks(file: Buffer, labels: readonly string[]): Generator<PemBlock> {
  let next = nextBegin(file, 0);
  while (next !== -1) {
    const at = next;
    next = nextBegin(file, at + BEGIN.length);
    const label = labelAt(file, at + BEGIN.length);
    if (labels.includes(label)) yield { label, bytes: file.subarray(at, endOf(file, at, next === -1 ? file.length : next)) };
  }
}

/** Whether a block with such a label begins in the file. */
export function holdsBlock(file: Buffer, ending: string): boolean {
  return file.includes(`${ending}${DASHES}`) && file.includes(BEGIN);
}

function nextBegin(file: Buffer, from: number): number {
  for (let at = file.indexOf(BEGIN, from); at !== -1; at = file.indexOf(BEGIN, at + 1)) if (beginsLine(file, at)) return at;
  return -1;
}

function beginsLine(file: Buffer, at: number): boolean {
  return at === 0 || file[at - 1] === LINE_FEED || (at === BYTE_ORDER_MARK.length && file.subarray(0, at).equals(BYTE_ORDER_MARK));
}

function labelAt(file: Buffer, from: number): string {
  const end = file.indexOf(DASHES, from);
  return end === -1 || end - from > LONGEST_LABEL ? '' : file.toString('latin1', from, end);
}

/** The end of the line that ends the block; the end of everything up to `limit` where none does. */
function endOf(file: Buffer, from: number, limit: number): number {
  const end = file.indexOf(END, from);
  if (end === -1 || end >= limit) return limit;
  const lineEnd = file.indexOf('\n', end + 1);
  return lineEnd === -1 || lineEnd > limit ? limit : lineEnd;
}
