/** The application that options mean: the one that they name, or the only one of the project. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askApplications } from '../../applications.ts';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import type { ApplicationCandidate, ProjectApplications } from '../../scaffolds/application.ts';
import { isServed, noneText, severalText } from './found.ts';

/** What options say of an application. `project` is an absolute path. */
export interface ApplicationRequest {
  readonly project: string;
  /** As people name it, with what a factory is given: `shop.web:app`, `shop:create_app("production")`, `shop.settings`. */
  readonly application?: string;
  readonly adapter?: 'a2wsgi';
}

/** An application, and the project that it was found in. */
export interface FoundApplication {
  readonly candidate: ApplicationCandidate;
  /** What a factory is given, as it stood between the brackets. */
  readonly values: string | undefined;
  readonly found: ProjectApplications;
}

/** Finds it; `chosen` is the one that a person has chosen already. Rejects with a `CertificateProblem` where none is meant, or several are. */
export async function findApplication(client: BaseLanguageClient, request: ApplicationRequest, chosen?: ApplicationCandidate): Promise<FoundApplication> {
  const { project, application } = request;
  const { id, values } = namedBy(application);
  const found = await applicationsOf(client, project, id);
  const candidate = chosen ?? (id === undefined ? likeliest(found, request) : await named(client, found, { project, id }));
  return { candidate, values, found };
}

/** An application as options name it, and what a factory is given in brackets behind its name. */
function namedBy(application: string | undefined): { readonly id: string | undefined; readonly values: string | undefined } {
  const match = application === undefined ? null : /^([^(]*?)\s*\((.*)\)\s*$/s.exec(application);
  return match === null ? { id: application?.trim(), values: undefined } : { id: match[1]!.trim(), values: match[2]! };
}

async function applicationsOf(client: BaseLanguageClient, project: string, id?: string): Promise<ProjectApplications> {
  const folder = vscode.Uri.file(project);
  const kind = await vscode.workspace.fs.stat(folder).then(
    ({ type }) => type,
    () => null,
  );
  if (kind === null || (kind & vscode.FileType.Directory) === 0) {
    throw new CertificateProblem(`${quoted(project)} is no folder. Name the folder that the application lies in.`);
  }
  const found = await askApplications(client, folder.toString(), id);
  if (found !== null) return found;
  throw new CertificateProblem('The language server, which looks for applications, is not running. Restart it with “Restart Language Server” and try again.');
}

/** The application that needs no name, since it is the only one. */
function likeliest(found: ProjectApplications, { project, adapter }: ApplicationRequest): ApplicationCandidate {
  const [only, ...others] = found.candidates.filter((candidate) => isServed(candidate, adapter));
  if (only === undefined) throw new CertificateProblem(noneText(found, project));
  if (others.length > 0) throw new CertificateProblem(severalText([only, ...others], project));
  return only;
}

async function named(
  client: BaseLanguageClient,
  { candidates: [first, ...others] }: ProjectApplications,
  { project, id }: { readonly project: string; readonly id: string },
): Promise<ApplicationCandidate> {
  if (first !== undefined && others.length === 0) return first;
  if (first !== undefined) {
    const roots = [first, ...others].map(({ root }) => quoted(root)).join(', ');
    throw new CertificateProblem(`${quoted(id)} is there more than once: in ${roots}. Name one of these folders as the project.`);
  }
  const { candidates } = await applicationsOf(client, project);
  const there = candidates.length === 0 ? 'No application was found there at all.' : `Found are: ${candidates.map((one) => quoted(one.id)).join(', ')}.`;
  throw new CertificateProblem(
    `There is no ${quoted(id)} in ${quoted(project)}: a name is written as module:name, from the folder of the imports on. ${there}`,
  );
}
