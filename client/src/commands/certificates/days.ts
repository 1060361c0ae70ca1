/** The question for how long a certificate holds. */
import { LONGEST_DAYS } from '../../certificates/options.ts';
import { problemOf } from '../problemOf.ts';
import { enter, type Step } from '../steps.ts';

/** What is asked. */
export interface DaysQuestion {
  /** The days that the box is filled in with. */
  readonly active: () => number | null;
  /** Refuses, as the core does, days that cannot be. */
  readonly check: (days: number) => unknown;
  readonly keep: (days: number) => void;
}

/** A step that asks for whole days. */
export function daysStep({ active, check, keep }: DaysQuestion): Step {
  const problem = (text: string) => (/^\d+$/.test(text.trim()) ? problemOf(() => check(Number(text))) : 'Enter a whole number of days, such as 397.');
  return (place) =>
    enter({
      prompt: `For how many days? Systems of Apple refuse certificates for more than ${LONGEST_DAYS}.`,
      value: String(active() ?? ''),
      problem,
      keep: (text) => keep(Number(text)),
    })(place);
}
