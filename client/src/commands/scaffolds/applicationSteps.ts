/** The questions for an application and what it runs with. */
import * as vscode from 'vscode';
import type { ApplicationCandidate, ProjectEnvironment } from '../../scaffolds/application.ts';
import { frameworkName } from '../../scaffolds/scriptPlan.ts';
import { valuesProblem } from '../../scaffolds/scriptRefusals.ts';
import { enter, pick, type Step } from '../steps.ts';

/** Which one it is. */
export function applicationStep(answers: { candidate: ApplicationCandidate }, served: readonly ApplicationCandidate[]): Step {
  const isAmbiguous = ({ id, root }: ApplicationCandidate) => served.some((other) => other.id === id && other.root !== root);
  const choices = served.map((value) => ({
    label: isAmbiguous(value) ? `${value.id} in ${vscode.workspace.asRelativePath(value.root)}` : value.id,
    description: kindOf(value),
    detail: `${value.path}:${value.row + 1}`,
    value,
  }));
  return (place) =>
    pick({
      placeholder: 'Which application is it?',
      choices,
      active: answers.candidate,
      keep: (candidate) => {
        answers.candidate = candidate;
      },
    })(place);
}

function kindOf({ framework, kind }: ApplicationCandidate): string {
  const what = kind === 'factory' ? 'function that makes it' : kind === 'settings' ? 'settings' : kind === 'paste' ? 'configuration file' : 'application';
  return `${frameworkName(framework)}, ${what}`;
}

/** What a factory is given, for an application that is one. */
export function valuesStep(answers: { readonly candidate: ApplicationCandidate; values: string }): Step {
  return (place) =>
    enter({
      prompt: `What is ${answers.candidate.name} given? It asks for ${answers.candidate.parameters.join(', ')}. Texts stand in quotes; no secrets.`,
      placeholder: '"production"',
      value: answers.values,
      problem: (text) => valuesProblem(answers.candidate, text),
      keep: (text) => {
        answers.values = text.trim();
      },
    })(place);
}

/** Which Python it runs with; the answer is empty for the system’s. */
export function environmentStep(answers: { pythonHome: string }, environments: readonly ProjectEnvironment[]): Step {
  const choices = environments.map(({ path: root, version, works }) => ({
    label: vscode.workspace.asRelativePath(root),
    description: works ? `Python ${version ?? ''}`.trim() : 'its Python is gone',
    detail: root,
    value: root,
  }));
  return (place) =>
    pick({
      placeholder: 'Which Python does it run with?',
      choices: [...choices, { label: 'The System’s Python', description: 'no virtual environment', value: '' }],
      active: answers.pythonHome,
      keep: (pythonHome) => {
        answers.pythonHome = pythonHome;
      },
    })(place);
}
