/** How a parse of an expression ends early. */

/** What is nested deeper than this, in brackets, functions or variables, is not judged: nobody writes it. */
export const DEPTH = 200;

/** What is wrong with an expression: our words, httpd's, and where. */
export interface ExpressionFault {
  readonly problem: string;
  readonly httpd: string;
  readonly at: number;
  readonly end: number;
}

/** Ends a parse at the first fault. */
export class Stop extends Error {
  readonly fault: ExpressionFault | null;

  constructor(fault: ExpressionFault | null) {
    super('expression');
    this.fault = fault;
  }
}
