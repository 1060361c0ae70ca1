/** What is wrong with an answer, for the line below an input. */
import { CertificateProblem } from '../certificates/problem.ts';

/** What a check refuses, in its words for the person; null where it takes the answer. */
export function problemOf(check: () => unknown): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof CertificateProblem) return error.message;
    throw error;
  }
}
