/** “Renew Certificate”: shows what will happen and asks once. With names, it makes the certificate anew for these as well. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Created } from '../../certificates/create.ts';
import type { MakerId } from '../../certificates/makers/index.ts';
import { planRenewal, type RenewalPlan, type RenewOptions, renewCertificate, UnknownKey, UnknownMaker } from '../../certificates/renew.ts';
import { withPaths } from '../paths.ts';
import { askInSteps, type Step } from '../steps.ts';
import { registerMaker } from '../work.ts';
import { knownCertificates } from './knownCertificates.ts';
import { hostFor } from './machine.ts';
import { keyLabel, MAKER_LABELS, makerStep } from './makers.ts';
import { consentStep, outsideNames } from './names.ts';
import { whatNext } from './next.ts';
import { localPath, pickFile } from './pickFile.ts';

const TITLE = 'Renew Certificate';

/** Registers the command; disposing takes it back. */
export function registerRenewCertificate(client: BaseLanguageClient): vscode.Disposable {
  return registerMaker<RenewOptions, Created>({
    id: 'apacheWsgiTls.renewCertificate',
    title: TITLE,
    ask: (subject, prefill) => ask(client, subject, prefill),
    make: (options, work) => renewCertificate(withPaths(options, 'certificate', 'privateKey'), hostFor(work)),
    show: (made, { names = [] }) => whatNext(client, { title: TITLE, made, names }),
  });
}

async function ask(client: BaseLanguageClient, subject: vscode.Uri | undefined, prefill: Partial<RenewOptions>): Promise<RenewOptions | undefined> {
  const given = withPaths(prefill, 'certificate', 'privateKey');
  const certificate = subject === undefined ? (given.certificate ?? (await pickCertificate(client))) : localPath(subject);
  if (certificate === undefined) return undefined;
  const planned = await plan({ ...given, certificate });
  const permitted = planned === undefined ? undefined : await permit(planned);
  return permitted !== undefined && (await confirm(permitted)) ? permitted.options : undefined;
}

/** What was asked for, and what it comes to. */
interface Planned {
  readonly options: RenewOptions;
  readonly plan: RenewalPlan;
}

async function pickCertificate(client: BaseLanguageClient): Promise<string | undefined> {
  const answer: { file: string | undefined } = { file: undefined };
  const known = await knownCertificates(client);
  const keep = (file: string) => Object.assign(answer, { file });
  await askInSteps(TITLE, [pickFile({ placeholder: 'Which certificate is to be made anew?', known, another: 'another certificate', keep })]);
  return answer.file;
}

/** Works out what would be made. What cannot be seen, the person is asked for. */
async function plan(options: RenewOptions): Promise<Planned | undefined> {
  try {
    return { options, plan: await planRenewal(options, hostFor()) };
  } catch (error) {
    const more = error instanceof UnknownMaker ? await askMaker(error.message) : error instanceof UnknownKey ? await askKey(error.message) : null;
    if (more === null) throw error;
    return more === undefined ? undefined : await plan({ ...options, ...more });
  }
}

async function askMaker(why: string): Promise<Pick<RenewOptions, 'maker'> | undefined> {
  void vscode.window.showInformationMessage(why);
  const answer: { maker: MakerId } = { maker: 'builtin' };
  const keep = (maker: MakerId) => Object.assign(answer, { maker });
  const step = makerStep(hostFor(), () => 'builtin', keep, 'It was not issued on this machine. Who makes the new one?');
  return (await askInSteps(TITLE, [step])) ? answer : undefined;
}

async function askKey(why: string): Promise<Pick<RenewOptions, 'privateKey'> | undefined> {
  const choose = 'Choose the Key…';
  if ((await vscode.window.showInformationMessage(why, choose)) !== choose) return undefined;
  const [file] = (await vscode.window.showOpenDialog({ title: TITLE, openLabel: 'Choose', canSelectMany: false })) ?? [];
  return file === undefined ? undefined : { privateKey: localPath(file) };
}

/** Asks for names that a public site could have, where no authority of this machine signs them yet. */
async function permit({ options, plan }: Planned): Promise<Planned | undefined> {
  const names = plan.wishes.names.map(({ text }) => text);
  const outside = plan.maker === 'mkcert' ? [] : await outsideNames(names, hostFor());
  if (outside.every(({ text }) => options.permit?.includes(text))) return { options, plan };
  const answer: { permit: readonly string[] } = { permit: [] };
  const step: Step = consentStep(
    () => outside,
    (permitted) => Object.assign(answer, { permit: permitted }),
  );
  const giveUp: Step = async (place) => {
    const outcome = await step(place);
    return outcome === 'back' ? 'cancelled' : outcome;
  };
  return (await askInSteps(TITLE, [giveUp])) ? { options: { ...options, ...answer }, plan } : undefined;
}

async function confirm({ plan: { maker, wishes, added, paths } }: Planned): Promise<boolean> {
  const renew = 'Renew';
  const lines = [
    `For: ${wishes.names.map(({ text }) => text).join(', ')}`,
    ...(added.length === 0 ? [] : [`New among them: ${added.map(({ text }) => text).join(', ')}`]),
    `Made by: ${MAKER_LABELS[maker]}, with a new key (${keyLabel(wishes.keyType)})${wishes.days === null ? '' : `, for ${wishes.days} days`}`,
    `Files, the old ones kept as backups: ${[paths.certificate, paths.privateKey, paths.chain].join(', ')}`,
  ];
  const title = `Make ${path.basename(paths.certificate)} anew?`;
  return (await vscode.window.showInformationMessage(title, { modal: true, detail: lines.join('\n') }, renew)) === renew;
}
