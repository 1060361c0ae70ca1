/** An application that a project has, and what a server needs to know to call it. */
import type { Framework, Gateway } from '../frameworks.ts';

/** An application of a project. */
export interface Candidate {
  /** How people name it: `shop.web:app`, `shop.settings`, `production.ini`. */
  readonly id: string;
  readonly framework: Framework;
  readonly gateway: Gateway;
  /**
   * How it is come by: the name is the application, or a function that makes it; Django's settings; an application that Bottle or
   * CherryPy keeps for itself once the module is imported; the root object of CherryPy; a file of Paste.
   */
  readonly kind: 'instance' | 'factory' | 'settings' | 'bottle' | 'cherrypy-tree' | 'cherrypy-root' | 'paste';
  /** Whether an import comes by it, or it is there only where the file is run as a program, or only inside a function. */
  readonly reach: 'import' | 'main' | 'local';
  /** Full name of its module; empty for a file of Paste. */
  readonly module: string;
  /** Its name in the module; empty where it has none. For `cherrypy-root` an expression. */
  readonly name: string;
  /** Parameters that a factory has to be given. */
  readonly parameters: readonly string[];
  /** Django's settings module, where the script has to name it; null elsewhere. */
  readonly settings: string | null;
  /** The name that CherryPy's configuration has in the module; null without one. */
  readonly configuration: string | null;
  /** Path of its file, and the line in it, from 0. */
  readonly path: string;
  readonly row: number;
  /** The folder that has to be on Python's path. */
  readonly root: string;
  /** The line, from 0, on which the module starts a server of its own as soon as it is imported; null where it does not. */
  readonly servesAt: number | null;
}

/** What a candidate is unless told otherwise. */
export const PLAIN: Pick<Candidate, 'reach' | 'name' | 'parameters' | 'settings' | 'configuration' | 'servesAt'> = {
  reach: 'import',
  name: '',
  parameters: [],
  settings: null,
  configuration: null,
  servesAt: null,
};

/** A candidate with what decides between candidates. */
export interface Weighed {
  readonly candidate: Candidate;
  /** What it is made by: candidates of the same origin are the same application. */
  readonly origin: string;
  /** The lowest is the likeliest. */
  readonly rank: number;
}
