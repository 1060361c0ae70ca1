/** What a plan to bring a site live consists of. */
import type { Shell } from '../../certificates/quoting.ts';

/** One command, and what it is for. */
export interface LiveStep {
  readonly title: string;
  readonly command: string;
  readonly explanation: string;
  /** Whether most people need it; the others are for those who see what they are for. */
  readonly usual: boolean;
}

/** All of it. */
export interface LivePlan {
  readonly shell: Shell;
  readonly steps: readonly LiveStep[];
  /** What no command does. */
  readonly notes: readonly string[];
}

/** The site, as commands name it. */
export interface Site {
  readonly file: string;
  /** The file's name without its ending. */
  readonly name: string;
  /** Modules by the names that a2enmod has for them. */
  readonly modules: readonly string[];
}

/** A step that most people need. */
export const usual = (title: string, command: string, explanation: string): LiveStep => ({ title, command, explanation, usual: true });
/** A step for those who see what it is for. */
export const seldom = (title: string, command: string, explanation: string): LiveStep => ({ title, command, explanation, usual: false });

/** What checking does. */
export const CHECK =
  'httpd reads all of its configuration and says what it would not start with. Nothing changes; where it complains, the commands behind this one are not run.';

/** Commands as one line for the plan's shell: each is run only if the one before it went well. */
export function lineOf({ shell }: Pick<LivePlan, 'shell'>, steps: readonly LiveStep[]): string {
  const commands = steps.map(({ command }) => command);
  if (shell === 'sh') return commands.join(' && ');
  return commands.reduceRight((rest, command) => (rest === '' ? command : `${command}; if ($?) { ${rest} }`), '');
}
