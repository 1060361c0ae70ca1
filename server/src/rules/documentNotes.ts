/** Remarks about a document that are not about what httpd makes of it: what we did not look at, and comments written for us. */
import type { RulePage } from './rule.ts';
import { unusedSuppression } from './unusedSuppression.ts';

/** How many findings of one document are shown at most. */
export const FINDING_LIMIT = 2000;

/** A remark, with a page like a rule's. */
export interface DocumentNote {
  readonly code: string;
  readonly severity: 'information' | 'hint';
  readonly page: RulePage;
}

/** A document that is kept but not looked at. */
export const notAnalysed: DocumentNote = {
  code: 'not-analysed',
  severity: 'information',
  page: {
    title: 'Not analysed',
    what: 'The file is not text (it holds many NUL characters), or has more than 16 million characters, so nothing in it is looked at.',
    why: 'A configuration of that kind is most likely a mistaken choice of file; the limits keep the editor quick whatever it is given.',
    fix: 'Nothing needs to be done for httpd. Save the file as UTF-8 if it should be text, and split it if it is really that large.',
    bad: `ServerName blog.test${'\0'.repeat(12)}\n`,
    good: 'ServerName blog.test\n',
  },
};

/** A document with more findings than anybody reads. */
export const tooManyFindings: DocumentNote = {
  code: 'too-many-findings',
  severity: 'information',
  page: {
    title: 'Too many findings',
    what: `The file has more than ${FINDING_LIMIT} findings; the first ${FINDING_LIMIT} are shown.`,
    why: 'So many findings mean that the file is something else than a configuration of httpd, or that one mistake is repeated.',
    fix: 'Mend some of the findings that are shown, and the others come into sight; or choose another language for the file.',
    bad: 'SSLEngine yes\n'.repeat(FINDING_LIMIT + 1),
    good: 'SSLEngine on\n',
  },
};

/** Every remark of this kind. */
export const documentNotes: readonly DocumentNote[] = [notAnalysed, tooManyFindings, unusedSuppression];
