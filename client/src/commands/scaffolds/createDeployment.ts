/** “Create Deployment”: writes what a site behind nginx and gunicorn needs besides the application, and leads on to bring it live. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import type { ApplicationCandidate } from '../../scaffolds/application.ts';
import { deploymentFiles } from '../../scaffolds/deployment/index.ts';
import { deploymentLive } from '../../scaffolds/deployment/live.ts';
import type { DeploymentOptions } from '../../scaffolds/deployment/plan.ts';
import { applicationProblem, gunicornApplication } from '../../scaffolds/gunicornApplication.ts';
import type { LivePlan } from '../../scaffolds/live/index.ts';
import { environmentNote } from '../../scaffolds/scriptNotes.ts';
import { registerMaker, type Work } from '../work.ts';
import { writeFiles } from './apply.ts';
import { askForDeployment } from './askForDeployment.ts';
import { type FoundApplication, findApplication } from './findApplication.ts';
import { isThere } from './likely.ts';
import { offerPlan } from './offerPlan.ts';
import { environmentFor } from './pythonEnvironment.ts';
import { withServerPaths } from './serverPaths.ts';

/** What `createDeployment` is asked for: the project's folder, and its application as `createWsgiScript` takes it, or as gunicorn does. */
export interface CreateDeploymentOptions extends Omit<DeploymentOptions, 'application' | 'djangoSettings'> {
  readonly application?: string;
}

/** What was made. Paths are absolute. */
export interface MadeDeployment {
  /** The site for nginx, gunicorn's settings, the program of supervisor or the unit of systemd. */
  readonly files: readonly string[];
  /** The application as gunicorn is told it, and the folder that it is imported from. */
  readonly application: string;
  readonly importedFrom: string;
  /** Where gunicorn is taken from; null for the system's. */
  readonly pythonHome: string | null;
  /** The commands that bring it live. */
  readonly live: LivePlan;
  /** What the person should know. */
  readonly notes: readonly string[];
}

const TITLE = 'Create Deployment';
/** The applications that persons have chosen by answering questions: names alone may stand for several. */
const answered = new WeakMap<CreateDeploymentOptions, ApplicationCandidate>();

/** Registers the command; disposing takes it back. */
export function registerCreateDeployment(client: BaseLanguageClient): vscode.Disposable {
  return registerMaker<CreateDeploymentOptions, MadeDeployment>({
    id: 'apacheWsgiTls.createDeployment',
    title: TITLE,
    ask: async (subject, prefill) => {
      const answer = await askForDeployment(client, TITLE, subject, located(prefill));
      if (answer?.candidate !== undefined) answered.set(answer.options, answer.candidate);
      return answer?.options;
    },
    make: (options, work) => make(client, options, work),
    show,
  });
}

function located<Options extends Partial<CreateDeploymentOptions>>(options: Options): Options {
  return withServerPaths(options, 'project', 'certificate', 'privateKey', 'pythonHome', 'staticFolder', 'target');
}

async function make(client: BaseLanguageClient, given: CreateDeploymentOptions, { manner }: Work): Promise<MadeDeployment> {
  const options = located(given);
  refuseMissing(options);
  const { notes, ...deployment } = await deploymentOf(client, options, answered.get(given));
  const uris = await writeFiles(deploymentFiles(deployment), TITLE, manner);
  const { application, project: importedFrom, pythonHome = null } = deployment;
  return { files: uris.map(({ fsPath }) => fsPath), application, importedFrom, pythonHome, live: deploymentLive(deployment), notes };
}

function refuseMissing(options: CreateDeploymentOptions): void {
  for (const name of ['project', 'serverName', 'certificate', 'privateKey', 'target'] as const) {
    if (typeof options[name] !== 'string' || options[name] === '') throw new CertificateProblem(`The option ${name} is missing.`);
  }
}

/** What is deployed, with what the person should know. An application that was not found is taken as it is named: it may be on another machine. */
async function deploymentOf(
  client: BaseLanguageClient,
  options: CreateDeploymentOptions,
  chosen: ApplicationCandidate | undefined,
): Promise<DeploymentOptions & { readonly notes: readonly string[] }> {
  const { application, pythonHome, ...rest } = options;
  const found = await findOrTake(client, options, chosen);
  if (typeof found === 'string') {
    return { ...rest, application: application!, ...(pythonHome !== undefined && pythonHome !== '' && { pythonHome }), notes: [found] };
  }
  const { candidate, values, found: project } = found;
  const { application: name, djangoSettings } = gunicornApplication(candidate, values);
  const environment = await environmentFor(pythonHome, project.environments);
  const notes = [environmentNote(environment, project.packages), await gunicornNote(environment?.path), djangoNote(candidate, options)];
  return {
    ...rest,
    project: candidate.root,
    application: name,
    ...(djangoSettings !== null && { djangoSettings }),
    ...(environment !== null && { pythonHome: environment.path }),
    notes: notes.filter((note) => note !== null),
  };
}

/** The application; or why it was not found, where it is named in a way that gunicorn takes. */
async function findOrTake(
  client: BaseLanguageClient,
  options: CreateDeploymentOptions,
  chosen: ApplicationCandidate | undefined,
): Promise<FoundApplication | string> {
  const { application } = options;
  try {
    return await findApplication(client, options, chosen);
  } catch (error) {
    if (!(error instanceof CertificateProblem) || application === undefined || applicationProblem(application) !== null) throw error;
    return `${quoted(application)} was taken as it is named. ${error.message}`;
  }
}

async function gunicornNote(environment: string | undefined): Promise<string | null> {
  if (environment === undefined || (await isThere(vscode.Uri.joinPath(vscode.Uri.file(environment), 'bin', 'gunicorn')))) return null;
  return `${quoted(environment)} has no gunicorn. Install it there: ${environment}/bin/pip install gunicorn`;
}

function djangoNote({ framework }: ApplicationCandidate, { serverName, aliases = [] }: CreateDeploymentOptions): string | null {
  if (framework !== 'django') return null;
  const names = [serverName, ...aliases].map((name) => `"${name}"`).join(', ');
  return `Django answers only for the names in ALLOWED_HOSTS of its settings: ${names} have to be there. Its static files are delivered by nginx where the option staticFolder names STATIC_ROOT.`;
}

/** Opens the site, says what to know, and offers to bring it live. */
async function show({ files, live, notes }: MadeDeployment, { serverName }: CreateDeploymentOptions): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.file(files[0]!));
  for (const note of notes) void vscode.window.showWarningMessage(note);
  const next = 'Bring It Live';
  const choice = await vscode.window.showInformationMessage(`The files for ${serverName} are made. nginx and the service have to read them.`, next);
  if (choice === next) await offerPlan(live, { title: next, subject: serverName });
}
