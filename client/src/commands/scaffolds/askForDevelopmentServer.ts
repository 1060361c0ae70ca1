/** The questions for an application over https on this machine: which one, what it runs with, and the certificate. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askApplications } from '../../applications.ts';
import type { ApplicationCandidate } from '../../scaffolds/application.ts';
import { isFlask } from '../../scaffolds/developmentServer.ts';
import { gunicornApplication, isNamedForGunicorn } from '../../scaffolds/gunicornApplication.ts';
import { askInSteps, type Step, when } from '../steps.ts';
import { applicationStep, environmentStep, valuesStep } from './applicationSteps.ts';
import { certificateSteps } from './certificateSteps.ts';
import type { DevelopmentServerOptions } from './createDevelopmentServer.ts';
import { freeFile } from './likely.ts';
import { afterNothing, projectFolder } from './project.ts';

/** The options that the answers come to, and the application that was chosen. */
export interface AnsweredServer {
  readonly options: DevelopmentServerOptions;
  readonly candidate: ApplicationCandidate;
}

/** Asks for what is not known; `undefined` when the person gave up. Rejects with a `CertificateProblem` where what was found cannot be started. */
export async function askForDevelopmentServer(
  client: BaseLanguageClient,
  title: string,
  subject: vscode.Uri | undefined,
  prefill: Partial<DevelopmentServerOptions>,
): Promise<AnsweredServer | undefined> {
  const folder = prefill.project === undefined ? await projectFolder(title, subject) : vscode.Uri.file(prefill.project);
  const found = folder === undefined ? undefined : await askApplications(client, folder.toString(), prefill.application);
  if (folder === undefined || found === undefined) return undefined;
  const served = found?.candidates.filter((one) => isNamedForGunicorn(one) || (isFlask(one) && one.reach === 'import')) ?? [];
  const [candidate] = served;
  if (candidate === undefined) {
    for (const unusable of found?.candidates.slice(0, 1) ?? []) gunicornApplication(unusable);
    const again = await afterNothing(found, folder);
    return again && askForDevelopmentServer(client, title, subject, { ...prefill, ...again });
  }
  const { certificate = '', privateKey = '', pythonHome = found!.environments[0]?.path ?? '' } = prefill;
  const answers = { candidate, values: '', pythonHome, certificate, privateKey };
  const steps: readonly Step[] = [
    when(() => served.length > 1, applicationStep(answers, served)),
    when(() => answers.candidate.parameters.length > 0, valuesStep(answers)),
    when(() => found!.environments.length > 0 && prefill.pythonHome === undefined, environmentStep(answers, found!.environments)),
    ...certificateSteps(answers, prefill),
  ];
  return (await askInSteps(title, steps)) ? answered(folder.fsPath, answers, prefill) : undefined;
}

async function answered(
  project: string,
  { candidate, values, ...answers }: Omit<DevelopmentServerOptions, 'project'> & { readonly candidate: ApplicationCandidate; readonly values: string },
  prefill: Partial<DevelopmentServerOptions>,
): Promise<AnsweredServer> {
  const application = values === '' ? candidate.id : `${candidate.id}(${values})`;
  const target = prefill.target ?? (await freeFile(vscode.Uri.file(candidate.root), 'run_https', '.py'));
  return { options: { ...prefill, ...answers, project, application, target }, candidate };
}
