/**
 * The vocabulary of what httpd knows. One `Directive` record drives completion, hover, signature help, value checks
 * and the generated grammar; the YAML files under `modules/` are its only source (see docs/knowledge.md).
 */

/** Where a directive may stand. `directory` to `limit` are the per-directory sections; `htaccess` is a file of its own. */
export type Context = 'server' | 'vhost' | 'directory' | 'location' | 'files' | 'if' | 'proxy' | 'limit' | 'htaccess';

/** httpd's own argument counters (`http_config.h`, `enum cmd_how`). */
export type CountKind =
  | 'NO_ARGS'
  | 'FLAG'
  | 'TAKE1'
  | 'TAKE2'
  | 'TAKE12'
  | 'TAKE3'
  | 'TAKE23'
  | 'TAKE123'
  | 'TAKE13'
  | 'TAKE_ARGV'
  | 'ITERATE'
  | 'ITERATE2'
  | 'RAW_ARGS';

/** How many arguments a directive takes. `max: null` means any number. */
export interface ArgumentCount {
  readonly kind: CountKind;
  readonly min: number;
  readonly max: number | null;
}

/** What an argument is. Each name is one entry of the table in docs/knowledge.md. */
export type ArgumentKind =
  | 'flag'
  | 'enum'
  | 'keyword'
  | 'integer'
  | 'octal'
  | 'float'
  | 'size'
  | 'duration'
  | 'string'
  | 'text'
  | 'file'
  | 'directory'
  | 'path'
  | 'program'
  | 'log-target'
  | 'script'
  | 'url-path'
  | 'url'
  | 'hostname'
  | 'server-name'
  | 'address'
  | 'listen'
  | 'vhost-address'
  | 'regex'
  | 'expression'
  | 'user'
  | 'group'
  | 'module'
  | 'directive'
  | 'daemon-group'
  | 'application-group'
  | 'process-name'
  | 'header-name'
  | 'environment-variable'
  | 'format'
  | 'media-type'
  | 'extension'
  | 'encoding'
  | 'charset'
  | 'language'
  | 'handler'
  | 'filter'
  | 'provider'
  | 'method'
  | 'status'
  | 'cipher-list'
  | 'flags'
  | 'options'
  | 'macro'
  | 'define';

/** One literal that an enum, keyword or flag list knows. */
export interface Value {
  readonly name: string;
  /** One line of explanation, our words. */
  readonly text: string;
  readonly since?: string;
  readonly removed?: string;
  /** Why it should not be used any more. */
  readonly deprecated?: string;
  /** Arguments that follow this literal instead of the rest of the signature. */
  readonly then?: readonly Argument[];
}

/** One `name=value` option of a directive such as WSGIDaemonProcess. */
export interface Option {
  readonly name: string;
  readonly summary: string;
  readonly docs?: string;
  readonly type: ArgumentKind;
  readonly default?: string;
  readonly since?: string;
  readonly removed?: string;
  readonly deprecated?: string;
  readonly min?: number;
  readonly max?: number;
  readonly zero?: boolean;
  readonly unit?: string;
  readonly values?: readonly Value[];
  readonly open?: boolean;
  readonly caseSensitive?: boolean;
  readonly refusal?: string;
}

/** One argument of a directive's signature. */
export interface Argument {
  readonly name: string;
  readonly type: ArgumentKind;
  readonly summary?: string;
  readonly optional?: boolean;
  readonly repeat?: boolean;
  readonly values?: readonly Value[];
  /** Signs that may stand before a value, e.g. `+-`. */
  readonly prefixes?: string;
  /** Separator of a list inside one argument, e.g. `,`. */
  readonly separator?: string;
  /** Brackets around a flag list, e.g. `[]`. */
  readonly brackets?: string;
  /** Values beyond the list are legal. */
  readonly open?: boolean;
  readonly caseSensitive?: boolean;
  /** What httpd prints for a value outside the list or bounds; `{directive}` and `{value}` are filled in. Absent: httpd takes it. */
  readonly refusal?: string;
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  readonly options?: readonly Option[];
}

/** A later change of a directive: the version it came with and what changed. */
export interface Change {
  readonly version: string;
  readonly fact: string;
}

/** Everything known about one directive of one module. */
export interface Directive {
  /** As the manual spells it, without angle brackets. */
  readonly name: string;
  readonly module: string;
  readonly section: boolean;
  readonly summary: string;
  readonly syntax: readonly string[];
  readonly default?: string;
  /** Contexts that the manual lists. */
  readonly documented: readonly Context[];
  /** Contexts that the parser really accepts (measured). */
  readonly accepted: readonly Context[];
  /** Sections, one of which has to stand around it. */
  readonly within?: readonly string[];
  readonly override?: string;
  readonly count: ArgumentCount;
  readonly arguments: readonly Argument[];
  readonly since?: string;
  readonly removed?: string;
  readonly deprecated?: string;
  /** Every httpd 2.4 takes it and does nothing for it. */
  readonly inert?: true;
  readonly replacement?: string;
  readonly changes: readonly Change[];
  readonly platform?: readonly string[];
  /** Run while the file is being read (`EXEC_ON_READ`). */
  readonly onRead: boolean;
  /** Address of the manual's entry. */
  readonly manual: string;
  /** Full documentation in Markdown; loaded lazily. */
  readonly docs?: string;
}

/** A module: the names that LoadModule and IfModule know it by, and its directives' home. */
export interface Module {
  readonly name: string;
  readonly identifier: string | null;
  readonly source: string | null;
  readonly status: string;
  readonly since?: string;
  readonly package?: string;
  /** Set when the module exists on some platforms only. */
  readonly platform?: string;
}
