/** What people can choose about checking, apart from the server that is aimed at. */

/** When files that a configuration names are looked for on this machine: where its main configuration is at home here, always, or never. */
export const FILES_CHOICES = ['auto', 'always', 'never'] as const;

/** One of them. */
export type FilesChoice = (typeof FILES_CHOICES)[number];

/** How many days before its end a certificate gets a word, unless told otherwise. */
export const EXPIRY_DAYS = 30;
