/** Browsers with databases of their own, kept by NSS: Chromium and Firefox on Linux. Its certutil is another program than the one of Windows. */
import type { Machine, System } from './machine.ts';
import { shWord } from './quoting.ts';
import type { TrustCommand, TrustPlan, TrustSubject } from './trustPlan.ts';

/** What brings certutil. */
const PACKAGES: Readonly<Partial<Record<System, string>>> = {
  debian: 'sudo apt install libnss3-tools',
  rhel: 'sudo dnf install nss-tools',
  suse: 'sudo zypper install mozilla-nss-tools',
  arch: 'sudo pacman -S nss',
  macos: 'brew install nss',
};

/** The plans for the browsers that do not go by the store of the system. */
export function browserPlans(subject: TrustSubject): TrustPlan[] {
  const { system, chromiumDatabases, firefoxProfiles } = subject.machine;
  if (system === 'windows' || system === 'macos') return [];
  const notes = [`The commands need certutil of NSS. ${installNss(subject.machine)}`.trim()];
  const chromium = { store: 'chromium', title: 'Chromium, Chrome and others made of it', notes: [...notes, 'Start the browser anew afterwards.'] } as const;
  const firefox = { store: 'firefox', title: 'Firefox', notes: [...notes, 'End Firefox before: it keeps its database to itself while it runs.'] } as const;
  return [planFor(chromium, chromiumDatabases, subject), ...(firefoxProfiles.length > 0 ? [planFor(firefox, firefoxProfiles, subject)] : [])];
}

function planFor(frame: Pick<TrustPlan, 'store' | 'title' | 'notes'>, databases: readonly string[], subject: TrustSubject): TrustPlan {
  return {
    ...frame,
    shell: 'sh',
    trust: databases.map((database) => trustIn(database, frame, subject)),
    distrust: databases.map((database) => distrustIn(database, frame, subject)),
  };
}

/** Adds the authority for servers alone (`C,,`); a database that is not there yet is made. */
function trustIn(database: string, { title }: Pick<TrustPlan, 'title'>, { file, alias }: TrustSubject): TrustCommand {
  return {
    title: `Trust in ${title} (${database})`,
    command: `{ ${databaseMade(database)}; } && certutil -A -d ${shWord(`sql:${database}`)} -n ${alias} -t C,, -i ${shWord(file)}`,
    explanation: 'Adds the authority to the database, trusted for servers only. No rights of an administrator are needed.',
  };
}

/** A command of a shell that makes a database of NSS where there is none, without a password as browsers do it. */
export function databaseMade(database: string): string {
  const folder = shWord(database);
  return `[ -e ${folder}/cert9.db ] || { mkdir -p -m 0700 ${folder} && certutil -N --empty-password -d ${shWord(`sql:${database}`)}; }`;
}

function distrustIn(database: string, { title }: Pick<TrustPlan, 'title'>, { alias }: TrustSubject): TrustCommand {
  return {
    title: `Stop trusting in ${title} (${database})`,
    command: `certutil -D -d ${shWord(`sql:${database}`)} -n ${alias}`,
    explanation: 'Takes the authority out of the database.',
  };
}

/** How to come by certutil, as a sentence; empty where it is not known. */
export function installNss({ system }: Pick<Machine, 'system'>): string {
  const command = PACKAGES[system];
  return command === undefined ? '' : `Install it: ${command}`;
}
