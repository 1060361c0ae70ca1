/** Commands, shown word for word, and typed into a terminal that can be seen, once the person has agreed to them. */
import * as vscode from 'vscode';
import { CertificateProblem } from '../certificates/problem.ts';
import type { Shell } from '../certificates/quoting.ts';

/** A command and what it is for. */
export interface ExplainedCommand {
  readonly command: string;
  readonly explanation: string;
}

/** Commands as they are put before a person. */
export interface Offer {
  /** What stands above the commands. */
  readonly question: string;
  /** What the terminal is called. */
  readonly name: string;
  readonly shell: Shell;
  readonly commands: readonly ExplainedCommand[];
  /** The commands as the one line that is typed: what would follow as a line of its own could be taken for an answer to a password prompt. */
  readonly line: string;
  /** What no command does. */
  readonly notes: readonly string[];
  /** The folder that the terminal starts in. */
  readonly folder?: string;
}

/** A terminal takes no longer line as long as a program reads it line by line, in bytes (`N_TTY_BUF_SIZE` of Linux). */
const LINE_LIMIT = 4000;
const TYPE = 'Type into Terminal';
const COPY = 'Copy';

/** Throws where the workspace is not trusted: its names and paths would get into commands. */
export function refuseUntrusted(): void {
  if (vscode.workspace.isTrusted) return;
  throw new CertificateProblem(
    'This workspace is not trusted, and commands that are made from its files are not typed into a terminal. Look at the files, then trust the workspace with “Workspaces: Manage Workspace Trust”.',
  );
}

/** Shows commands and does with them what the person wants; whether they were typed. */
export async function offerCommands(offer: Offer): Promise<boolean> {
  const { question, commands, notes, line } = offer;
  const hindrance = hindranceOf(offer);
  const parts = [
    ...commands.map(({ command, explanation }) => `${command}\n${explanation}`),
    ...notes,
    ...(commands.length === 0 ? [] : [hindrance ?? manner(line)]),
  ];
  const buttons = commands.length > 0 && hindrance === null ? [TYPE, COPY] : [COPY];
  const choice = await vscode.window.showWarningMessage(question, { modal: true, detail: parts.join('\n\n') }, ...buttons);
  if (choice === TYPE) type(offer);
  if (choice === COPY) await vscode.env.clipboard.writeText(commands.length === 0 ? notes.join('\n') : commands.map(({ command }) => `${command}\n`).join(''));
  return choice === TYPE;
}

/** Why commands cannot be typed here, and what to do; null where they can. */
function hindranceOf({ line, shell }: Offer): string | null {
  if ((shell === 'powershell') !== (process.platform === 'win32'))
    return 'This is for another machine than the one that the editor works on: copy it and run it there.';
  return Buffer.byteLength(line) > LINE_LIMIT ? 'This is too long for a terminal to take as a line: copy it and run it as a script.' : null;
}

function manner(line: string): string {
  return waits(line) ? 'It is typed into a new terminal and waits there for your Enter.' : 'It is typed into a new terminal and runs there at once.';
}

/** What runs with the rights of an administrator is started by the person alone: some machines ask for no password. */
function waits(line: string): boolean {
  return /\bsudo\s/.test(line);
}

function type({ line, shell, name, folder }: Offer): void {
  const frame = {
    name,
    isTransient: true,
    ...(folder !== undefined && { cwd: folder }),
    ...(waits(line) && { message: 'Press Enter to run the command.' }),
  };
  const terminal = vscode.window.createTerminal({ ...frame, ...PROGRAMS[shell]() });
  terminal.show();
  terminal.sendText(line, !waits(line));
}

/** The shells, by paths that no workspace decides, and without PowerShell's profile. */
const PROGRAMS: Readonly<Record<Shell, () => Pick<vscode.TerminalOptions, 'shellPath' | 'shellArgs'>>> = {
  sh: () => ({ shellPath: '/bin/sh' }),
  powershell: () => ({
    shellPath: `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`,
    shellArgs: ['-NoLogo', '-NoProfile'],
  }),
};
