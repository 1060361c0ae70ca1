/** What is offered below a report of the trust doctor: to trust the authority, to renew or inspect the certificate, to copy the report. */
import * as vscode from 'vscode';
import { diagnosisSummary } from '../../certificates/diagnosisText.ts';
import type { Diagnosis, Question } from '../../certificates/doctor.ts';
import { timeOf } from '../../certificates/host.ts';
import { pathToAnchor } from '../../certificates/issuing.ts';
import { type KnownAuthority, knownAuthorities } from '../../certificates/knownAuthorities.ts';
import { readCertificates } from '../../certificates/read.ts';
import type { StoreId } from '../../certificates/trustPlan.ts';
import { tell } from '../work.ts';
import { hostFor } from './machine.ts';

/** What stores are called on a button. */
const NAMES: Readonly<Record<StoreId, string>> = {
  system: 'the System',
  'windows-host': 'Windows',
  chromium: 'Chromium',
  firefox: 'Firefox',
  java: 'Java',
  node: 'Node',
  python: 'Python',
};

/** A button and what it does. */
export interface Remedy extends vscode.MessageItem {
  readonly run: () => Thenable<unknown>;
}

/** What is offered below a report, and how: to be shown once it is read. */
export interface Offer {
  readonly text: string;
  /** Whether something does not trust the certificate. */
  readonly isRefused: boolean;
  readonly remedies: readonly Remedy[];
}

/** Works out what to offer. */
export async function remediesFor(diagnosis: Diagnosis, { certificate }: Question, report: string): Promise<Offer> {
  const file = vscode.Uri.file(certificate);
  return {
    text: `${diagnosis.title}: ${diagnosisSummary(diagnosis.verdicts)}`,
    isRefused: diagnosis.verdicts.some(({ trusted }) => trusted === false),
    remedies: [
      ...(await remedyFor(diagnosis, certificate)),
      { title: 'Inspect', run: () => vscode.commands.executeCommand('apacheWsgiTls.inspectCertificate', file) },
      { title: 'Copy Report', run: () => vscode.env.clipboard.writeText(report) },
    ],
  };
}

/** Shows the buttons, and does what the person presses. */
export async function offer({ text, isRefused, remedies }: Offer): Promise<void> {
  try {
    const chosen = isRefused ? await vscode.window.showWarningMessage(text, ...remedies) : await vscode.window.showInformationMessage(text, ...remedies);
    await chosen?.run();
  } catch (error) {
    await tell(error);
  }
}

/** What would help: another certificate where this one is at fault, else the trust in its authority. */
async function remedyFor({ problems, verdicts }: Diagnosis, certificate: string): Promise<Remedy[]> {
  if (problems.length > 0)
    return [{ title: 'Renew…', run: () => vscode.commands.executeCommand('apacheWsgiTls.renewCertificate', vscode.Uri.file(certificate)) }];
  const [store, another] = new Set(verdicts.filter(({ trusted }) => trusted === false).map((verdict) => verdict.store));
  if (store === undefined) return [];
  const authority = await authorityOf(certificate);
  const prefill = { ...(authority !== null && { authority: authority.certificate }), ...(another === undefined && { store }) };
  const title = another === undefined ? `Trust in ${NAMES[store]}…` : 'Trust Its Authority…';
  return [{ title, run: () => vscode.commands.executeCommand('apacheWsgiTls.trustAuthority', { prefill }) }];
}

/** The authority of this machine that the chain of a file leads to; `null` where it is a stranger's. */
async function authorityOf(certificate: string): Promise<KnownAuthority | null> {
  const host = hostFor();
  const [leaf, ...chain] = (await readCertificates(certificate)).certificates;
  const authorities = await knownAuthorities(host);
  if (leaf === undefined) return null;
  const way = pathToAnchor(
    leaf,
    chain,
    authorities.map(({ x509 }) => x509),
    timeOf(host),
  );
  const anchor = 'certificates' in way ? way.certificates.at(-1) : undefined;
  return authorities.find(({ x509 }) => x509.fingerprint256 === anchor?.fingerprint256) ?? null;
}
