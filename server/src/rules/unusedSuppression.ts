import type { DocumentNote } from './documentNotes.ts';

/** A comment that should silence a finding and silences none. */
export const unusedSuppression: DocumentNote = {
  code: 'unused-suppression',
  severity: 'hint',
  page: {
    title: 'Comment that silences nothing',
    what: 'A comment `# apacheconf: ignore …` names a code that is not found on the line below it, or that does not exist. `# apacheconf: ignore-file …` counts for the whole file, and only above its first directive.',
    why: 'A comment that silences nothing today hides the finding the day it comes back; a misspelt code leaves the finding where it is. Nothing is said of codes that can only be judged with the rest of the configuration, where that is not known.',
    fix: 'Remove the comment, or correct the code. Several codes are set apart by commas; a remark of your own may follow behind ` -- `.',
    bad: '# apacheconf: ignore obsolete-directive\nMaxRequestWorkers 150\n',
    good: '# apacheconf: ignore obsolete-directive -- the old name, for the old server\nMaxClients 150\n',
  },
};
