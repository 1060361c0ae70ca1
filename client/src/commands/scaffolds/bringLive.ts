/** “Bring It Live”: the commands that have httpd read a site, chosen by the person and typed into a terminal; as a plan for who gives options. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import { askModules } from '../../modules.ts';
import { PLATFORMS, type PlatformId, PROFILES } from '../../scaffolds/httpd/platforms.ts';
import { type LivePlan, type LiveRequest, livePlan } from '../../scaffolds/live/index.ts';
import { withPaths } from '../paths.ts';
import { askInSteps, pick, type Step, when } from '../steps.ts';
import { refuseUntrusted } from '../terminal.ts';
import { registerMaker } from '../work.ts';
import { chosenSite } from './chosenSite.ts';
import { likelyPlatform } from './likely.ts';
import { offerPlan } from './offerPlan.ts';
import { openedConfiguration } from './openedConfiguration.ts';

/** What `bringLive` is asked for: the platform is that of this machine, and the modules those of the file, unless they are named. */
export type BringLiveOptions = Pick<LiveRequest, 'file'> & Partial<LiveRequest>;

const TITLE = 'Bring It Live';

/** Registers the command; disposing takes it back. */
export function registerBringLive(client: BaseLanguageClient): vscode.Disposable {
  return registerMaker<BringLiveOptions, LivePlan>({
    id: 'apacheWsgiTls.bringLive',
    title: TITLE,
    ask,
    make: (options) => make(client, withPaths(options, 'file')),
    show: (plan, { file }) => offerPlan(plan, { title: TITLE, subject: path.basename(file) }),
  });
}

async function ask(subject: vscode.Uri | undefined, prefill: Partial<BringLiveOptions>): Promise<BringLiveOptions | undefined> {
  refuseUntrusted();
  const file = withPaths(prefill, 'file').file ?? localFile(subject ?? (await chosenSite(TITLE)));
  if (file === undefined) return undefined;
  await save(file);
  const answers = { platform: prefill.platform ?? (await likelyPlatform()) };
  const isAnswered = await askInSteps(TITLE, [when(() => prefill.platform === undefined, platformStep(answers))]);
  return isAnswered ? { ...prefill, file, ...answers } : undefined;
}

function localFile(uri: vscode.Uri | undefined): string | undefined {
  if (uri === undefined || uri.scheme === 'file') return uri?.fsPath;
  throw new CertificateProblem(`${quoted(uri.path)} is no file on this machine (${uri.scheme}), so no command can name it. Save it to a folder first.`);
}

/** The commands read the disk, so what is only in the editor gets there. */
async function save(file: string): Promise<void> {
  const document = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === file);
  if (document?.isDirty && !(await document.save()))
    throw new CertificateProblem(`${quoted(file)} has changes that could not be saved, and httpd would not see them. Save the file first.`);
}

function platformStep(answers: { platform: PlatformId }): Step {
  return (place) =>
    pick({
      placeholder: 'Where does httpd run? The terminal is one of this machine; commands for another can be copied.',
      choices: PLATFORMS.map((value) => ({ label: PROFILES[value].title, value })),
      active: answers.platform,
      keep: (platform) => {
        answers.platform = platform;
      },
    })(place);
}

async function make(client: BaseLanguageClient, { file, platform, modules }: BringLiveOptions): Promise<LivePlan> {
  if (typeof file !== 'string' || file === '') throw new CertificateProblem('The option file is missing: the configuration of the site.');
  return livePlan({ file, platform: platform ?? (await likelyPlatform()), modules: modules ?? (await modulesOf(client, file)) });
}

/** The modules that the file's directives belong to. */
async function modulesOf(client: BaseLanguageClient, file: string): Promise<readonly string[]> {
  const document = await openedConfiguration(file);
  const modules = await askModules(client, document.uri.toString());
  if (modules !== null) return modules;
  throw new CertificateProblem('The language server, which knows the modules, is not running. Restart it with “Restart Language Server” and try again.');
}
