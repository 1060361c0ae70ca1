/** The Python that an application runs with: what options name, or what was found. */
import * as vscode from 'vscode';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import type { ProjectEnvironment } from '../../scaffolds/application.ts';
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
