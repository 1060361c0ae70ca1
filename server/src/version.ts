/** The version of this extension, written in by the build. */
declare const __VERSION__: string;

/** As in package.json; `0.0.0` where the sources run unbuilt. */
export const VERSION: string = typeof __VERSION__ === 'undefined' ? '0.0.0' : __VERSION__;
