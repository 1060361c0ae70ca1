/** Reading of DER where Node has no reader: PKCS#7 bundles, signing requests, the algorithm of a signature. Nothing is trusted, lengths least of all. */

/** Tags that are looked for (X.690, 8.1.2). */
export const TAG = { integer: 0x02, bitString: 0x03, octetString: 0x04, objectIdentifier: 0x06, sequence: 0x30, set: 0x31, context0: 0xa0 } as const;

/** How many elements of one sequence are looked at. */
const ELEMENT_LIMIT = 5000;

/** One element: its tag, its content, and all of it with tag and length. */
export interface Element {
  readonly tag: number;
  readonly content: Buffer;
  readonly whole: Buffer;
}

/** The element that the bytes begin with; null where they do not hold a whole one. */
export function firstElement(bytes: Buffer): Element | null {
  const tag = bytes[0];
  const first = bytes[1];
  if (tag === undefined || first === undefined) return null;
  const extra = first < 0x80 ? 0 : first - 0x80;
  if (first === 0x80 || extra > 4 || bytes.length < 2 + extra) return null;
  const length = extra === 0 ? first : bytes.readUIntBE(2, extra);
  const start = 2 + extra;
  return start + length > bytes.length ? null : { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(0, start + length) };
}

/** The elements that follow each other in the bytes; those before the first that is broken. */
export function elementsIn(bytes: Buffer): Element[] {
  const elements: Element[] = [];
  let rest = bytes;
  for (let element = firstElement(rest); element !== null && elements.length < ELEMENT_LIMIT; element = firstElement(rest)) {
    elements.push(element);
    rest = rest.subarray(element.whole.length);
  }
  return elements;
}

/** The elements inside an element with this tag; none where it is missing or another one. */
export function elementsOf(element: Element | null | undefined, tag: number): Element[] {
  return element?.tag === tag ? elementsIn(element.content) : [];
}

/** An object identifier in its dotted form; an empty text where the element is none. */
export function objectIdentifier(element: Element | undefined): string {
  if (element?.tag !== TAG.objectIdentifier) return '';
  const numbers: number[] = [];
  let number = 0;
  for (const byte of element.content) {
    number = number * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(number);
    number = 0;
  }
  const [first = 0, ...rest] = numbers;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest].join('.');
}
