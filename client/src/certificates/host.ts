/** What the makers need to know of the machine and of the person's wishes. The commands fill it in; tests make their own. */

/** The machine that certificates are made on. */
export interface Host {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folders of the workspace: no program from there is started. */
  readonly workspace: readonly string[];
  /** Whether the person trusts the workspace: else no program is started. */
  readonly trusted: boolean;
  /** Where the local authorities of this machine are kept. */
  readonly authorities: string;
  /** Programs that the person's settings name, by absolute path. */
  readonly programs?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that one call of another program may take. */
  readonly timeout?: number;
  readonly signal?: AbortSignal | undefined;
  /** Told what is being done, for the progress that is shown. */
  readonly progress?: (step: string) => void;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

/** The host that this code runs on. */
export function thisHost(more: Pick<Host, 'workspace' | 'trusted' | 'authorities'> & Partial<Host>): Host {
  return { platform: process.platform, env: process.env, ...more };
}

/** A day in milliseconds. */
export const DAY = 86_400_000;

/** The time by the host's clock. */
export function timeOf(host: Pick<Host, 'now'>): number {
  return host.now?.() ?? Date.now();
}
