/** What tests ask of a real browser, whichever it is. */

/** A browser that is up. */
export interface Browser {
  /** Opens an address over TLS and gives the text of the page, or the code of the error that the browser shows in its place. */
  readonly open: (url: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Starts a browser that has nothing but a home folder; of all host names it knows these alone, as the loopback address, and it reaches nothing else. */
export type StartBrowser = (home: string, names: readonly string[]) => Promise<Browser>;

/** The whole environment of a browser: where programs are, and a home of its own. */
export function environmentIn(home: string): { readonly PATH: string; readonly HOME: string } {
  return { PATH: process.env.PATH ?? '', HOME: home };
}
