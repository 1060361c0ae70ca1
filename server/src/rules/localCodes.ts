/** The codes of what is found in a document by itself, without the configuration around it. */
import { documentNotes } from './documentNotes.ts';
import { allLineRules } from './index.ts';

/** They can be judged wherever a document is opened. */
export const localCodes: ReadonlySet<string> = new Set([...allLineRules, ...documentNotes].map(({ code }) => code));
