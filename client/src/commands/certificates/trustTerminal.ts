/** The commands of a plan, shown word for word, and typed into a terminal that can be seen, once the person has agreed to them. */
import * as vscode from 'vscode';
import type { Machine } from '../../certificates/machine.ts';
import type { Shell } from '../../certificates/quoting.ts';
import type { TrustAdvice } from '../../certificates/trust.ts';
import type { TrustPlan } from '../../certificates/trustPlan.ts';

/** What is done about an authority. */
export type Action = 'trust' | 'distrust';

/** A terminal takes no longer line as long as a program reads it line by line, in bytes (`N_TTY_BUF_SIZE` of Linux). */
const LINE_LIMIT = 4000;
const TYPE = 'Type into Terminal';
const COPY = 'Copy';
const WORDS: Readonly<Record<Action, string>> = { trust: 'Trust', distrust: 'Stop trusting' };

/** Shows what a plan consists of, and does with it what the person wants. */
export async function offerPlan(plan: TrustPlan, action: Action, { title, hints }: TrustAdvice, machine: Machine): Promise<void> {
  const commands = plan[action];
  const line = commands.map(({ command }) => command).join('; ');
  const isTypable = commands.length > 0 && Buffer.byteLength(line) <= LINE_LIMIT;
  const parts = [
    ...commands.map(({ command, explanation }) => `${command}\n${explanation}`),
    ...plan.notes,
    ...hints,
    ...(commands.length === 0 ? [] : [isTypable ? manner(line) : 'This is too long for a terminal to take as a line: copy it and run it as a script.']),
  ];
  const buttons = isTypable ? [TYPE, COPY] : [COPY];
  const choice = await vscode.window.showWarningMessage(`${WORDS[action]} “${title}”: ${plan.title}`, { modal: true, detail: parts.join('\n\n') }, ...buttons);
  if (choice === TYPE) type(line, plan, machine);
  if (choice === COPY)
    await vscode.env.clipboard.writeText(commands.length === 0 ? plan.notes.join('\n') : commands.map(({ command }) => `${command}\n`).join(''));
}

function manner(line: string): string {
  return waits(line) ? 'It is typed into a new terminal and waits there for your Enter.' : 'It is typed into a new terminal and runs there at once.';
}

/** What runs with the rights of an administrator is started by the person alone: some machines ask for no password. */
function waits(line: string): boolean {
  return /\bsudo\s/.test(line);
}

/** One line for all commands: what would follow as a line of its own could be taken for an answer to a password prompt. */
function type(line: string, { shell, title }: TrustPlan, { home }: Machine): void {
  const frame = {
    name: `Trust: ${title}`,
    isTransient: true,
    ...(home !== '' && { cwd: home }),
    ...(waits(line) && { message: 'Press Enter to run the command.' }),
  };
  const terminal = vscode.window.createTerminal({ ...frame, ...PROGRAMS[shell]() });
  terminal.show();
  terminal.sendText(line, !waits(line));
  void offerDoctor();
}

/** The shells, by paths that no workspace decides, and without PowerShell's profile. */
const PROGRAMS: Readonly<Record<Shell, () => Pick<vscode.TerminalOptions, 'shellPath' | 'shellArgs'>>> = {
  sh: () => ({ shellPath: '/bin/sh' }),
  powershell: () => ({
    shellPath: `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`,
    shellArgs: ['-NoLogo', '-NoProfile'],
  }),
};

async function offerDoctor(): Promise<void> {
  const ask = 'Ask the Trust Doctor';
  const choice = await vscode.window.showInformationMessage(
    'Once the command in the terminal has ended, the trust doctor tells whether the certificate of a site is trusted.',
    ask,
  );
  if (choice === ask) await vscode.commands.executeCommand('apacheWsgiTls.trustDoctor');
}
