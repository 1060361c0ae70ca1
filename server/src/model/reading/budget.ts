/** How much one reading takes in at most, counted in lines, so that what multiplies comes to an end. */

/** Most lines that one reading takes in; a file that is included again counts again. */
export const LINE_BUDGET = 2_000_000;
/** How many lines a file or a macro that is put in counts for, besides its own. */
export const PUT_IN_WEIGHT = 100;
/** What is put into lines may double with each of them, so their letters count too: this power of two for a line. */
export const TEXT_SHIFT = 4;
/** How many lines one of a macro counts for: nothing of it is kept for the next time. */
export const MACRO_WEIGHT = 10;
