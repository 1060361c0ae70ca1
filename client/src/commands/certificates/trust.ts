/**
 * “Trust an Authority” and “Stop Trusting an Authority”: which one, in which store, and then the commands for it. By options
 * these commands give the ways that there are, as data, and type nothing: that needs a person who agrees.
 */
import * as vscode from 'vscode';
import { knownAuthorities } from '../../certificates/knownAuthorities.ts';
import { oneOf, pathOf } from '../../certificates/options.ts';
import { CertificateProblem } from '../../certificates/problem.ts';
import { type TrustAdvice, trustAdvice } from '../../certificates/trust.ts';
import { type Standing, trustedBy } from '../../certificates/trustedBy.ts';
import type { StoreId, TrustPlan } from '../../certificates/trustPlan.ts';
import { askInSteps, type Choice, pick, type Step } from '../steps.ts';
import { type MakingCommand, registerMaker } from '../work.ts';
import { hostFor, thisMachine } from './machine.ts';
import { localPath, pickFile } from './pickFile.ts';
import { type Action, offerPlan } from './trustTerminal.ts';

/** What both commands are asked for. */
export interface TrustOptions {
  /** Absolute path of the authority's certificate. */
  readonly authority: string;
  /** The store that is meant; all of the machine where it is left out. */
  readonly store?: StoreId;
}

const COMMANDS: Readonly<Record<Action, { readonly id: string; readonly title: string; readonly which: string; readonly where: string }>> = {
  trust: {
    id: 'apacheWsgiTls.trustAuthority',
    title: 'Trust an Authority',
    which: 'Which authority is to be trusted?',
    where: 'Where is it to be trusted?',
  },
  distrust: {
    id: 'apacheWsgiTls.distrustAuthority',
    title: 'Stop Trusting an Authority',
    which: 'Which authority is no longer to be trusted?',
    where: 'Where is it no longer to be trusted?',
  },
};

/** What goes by a store, where its first note does not say it. */
const GOES_BY: Readonly<Partial<Record<StoreId, string>>> = {
  chromium: 'these browsers on this machine, for your user',
  firefox: 'Firefox on this machine, each of your profiles by itself',
  java: 'programs that the Java of this machine runs',
  node: 'programs that Node runs, where the variable is set',
  python: 'programs that Python runs, and curl, where the variables are set',
};
const STANDINGS: Readonly<Record<Standing, string>> = {
  trusted: 'trusts it',
  partly: 'trusts it in part',
  untrusted: 'does not trust it',
  unknown: 'could not be asked',
};

/** Registers both commands; disposing takes them back. */
export function registerTrust(): vscode.Disposable {
  return vscode.Disposable.from(registerMaker(commandFor('trust')), registerMaker(commandFor('distrust')));
}

function commandFor(action: Action): MakingCommand<TrustOptions, TrustAdvice> {
  const { id, title } = COMMANDS[action];
  return {
    id,
    title,
    ask: (subject, prefill) => ask(action, subject === undefined ? prefill : { ...prefill, authority: localPath(subject) }),
    make: adviceFor,
    show: async (advice, { store }) => {
      const plan = advice.plans.find((one) => one.store === store);
      if (plan !== undefined) await offerPlan(plan, action, advice, await thisMachine());
    },
  };
}

/** The ways that there are on this machine, or those for one store. */
async function adviceFor({ authority, store }: TrustOptions): Promise<TrustAdvice> {
  refuseUntrusted();
  const advice = await trustAdvice(pathOf('authority', authority), await thisMachine());
  if (store === undefined) return advice;
  const known = oneOf(
    'store',
    store,
    advice.plans.map((plan) => plan.store),
  );
  return { ...advice, plans: advice.plans.filter((plan) => plan.store === known) };
}

function refuseUntrusted(): void {
  if (vscode.workspace.isTrusted) return;
  throw new CertificateProblem(
    'This workspace is not trusted: a certificate in it could be that of somebody who wants to read along with you. Trust the workspace first, or run the command in another window.',
  );
}

async function ask(action: Action, prefill: Partial<TrustOptions>): Promise<TrustOptions | undefined> {
  refuseUntrusted();
  const answers: Answers = { authority: prefill.authority, store: prefill.store };
  const steps = [
    ...(answers.authority === undefined ? [await authorityStep(action, answers)] : []),
    ...(answers.store === undefined ? [storeStep(action, answers)] : []),
  ];
  if (!(await askInSteps(COMMANDS[action].title, steps))) return undefined;
  const { authority, store } = answers;
  return authority === undefined || store === undefined ? undefined : { authority, store };
}

interface Answers {
  authority: string | undefined;
  store: StoreId | undefined;
}

async function authorityStep(action: Action, answers: Answers): Promise<Step> {
  const known = (await knownAuthorities(hostFor())).map(
    ({ title, reach, certificate }): Choice<string> => ({ label: title, description: reach, detail: certificate, value: certificate }),
  );
  return pickFile({
    placeholder: COMMANDS[action].which,
    known,
    another: known.length === 0 ? 'the certificate of an authority; none was made on this machine yet' : 'the certificate of another authority',
    keep: (file) => Object.assign(answers, { authority: file }),
  });
}

/** The stores, which are looked into once it is known for which authority. */
function storeStep(action: Action, answers: Answers): Step {
  return async (place) => {
    const { plans } = await adviceFor({ authority: answers.authority ?? '' });
    const standings = await underProgress('Looking where the authority is trusted', async () =>
      trustedBy(answers.authority ?? '', await thisMachine(), hostFor()),
    );
    const choices = plans.map((plan) => choiceOf(plan, standings.get(plan.store)));
    const trusting = plans.find(({ store }) => ['trusted', 'partly'].includes(standings.get(store) ?? ''))?.store;
    const active = answers.store ?? (action === 'distrust' ? trusting : undefined);
    return await pick({ placeholder: COMMANDS[action].where, choices, active, keep: (store) => Object.assign(answers, { store }) })(place);
  };
}

function choiceOf({ store, title, notes }: TrustPlan, standing: Standing | undefined): Choice<StoreId> {
  return {
    label: standing === 'trusted' ? `$(check) ${title}` : title,
    ...(standing !== undefined && { description: STANDINGS[standing] }),
    detail: GOES_BY[store] ?? notes[0] ?? '',
    value: store,
  };
}

async function underProgress<T>(title: string, work: () => Promise<T>): Promise<T> {
  return await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, work);
}
