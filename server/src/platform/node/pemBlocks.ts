/** The blocks of a PEM file as OpenSSL finds them: `-----BEGIN` counts at the beginning of a line only. The bytes are not turned into text. */

/** One block, from its first dash to the end of its last line. */
export interface PemBlock {
  readonly label: string;
  readonly bytes: Buffer;
  /** Whether a line ends it as it should; OpenSSL stops reading where none does. */
  readonly closed: boolean;
}

const BEGIN = '-----BEGIN ';
const END = '\n-----END ';
const DASHES = '-----';
/** Longest label that is taken for one, in bytes. */
const LONGEST_LABEL = 40;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const LINE_FEED = 0x0a;

/** The blocks of a file, in order. */
export function* pemBlocks(file: Buffer): Generator<PemBlock> {
  let next = nextBegin(file, 0);
  while (next !== -1) {
    const at = next;
    next = nextBegin(file, at + BEGIN.length);
    const limit = next === -1 ? file.length : next;
    const label = labelAt(file, at + BEGIN.length);
    const last = lastLineOf(file, at, limit);
    yield { label, bytes: file.subarray(at, last?.end ?? limit), closed: last?.text.trimEnd() === `-----END ${label}-----` };
  }
}

/** Whether a block whose label ends so begins in the file. */
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

/** The line that ends a block, and where it ends; null where none does before `limit`. */
function lastLineOf(file: Buffer, from: number, limit: number): { readonly text: string; readonly end: number } | null {
  const start = file.indexOf(END, from) + 1;
  if (start === 0 || start >= limit) return null;
  const lineEnd = file.indexOf(LINE_FEED, start);
  const end = lineEnd === -1 || lineEnd > limit ? limit : lineEnd;
  return { text: file.toString('latin1', start, Math.min(end, start + 2 * LONGEST_LABEL)), end };
}
