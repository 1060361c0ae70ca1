/** The Python that an application runs with: what options name, or what was found. */
import * as vscode from 'vscode';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import type { ProjectApplications, ProjectEnvironment } from '../../scaffolds/application.ts';
import type { ScriptPlan } from '../../scaffolds/scriptPlan.ts';
import { servingText } from '../../scaffolds/wsgiScriptComments.ts';
import { isThere } from './likely.ts';

/** The environment that is named, else the likeliest that has its Python; null for the system's Python. Rejects where the name leads to none. */
export async function environmentFor(pythonHome: string | undefined, found: readonly ProjectEnvironment[]): Promise<ProjectEnvironment | null> {
  if (pythonHome === undefined) return found.find(({ works }) => works) ?? found[0] ?? null;
  if (pythonHome === '') return null;
  const known = found.find(({ path }) => vscode.Uri.file(path).fsPath === vscode.Uri.file(pythonHome).fsPath);
  if (known !== undefined) return known;
  const programs = await Promise.all(
    ['bin/python3', 'bin/python', 'Scripts/python.exe', 'python.exe'].map((name) => isThere(vscode.Uri.joinPath(vscode.Uri.file(pythonHome), name))),
  );
  if (programs.includes(true)) return { path: pythonHome, version: null, works: true };
  throw new CertificateProblem(
    `${quoted(pythonHome)} is not the root of a Python: mod_wsgi would not start with it. Name the folder of the virtual environment itself, in which “bin” lies (“Scripts” on Windows).`,
  );
}

const IN_PROJECT: Readonly<Partial<Record<NonNullable<ProjectApplications['packages']['manager']>, string>>> = {
  poetry: 'Poetry puts it into the project with “poetry config virtualenvs.in-project true”, then “poetry install”.',
  pipenv: 'Pipenv puts it into the project with PIPENV_VENV_IN_PROJECT=1 in the environment, then “pipenv install”.',
};

/** What the person should know before the script is served. */
export function notesFor({ candidate, environment, packages }: Pick<ScriptPlan, 'candidate' | 'environment' | 'packages'>): string[] {
  const make = IN_PROJECT[packages.manager ?? 'pip'] ?? 'Make one with “python3 -m venv .venv” and install the packages into it.';
  return [
    ...(candidate.servesAt === null ? [] : [servingText(candidate.servesAt, candidate.path)]),
    ...(environment === null && packages.manager !== null ? [`The project asks for packages, but no virtual environment was found in it. ${make}`] : []),
    ...(environment?.works === false
      ? [`The virtual environment ${quoted(environment.path)} has lost its Python: it was copied from somewhere, or that Python was removed. Make it anew.`]
      : []),
  ];
}
