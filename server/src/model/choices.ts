/** What people can choose about checking, apart from the server that is aimed at. */
import type { FilesMode } from './configuration/source.ts';

/** When files that a configuration names are looked for on this machine. */
export const FILES_MODES: readonly FilesMode[] = ['auto', 'always', 'never'];

/** How many days before its end a certificate gets a word, unless told otherwise. */
export const EXPIRY_DAYS = 30;
