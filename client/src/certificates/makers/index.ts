/** The makers by the names that options and settings call them. */
import { builtin } from './builtin.ts';
import type { Maker } from './maker.ts';
import { mkcert } from './mkcert.ts';
import { openssl } from './openssl.ts';

export const MAKERS = { builtin, mkcert, openssl } as const satisfies Record<string, Maker>;

/** A maker's name. */
export type MakerId = keyof typeof MAKERS;
