/** What a plan for an authority comes to in a terminal, and the doctor afterwards. */
import * as vscode from 'vscode';
import type { Machine } from '../../certificates/machine.ts';
import type { TrustAdvice } from '../../certificates/trust.ts';
import type { TrustPlan } from '../../certificates/trustPlan.ts';
import { offerCommands } from '../terminal.ts';

/** What is done about an authority. */
export type Action = 'trust' | 'distrust';

const WORDS: Readonly<Record<Action, string>> = { trust: 'Trust', distrust: 'Stop trusting' };

/** Shows what a plan consists of, and does with it what the person wants. The commands stand by themselves: one that fails stops no other. */
export async function offerPlan(plan: TrustPlan, action: Action, { title, hints }: TrustAdvice, { home }: Machine): Promise<void> {
  const commands = plan[action];
  const isTyped = await offerCommands({
    question: `${WORDS[action]} “${title}”: ${plan.title}`,
    name: `Trust: ${plan.title}`,
    shell: plan.shell,
    commands,
    line: commands.map(({ command }) => command).join('; '),
    notes: [...plan.notes, ...hints],
    ...(home !== '' && { folder: home }),
  });
  if (isTyped) void offerDoctor();
}

async function offerDoctor(): Promise<void> {
  const ask = 'Ask the Trust Doctor';
  const choice = await vscode.window.showInformationMessage(
    'Once the command in the terminal has ended, the trust doctor tells whether the certificate of a site is trusted.',
    ask,
  );
  if (choice === ask) await vscode.commands.executeCommand('apacheWsgiTls.trustDoctor');
}
