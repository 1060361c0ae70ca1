/** The questions for a site behind nginx and gunicorn: the application, the site's names, its certificate, the service, and where the files go. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askApplications } from '../../applications.ts';
import type { ApplicationCandidate, ProjectApplications, ProjectEnvironment } from '../../scaffolds/application.ts';
import { SERVICES, type Service, siteNames } from '../../scaffolds/deployment/plan.ts';
import { applicationProblem, isNamedForGunicorn } from '../../scaffolds/gunicornApplication.ts';
import { problemOf } from '../problemOf.ts';
import { askInSteps, enter, pick, type Step, when } from '../steps.ts';
import { applicationStep, environmentStep, valuesStep } from './applicationSteps.ts';
import { certificateSteps } from './certificateSteps.ts';
import type { CreateDeploymentOptions } from './createDeployment.ts';
import { isThere } from './likely.ts';
import { projectFolder } from './project.ts';

/** The answers so far. */
interface Answers {
  readonly project: string;
  readonly served: readonly ApplicationCandidate[];
  candidate: ApplicationCandidate | undefined;
  /** What a factory is given. */
  values: string;
  /** The application as it was typed, where none was found. */
  typed: string;
  /** Empty for the system's Python. */
  pythonHome: string;
  /** Names with blanks between them, the site's own first. */
  names: string;
  certificate: string;
  privateKey: string;
  service: Service;
  target: string;
}

/** The options that the answers come to, and the application that was chosen among those that were found. */
export interface AnsweredDeployment {
  readonly options: CreateDeploymentOptions;
  readonly candidate: ApplicationCandidate | undefined;
}

/** Asks for what is not known; `undefined` when the person gave up. */
export async function askForDeployment(
  client: BaseLanguageClient,
  title: string,
  subject: vscode.Uri | undefined,
  prefill: Partial<CreateDeploymentOptions>,
): Promise<AnsweredDeployment | undefined> {
  const folder = prefill.project === undefined ? await projectFolder(title, subject) : vscode.Uri.file(prefill.project);
  if (folder === undefined) return undefined;
  const found = await askApplications(client, folder.toString(), prefill.application);
  const answers = likelyAnswers(folder.fsPath, found, prefill);
  const steps = stepsFor(answers, found?.environments ?? [], prefill);
  return (await askInSteps(title, steps)) ? answered(answers, prefill) : undefined;
}

function likelyAnswers(project: string, found: ProjectApplications | null, prefill: Partial<CreateDeploymentOptions>): Answers {
  const served = found?.candidates.filter(isNamedForGunicorn) ?? [];
  return {
    project,
    served,
    candidate: served[0],
    values: '',
    typed: prefill.application ?? '',
    pythonHome: prefill.pythonHome ?? found?.environments[0]?.path ?? '',
    names: [prefill.serverName ?? '', ...(prefill.aliases ?? [])].join(' ').trim(),
    certificate: prefill.certificate ?? '',
    privateKey: prefill.privateKey ?? '',
    service: prefill.service ?? 'supervisor',
    target: prefill.target ?? path.join(project, 'deploy'),
  };
}

function stepsFor(answers: Answers, environments: readonly ProjectEnvironment[], prefill: Partial<CreateDeploymentOptions>): readonly Step[] {
  const { served } = answers;
  const asked = (step: (chosen: Answers & { candidate: ApplicationCandidate }) => Step): Step => {
    return (place) => step(answers as Answers & { candidate: ApplicationCandidate })(place);
  };
  return [
    when(
      () => served.length > 1,
      asked((chosen) => applicationStep(chosen, served)),
    ),
    when(() => (answers.candidate?.parameters.length ?? 0) > 0, asked(valuesStep)),
    when(() => served.length === 0, typedStep(answers)),
    when(() => environments.length > 0 && prefill.pythonHome === undefined, environmentStep(answers, environments)),
    when(() => prefill.serverName === undefined, namesStep(answers)),
    ...certificateSteps(answers, prefill),
    when(() => prefill.service === undefined, serviceStep(answers)),
    targetStep(answers),
  ];
}

function typedStep(answers: Answers): Step {
  return (place) =>
    enter({
      prompt: `No WSGI application was found in ${path.basename(answers.project)}. Which one is it, from that folder on?`,
      placeholder: 'shop.web:app',
      value: answers.typed,
      problem: (text) => applicationProblem(text.trim()),
      keep: (text) => {
        answers.typed = text.trim();
      },
    })(place);
}

function namesStep(answers: Answers): Step {
  return (place) =>
    enter({
      prompt: 'Which names is it reached by? The first one is its own, others stand behind it with blanks between.',
      placeholder: 'app.example.com www.app.example.com',
      value: answers.names,
      problem: (text) => problemOf(() => siteNames(wordsOf(text))),
      keep: (text) => {
        answers.names = text;
      },
    })(place);
}

const KEEPERS: Readonly<Record<Service, string>> = {
  supervisor: 'A program of its own, the same on every Linux; gunicorn becomes a program in its configuration.',
  systemd: 'What starts the services of most Linux machines; gunicorn becomes a unit.',
};

function serviceStep(answers: Answers): Step {
  return (place) =>
    pick({
      placeholder: 'What keeps gunicorn running?',
      choices: SERVICES.map((value) => ({ label: value, detail: KEEPERS[value], value })),
      active: answers.service,
      keep: (service) => {
        answers.service = service;
      },
    })(place);
}

/** Asks again where the folder has such files already. */
function targetStep(answers: Answers): Step {
  return async (place) => {
    const taken = new Set<string>();
    for (;;) {
      const outcome = await enter({
        prompt: 'Which folder do the files go to?',
        value: answers.target,
        problem: (text) => targetProblem(path.resolve(answers.project, text.trim()), taken),
        keep: (text) => {
          answers.target = path.resolve(answers.project, text.trim());
        },
      })(place);
      const isTaken = outcome === 'answered' && (await isThere(vscode.Uri.joinPath(vscode.Uri.file(answers.target), 'gunicorn.conf.py')));
      if (!isTaken) return outcome;
      taken.add(answers.target);
    }
  };
}

function targetProblem(target: string, taken: ReadonlySet<string>): string | null {
  return taken.has(target) ? 'A deployment is there already, and stays as it is. Enter another folder.' : null;
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((one) => one !== '');
}

function answered({ served: _, candidate, values, typed, names, ...answers }: Answers, prefill: Partial<CreateDeploymentOptions>): AnsweredDeployment {
  const [serverName = '', ...aliases] = wordsOf(names);
  const application = candidate === undefined ? typed : values === '' ? candidate.id : `${candidate.id}(${values})`;
  return { options: { ...prefill, ...answers, application, serverName, aliases }, candidate };
}
