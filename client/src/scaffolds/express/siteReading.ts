/** A site as the server reads it: its directives by name, the last one first in rank, its hosts by what they speak. */
import path from 'node:path';

/** A directive, as httpd holds it. */
export interface SiteLine {
  /** In lower case. */
  readonly name: string;
  /** As written. */
  readonly written: string;
  readonly arguments: readonly string[];
  /** The sections around it inside of its host, outermost first: the name in lower case, then the arguments. */
  readonly sections: readonly (readonly string[])[];
}

/** A site: the virtual host that is meant, then those of the same name on other ports; and what stands outside of all hosts. */
export interface SiteLines {
  readonly hosts: readonly { readonly addresses: readonly string[]; readonly lines: readonly SiteLine[] }[];
  readonly main: readonly SiteLine[];
  readonly serverRoot: string | null;
}

/** One host, with what it inherits. */
export class HostReading {
  /** Ports of its addresses; none where it answers on all. */
  readonly ports: readonly number[];
  readonly lines: readonly SiteLine[];
  private readonly main: readonly SiteLine[];
  private readonly serverRoot: string | null;

  constructor({ addresses, lines }: SiteLines['hosts'][number], { main, serverRoot }: SiteLines) {
    this.ports = addresses.flatMap((address) => /:(\d+)$/.exec(address)?.[1] ?? []).map(Number);
    this.lines = lines;
    this.main = main;
    this.serverRoot = serverRoot;
  }

  /** The arguments of the line that counts for the whole host: its own last one, else the server's. */
  last(name: string): readonly string[] | undefined {
    const isWhole = (line: SiteLine) => line.name === name && line.sections.length === 0;
    return (this.lines.findLast(isWhole) ?? this.main.findLast(isWhole))?.arguments;
  }

  /** The first argument of that line. */
  word(name: string): string | undefined {
    return this.last(name)?.[0];
  }

  /** Every line of a name: the server's, then its own, those in sections as well. */
  every(...names: readonly string[]): readonly SiteLine[] {
    return [...this.main, ...this.lines].filter((line) => names.includes(line.name));
  }

  /** Its own lines of a name. */
  own(...names: readonly string[]): readonly SiteLine[] {
    return this.lines.filter((line) => names.includes(line.name));
  }

  /** The path of a line, absolute. */
  path(name: string): string | undefined {
    const word = this.word(name);
    return word === undefined ? undefined : this.absolute(word);
  }

  /** A path as httpd would open it. */
  absolute(word: string): string {
    return path.posix.isAbsolute(word) || path.win32.isAbsolute(word) || this.serverRoot === null ? word : path.posix.join(this.serverRoot, word);
  }

  get speaksTls(): boolean {
    const engine = this.word('sslengine')?.toLowerCase();
    return engine === 'on' || (engine === undefined && this.word('sslcertificatefile') !== undefined && this.ports.includes(443));
  }
}
