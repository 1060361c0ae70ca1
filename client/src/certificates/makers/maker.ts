/** What a maker of certificates is: it gets checked names and a private folder, and gives texts. What it gives is verified by others. */
import type { Host } from '../host.ts';
import type { KeyType } from '../keys.ts';
import type { Name } from '../names.ts';
import type { Program } from '../processes.ts';
import type { Subject } from '../writing.ts';

/** What is asked of a maker. All of it has been checked. */
export interface Order {
  readonly names: readonly Name[];
  readonly keyType: KeyType;
  /** How long the certificate is to hold; `null` where the maker decides that. */
  readonly days: number | null;
  /** Names that a further authority may be made for. */
  readonly permit: readonly Name[];
  /** A private folder that is cleared away afterwards. */
  readonly folder: string;
}

/** What a maker gives. */
export interface Made {
  /** PEM. */
  readonly privateKey: string;
  readonly certificate: string;
  /** Path of the certificate to trust. */
  readonly authority: string;
  /** What the person should know. */
  readonly notes: readonly string[];
}

/** A way to make certificates. */
export interface Maker {
  /** Key types that it can make, the one it makes unless asked first. */
  readonly keyTypes: readonly KeyType[];
  /** How long its certificates hold unless somebody asks for something else; `null` where it lets nobody ask. */
  readonly days: number | null;
  /** Finds the program that it runs, and rejects where that cannot be had; absent where it runs none. */
  readonly program?: (host: Host) => Promise<Program>;
  readonly make: (order: Order, host: Host) => Promise<Made>;
}

/** Browsers of Apple refuse certificates that hold longer than 825 days; this is well below, as public ones once were. */
export const DEFAULT_DAYS = 397;

/** The subject of a server's certificate, which nobody but people reads: names are elsewhere. */
export function leafSubject(names: readonly Name[]): Subject {
  const first = names.find(({ kind, text }) => kind === 'dns' && !text.startsWith('*.') && text.length <= 64);
  return { organization: 'Development certificate', ...(first === undefined ? {} : { commonName: first.text }) };
}
