/** A project's Python applications as the server tells them (`apacheconf/applications`). Lines count from 0, paths are absolute. */

/** An application in a project's folder. */
export interface ApplicationCandidate {
  /** How people name it: `shop.web:app`, `shop.settings`, `production.ini`. */
  readonly id: string;
  /** What it is made with, as its package is called; `wsgi` and `asgi` for a callable without a framework. */
  readonly framework: string;
  /** How a server calls it; `own` where it is a server itself. */
  readonly gateway: 'wsgi' | 'asgi' | 'own';
  /**
   * How it is come by: the name is the application, or a function that makes it; Django's settings; an application that Bottle or
   * CherryPy keeps for itself once the module is imported; the root object of CherryPy; a file of Paste.
   */
  readonly kind: 'instance' | 'factory' | 'settings' | 'bottle' | 'cherrypy-tree' | 'cherrypy-root' | 'paste';
  /** Whether an import comes by it, or it is there only where the file is run as a program, or only inside a function. */
  readonly reach: 'import' | 'main' | 'local';
  /** Full name of its module; empty for a file of Paste. */
  readonly module: string;
  /** Its name in the module; for `cherrypy-root` an expression such as `Root()`. */
  readonly name: string;
  /** Parameters that a factory has to be given. */
  readonly parameters: readonly string[];
  /** Django's settings module, where a script has to name it. */
  readonly settings: string | null;
  /** The name that CherryPy's configuration has in the module. */
  readonly configuration: string | null;
  readonly path: string;
  readonly row: number;
  /** The folder that has to be on Python's path. */
  readonly root: string;
  /** The line on which an import would start a server of its own. */
  readonly servesAt: number | null;
}

/** A virtual environment: its root, which is what `python-home=` takes. */
export interface ProjectEnvironment {
  readonly path: string;
  /** Its Python as `3.11`; null where it does not tell. */
  readonly version: string | null;
  /** Whether its Python is there. */
  readonly works: boolean;
}

/** What is known of a project. */
export interface ProjectApplications {
  /** The likeliest first; those that no import comes by stand last. */
  readonly candidates: readonly ApplicationCandidate[];
  /** The likeliest first. */
  readonly environments: readonly ProjectEnvironment[];
  readonly packages: {
    /** What keeps the project's packages. */
    readonly manager: 'poetry' | 'pipenv' | 'uv' | 'pdm' | 'pip' | null;
    /** Packages that only work in Python's main interpreter. */
    readonly mainInterpreter: readonly string[];
    /** Packages that read the Authorization header. */
    readonly authorization: readonly string[];
  };
  /** Whether something was left out: files too large or unreadable, or too many of them. */
  readonly partial: boolean;
}
