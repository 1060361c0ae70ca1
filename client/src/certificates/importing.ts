/** How a client certificate comes from its store into browsers and other programs, as a text to read and commands to copy. Nothing is run here. */
import type { Machine } from './machine.ts';
import { plainMarkdown } from './markdown.ts';
import { powershellWord, shWord } from './quoting.ts';
import { databaseMade, installNss } from './trustBrowsers.ts';

/** What to do for one program: by hand, and by commands where there are any. */
export interface ImportPlan {
  readonly title: string;
  readonly text: string;
  readonly commands: readonly string[];
}

/** The ways for a machine: browsers first. `store` is the absolute path of the PKCS#12 store. */
export function importPlans(store: string, machine: Machine): readonly ImportPlan[] {
  return [...systemPlans(store, machine), ...chromiumPlans(store, machine), firefoxPlan(store, machine), curlPlan(store, machine)];
}

/** The ways as Markdown. */
export function importMarkdown(store: string, machine: Machine): string {
  const parts = importPlans(store, machine).map(({ title, text, commands }) => {
    const blocks = commands.map((command) => `\n\n    ${command}`).join('');
    return `## ${title}\n\n${text}${blocks}`;
  });
  const intro = `Each program asks for the password of ${plainMarkdown(store)}. “Copy Client Certificate Password” gives it where it was kept.`;
  return `${['# Import a client certificate', intro, ...elsewhere(machine), ...parts].join('\n\n')}\n`;
}

function elsewhere({ isWsl, remoteName }: Machine): string[] {
  if (isWsl) return ['The browser usually runs on Windows, which does not look into this Linux: copy the store there, and import it as Windows does.'];
  if (remoteName === null) return [];
  return ['You work on another machine than your browser runs on. Copy the store to your own (scp), import it there, and delete the copy.'];
}

function systemPlans(store: string, { system }: Machine): ImportPlan[] {
  if (system === 'windows') return [windowsPlan(store)];
  return system === 'macos' ? [macPlan(store)] : [];
}

function windowsPlan(store: string): ImportPlan {
  return {
    title: 'Windows (Chrome, Edge, .NET)',
    text: 'Double-click the store and take “Current User”, or in PowerShell:',
    commands: [`Import-PfxCertificate -FilePath ${powershellWord(store)} -CertStoreLocation Cert:\\CurrentUser\\My -Password (Read-Host -AsSecureString)`],
  };
}

function macPlan(store: string): ImportPlan {
  const legacy = store.replace(/(?:\.p12)?$/, '-legacy.p12');
  return {
    title: 'macOS (Safari, Chrome)',
    text: 'Open the store with Keychain Access, or type the first command. Some versions of macOS say that the password is wrong although it is right: they do not know how the store is locked. The second command makes one that is locked in the old way (openssl of Homebrew; the one of macOS itself needs no -legacy).',
    commands: [
      `security import ${shWord(store)} -k ~/Library/Keychains/login.keychain-db`,
      `openssl pkcs12 -in ${shWord(store)} -nodes | openssl pkcs12 -export -legacy -out ${shWord(legacy)}`,
    ],
  };
}

function chromiumPlans(store: string, machine: Machine): ImportPlan[] {
  const { chromiumDatabases } = machine;
  if (chromiumDatabases.length === 0) return [];
  const byHand = 'In the settings: Privacy and security, Security, Manage certificates, Your certificates, Import.';
  const commands = chromiumDatabases.map((database) => `{ ${databaseMade(database)}; } && ${nssImport(store, database)}`);
  return [{ title: 'Chromium, Chrome and others made of it', text: `${byHand} Or by pk12util of NSS. ${installNss(machine)}`.trim(), commands }];
}

function firefoxPlan(store: string, machine: Machine): ImportPlan {
  const byHand = 'In the settings: Privacy & Security, View Certificates, Your Certificates, Import.';
  const profiles = machine.system === 'windows' || machine.system === 'macos' ? [] : machine.firefoxProfiles;
  if (profiles.length === 0) return { title: 'Firefox', text: byHand, commands: [] };
  const text = `${byHand} Or, once Firefox has ended, by pk12util of NSS. ${installNss(machine)}`.trim();
  return { title: 'Firefox', text, commands: profiles.map((profile) => nssImport(store, profile)) };
}

function nssImport(store: string, database: string): string {
  return `pk12util -i ${shWord(store)} -d ${shWord(`sql:${database}`)}`;
}

/** curl takes what follows the last colon that has no backslash before it for the password. */
function curlPlan(store: string, { system }: Machine): ImportPlan {
  const word = system === 'windows' ? powershellWord : shWord;
  const certificate = word(`${system === 'windows' ? store : store.replaceAll(/[\\:]/g, '\\$&')}:PASSWORD`);
  return {
    title: 'curl',
    text: 'With the password in place of PASSWORD; the history of the shell keeps what is typed.',
    commands: [`curl --cert-type P12 --cert ${certificate} https://NAME/`],
  };
}
