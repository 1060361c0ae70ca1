/** The questions for a WSGI script: the project, the application, its environment, and where the script goes. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askApplications } from '../../applications.ts';
import type { ApplicationCandidate, ProjectEnvironment } from '../../scaffolds/application.ts';
import { askInSteps, enter, type Step, when } from '../steps.ts';
import { applicationStep, environmentStep, valuesStep } from './applicationSteps.ts';
import type { WsgiScriptOptions } from './createWsgiScript.ts';
import { isServed } from './found.ts';
import { freeFile, isThere } from './likely.ts';
import { afterNothing, projectFolder } from './project.ts';

/** The answers so far. */
interface Answers {
  readonly project: string;
  readonly adapter: 'a2wsgi' | undefined;
  candidate: ApplicationCandidate;
  values: string;
  /** Empty for the system's Python. */
  pythonHome: string;
  target: string;
}

/** The options that the answers come to, and the application that was chosen: its name may be that of another one in a folder beside it. */
export interface AnsweredScript {
  readonly options: WsgiScriptOptions;
  readonly candidate: ApplicationCandidate;
}

/** Asks for what is not known; `undefined` when the person gave up, or there is nothing to serve, which is told. */
export async function askForScript(
  client: BaseLanguageClient,
  title: string,
  subject: vscode.Uri | undefined,
  prefill: Partial<WsgiScriptOptions>,
): Promise<AnsweredScript | undefined> {
  const folder = prefill.project === undefined ? await projectFolder(title, subject) : vscode.Uri.file(prefill.project);
  const found = folder === undefined ? undefined : await askApplications(client, folder.toString(), prefill.application);
  if (folder === undefined || found === undefined) return undefined;
  const adapter = prefill.adapter;
  const served = found?.candidates.filter((candidate) => isServed(candidate, adapter)) ?? [];
  if (served.length === 0) {
    const again = await afterNothing(found, folder);
    return again === undefined ? undefined : askForScript(client, title, subject, { ...prefill, ...again });
  }
  const answers: Answers = {
    project: folder.fsPath,
    adapter,
    candidate: served[0]!,
    values: '',
    pythonHome: prefill.pythonHome ?? found!.environments[0]?.path ?? '',
    target: prefill.target ?? (await freeFile(folder, 'app', '.wsgi')),
  };
  return (await askInSteps(title, stepsFor(answers, served, found!.environments))) ? answered(answers, prefill) : undefined;
}

function stepsFor(answers: Answers, served: readonly ApplicationCandidate[], environments: readonly ProjectEnvironment[]): readonly Step[] {
  return [
    when(() => served.length > 1, applicationStep(answers, served)),
    when(() => answers.candidate.parameters.length > 0, valuesStep(answers)),
    when(() => environments.length > 0, environmentStep(answers, environments)),
    targetStep(answers),
  ];
}

/** Asks again where the file is there already. */
function targetStep(answers: Answers): Step {
  return async (place) => {
    const taken = new Set<string>();
    for (;;) {
      const outcome = await enter({
        prompt: 'Where does the script go?',
        value: answers.target,
        problem: (text) => targetProblem(resolvedIn(answers.project, text), taken),
        keep: (text) => {
          answers.target = resolvedIn(answers.project, text);
        },
      })(place);
      if (outcome !== 'answered' || !(await isThere(vscode.Uri.file(answers.target)))) return outcome;
      taken.add(answers.target);
    }
  };
}

function resolvedIn(project: string, text: string): string {
  return path.resolve(project, text.trim());
}

function targetProblem(target: string, taken: ReadonlySet<string>): string | null {
  if (taken.has(target)) return 'This file is there already, and stays as it is. Enter another name.';
  return path.extname(target) === '' ? 'Enter the name of a file, such as app.wsgi.' : null;
}

function answered({ project, candidate, values, pythonHome, target, adapter }: Answers, { importPath }: Partial<WsgiScriptOptions>): AnsweredScript {
  const application = values === '' ? candidate.id : `${candidate.id}(${values})`;
  const options = { project, application, pythonHome, target, ...(adapter !== undefined && { adapter }), ...(importPath !== undefined && { importPath }) };
  return { options, candidate };
}
