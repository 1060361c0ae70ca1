/** The registry: every rule, in the order in which findings of one line are shown. */
import { argumentCount } from './argumentCount.ts';
import { brokenContinuation } from './brokenContinuation.ts';
import { byteOrderMark } from './byteOrderMark.ts';
import { closingTagArgument } from './closingTagArgument.ts';
import { invalidRegex } from './invalidRegex.ts';
import { invalidValue } from './invalidValue.ts';
import { lineTooLong } from './lineTooLong.ts';
import { mismatchedClosingTag } from './mismatchedClosingTag.ts';
import { missingBracket } from './missingBracket.ts';
import { missingSectionArgument } from './missingSectionArgument.ts';
import { moduleNotLoaded } from './moduleNotLoaded.ts';
import { nestedTooDeep } from './nestedTooDeep.ts';
import { newerThanServer } from './newerThanServer.ts';
import { notAllowedHere } from './notAllowedHere.ts';
import { notOnPlatform } from './notOnPlatform.ts';
import { obsoleteDirective } from './obsoleteDirective.ts';
import { removedDirective } from './removedDirective.ts';
import type { Rule } from './rule.ts';
import { strayClosingTag } from './strayClosingTag.ts';
import { trailingComment } from './trailingComment.ts';
import { unclosedSection } from './unclosedSection.ts';
import { unknownDirective } from './unknownDirective.ts';
import { unknownOption } from './unknownOption.ts';
import { unknownSection } from './unknownSection.ts';
import { unterminatedQuote } from './unterminatedQuote.ts';

/** Rules about the tags: they hold in every branch, read or not, since httpd pairs the tags everywhere. */
export const structureRules: readonly Rule[] = [
  missingBracket,
  closingTagArgument,
  unclosedSection,
  mismatchedClosingTag,
  strayClosingTag,
  nestedTooDeep,
  lineTooLong,
];

/** Rules about a line that httpd reads. */
export const lineRules: readonly Rule[] = [
  byteOrderMark,
  unknownDirective,
  unknownSection,
  moduleNotLoaded,
  removedDirective,
  newerThanServer,
  notOnPlatform,
  notAllowedHere,
  missingSectionArgument,
  trailingComment,
  brokenContinuation,
  argumentCount,
  unknownOption,
  invalidRegex,
  invalidValue,
  obsoleteDirective,
  unterminatedQuote,
];

/** Every rule that judges one line. */
export const allLineRules: readonly Rule[] = [...structureRules, ...lineRules];
