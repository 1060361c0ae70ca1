/** Options of the commands as they come from keybindings and tasks: anything may stand in them, so all of it is looked at. */
import path from 'node:path';
import { KEY_TYPES, type KeyType } from './keys.ts';
import { MAKERS, type MakerId } from './makers/index.ts';
import type { Maker, Order } from './makers/maker.ts';
import { type Name, readNames } from './names.ts';
import { CertificateProblem, quoted } from './problem.ts';
import type { OnExisting } from './publish.ts';

/** What `createCertificate` is asked for. */
export interface CreateOptions {
  readonly names: readonly string[];
  /** Absolute path of the folder that the files go to. */
  readonly folder: string;
  readonly maker: MakerId;
  readonly keyType?: KeyType;
  readonly days?: number;
  /** What the files are called, without ending; else the first name. */
  readonly fileName?: string;
  readonly onExisting?: OnExisting;
  /** Names outside the development names that an authority of their own may be made for. */
  readonly permit?: readonly string[];
}

/** The part of an order that options decide. */
export type Wishes = Omit<Order, 'folder'> & { readonly maker: Maker };

/** A day more is refused by Apple's systems. */
export const LONGEST_DAYS = 824;

const ON_EXISTING: readonly OnExisting[] = ['fail', 'rename', 'replace'];

/** Reads what decides the certificate. */
export function wishesOf(options: Pick<CreateOptions, 'names' | 'maker' | 'keyType' | 'days' | 'permit'>): Wishes {
  const maker = MAKERS[oneOf('maker', options.maker, Object.keys(MAKERS) as MakerId[])];
  const { keyTypes, days }: Maker = maker;
  const keyType = options.keyType === undefined ? keyTypes[0] : oneOf('keyType', options.keyType, KEY_TYPES);
  if (keyType === undefined || !keyTypes.includes(keyType)) {
    throw new CertificateProblem(`${options.maker} makes no ${keyType} keys, only ${keyTypes.join(' and ')}. Choose one of these, or another maker.`);
  }
  return { maker, keyType, days: daysOf(options, days), names: readNames(texts('names', options.names)), permit: permitOf(options.permit) };
}

/** How many days a certificate holds: as asked, or as usual with its maker. */
export function daysOf({ maker, days: asked }: Pick<CreateOptions, 'maker' | 'days'>, usual: number | null): number | null {
  if (asked === undefined) return usual;
  if (usual === null) throw new CertificateProblem(`${maker} decides itself how long its certificates hold. Leave the days out, or choose another maker.`);
  if (Number.isInteger(asked) && asked >= 1 && asked <= LONGEST_DAYS) return asked;
  throw new CertificateProblem(
    `A certificate holds for 1 to ${LONGEST_DAYS} days, not ${quoted(String(asked))}: browsers of Apple refuse longer ones. 397 is a good choice.`,
  );
}

function permitOf(typed: readonly string[] | undefined): readonly Name[] {
  return typed === undefined || typed.length === 0 ? [] : readNames(texts('permit', typed));
}

/** What to do with files that are there. */
export function onExistingOf(value: OnExisting | undefined): OnExisting {
  return value === undefined ? 'fail' : oneOf('onExisting', value, ON_EXISTING);
}

/** An option that is the path of a file or a folder. */
export function pathOf(option: string, value: string): string {
  if (typeof value === 'string' && path.isAbsolute(value) && !value.includes('\0')) return path.resolve(value);
  throw new CertificateProblem(`The option ${option} is an absolute path, not ${quoted(String(value))}.`);
}

/** What files of a certificate are called, without ending. */
export function fileNameOf(fileName: string | undefined, names: readonly Name[]): string {
  if (fileName === undefined) return unreserved((names[0]?.text ?? '').replace('*', '_wildcard').replaceAll(':', '_').slice(0, 200));
  const usable = typeof fileName === 'string' && /^[^\p{C}<>:"/\\|?*. -][^\p{C}<>:"/\\|?*]{0,199}$/u.test(fileName) && !/[. ]$/.test(fileName);
  if (!usable || unreserved(fileName) !== fileName) {
    throw new CertificateProblem(
      `${quoted(String(fileName))} cannot be the name of a file everywhere. Use letters, digits, dots, hyphens and underscores, such as app.test, and no folder.`,
    );
  }
  return fileName.replace(/\.pem$/i, '');
}

/** Windows takes some names for devices, with whatever ending. */
function unreserved(name: string): string {
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name) ? `_${name}` : name;
}

/** An option that is a list of names. */
export function texts(option: string, value: readonly string[]): readonly string[] {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw new CertificateProblem(`The option ${option} is a list of names, such as ["app.test", "localhost"].`);
}

/** An option that is one of some words. */
export function oneOf<T extends string>(option: string, value: T, choices: readonly T[]): T {
  if (choices.includes(value)) return value;
  throw new CertificateProblem(`The option ${option} is one of ${choices.join(', ')}, not ${quoted(String(value))}.`);
}
