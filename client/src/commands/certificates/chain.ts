/** “Build Chain File”: the certificate and the bundle of an authority become the one file that servers send, and go where it is used. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type BuiltChain, buildChain, type ChainRequest, chainPath } from '../../certificates/chain.ts';
import { holdsKeyAlone, keysBeside } from '../../certificates/chainKeys.ts';
import { filesThere } from '../../certificates/places.ts';
import type { OnExisting } from '../../certificates/publish.ts';
import { withPaths } from '../paths.ts';
import { problemOf } from '../problemOf.ts';
import { askInSteps, type Choice, enter, type Step, when } from '../steps.ts';
import { registerMaker } from '../work.ts';
import { chainNext } from './chainNext.ts';
import { hostFor } from './machine.ts';
import { KEY_FILTERS, localPath, pickFile } from './pickFile.ts';
import { existingStep } from './place.ts';

const TITLE = 'Build Chain File';
const FILTERS = { 'Certificates and bundles': ['pem', 'crt', 'cer', 'cert', 'der', 'ca-bundle', 'p7b', 'p7c'], 'All files': ['*'] };

/** The answers so far. */
interface Answers {
  readonly files: readonly string[];
  /** Empty where the person goes without one. */
  privateKey: string | undefined;
  output: string | undefined;
  onExisting: OnExisting;
  /** A chain to look at in place of making one. */
  isOpened: boolean;
}

/** Registers the command; disposing takes it back. */
export function registerBuildChain(client: BaseLanguageClient): vscode.Disposable {
  return registerMaker<ChainRequest, BuiltChain>({
    id: 'apacheWsgiTls.buildChain',
    title: TITLE,
    ask: (_, prefill, selected) => ask(prefill, selected),
    make: (options, work) => buildChain(withPaths(options, 'files', 'output', 'privateKey'), hostFor(work)),
    show: (built, options) => chainNext(client, TITLE, { built, privateKey: options.privateKey ?? null }),
  });
}

async function ask(prefill: Partial<ChainRequest>, selected: readonly vscode.Uri[]): Promise<ChainRequest | undefined> {
  const given = withPaths(prefill, 'files', 'output', 'privateKey');
  const chosen = given.files ?? (await chooseFiles(selected.map(localPath), given.privateKey));
  if (chosen === undefined) return undefined;
  const { files, keys } = await withoutKeys(chosen);
  const privateKey = given.privateKey ?? keys[0];
  const answers: Answers = { files, privateKey, output: given.output, onExisting: given.onExisting ?? 'fail', isOpened: false };
  const isAnswered = await askInSteps(TITLE, [...(privateKey === undefined ? [await keyStep(answers)] : []), outputStep(answers), overwriteStep(answers)]);
  if (answers.isOpened) await vscode.commands.executeCommand('apacheWsgiTls.inspectCertificate', { prefill: { path: answers.output } });
  return isAnswered ? optionsOf(answers) : undefined;
}

/** The files of the Explorer where several are selected; else those that the person looks for, besides the one that is. */
async function chooseFiles(selected: readonly string[], near: string | undefined): Promise<readonly string[] | undefined> {
  if (selected.length > 1) return selected;
  const [only] = selected;
  if (only !== undefined) {
    const name = path.basename(only);
    const alone = { label: `${name} Alone`, detail: 'It holds the certificate and its bundle.', isAlone: true };
    const more = { label: 'Choose More Files…', detail: 'The certificate or the bundle is in other files.', isAlone: false };
    const answer = await vscode.window.showQuickPick([more, alone], { title: TITLE, placeHolder: `Is all of the chain in ${name}?` });
    if (answer === undefined || answer.isAlone) return answer && selected;
  }
  const folder = only ?? near;
  const chosen = await vscode.window.showOpenDialog({
    title: `${TITLE}: the certificate and its bundle, in any order`,
    openLabel: 'Choose',
    canSelectMany: true,
    filters: FILTERS,
    ...(folder !== undefined && { defaultUri: vscode.Uri.file(path.dirname(folder)) }),
  });
  return chosen && [...new Set([...selected, ...chosen.map(localPath)])];
}

/** Parts private keys from certificates: somebody who selects all of a folder means the key of the server by it. */
async function withoutKeys(chosen: readonly string[]): Promise<{ readonly files: readonly string[]; readonly keys: readonly string[] }> {
  const isKey = await Promise.all(chosen.map(holdsKeyAlone));
  return { files: chosen.filter((_, index) => !isKey[index]), keys: chosen.filter((_, index) => isKey[index]) };
}

async function keyStep(answers: Answers): Promise<Step> {
  const found = (await keysBeside(answers.files)).map(
    (file): Choice<string> => ({ label: path.basename(file), description: 'belongs to a certificate of these files', detail: file, value: file }),
  );
  return pickFile({
    placeholder: 'Which private key will the server use? The chain has to begin with its certificate.',
    known: [...found, { label: 'Without a Key', detail: 'The chain is built all the same, and nobody looks whether a key belongs to it.', value: '' }],
    another: 'the key that the request was made with',
    filters: KEY_FILTERS,
    keep: (privateKey) => Object.assign(answers, { privateKey }),
  });
}

/** Asks where the chain goes. Files that do not belong together are refused before. */
function outputStep(answers: Answers): Step {
  return async (place) => {
    const usual = await chainPath(optionsOf({ ...answers, output: undefined }), hostFor());
    return await enter({
      prompt: 'Where does the chain go? The files that it is made of stay as they are.',
      value: answers.output ?? usual,
      problem: (text) => (text.trim() === '' ? `Enter the path of a file, such as ${usual}.` : problemOf(() => resolved(text))),
      keep: (text) => Object.assign(answers, { output: resolved(text) }),
    })(place);
  };
}

function resolved(text: string): string {
  return withPaths({ output: text.trim() }, 'output').output;
}

function overwriteStep(answers: Answers): Step {
  const there = () => (answers.output === undefined ? [] : [answers.output]);
  return when(
    async () => (await filesThere(there())).length > 0,
    existingStep(
      there,
      () => Object.assign(answers, { isOpened: true }),
      (onExisting) => Object.assign(answers, { onExisting }),
    ),
  );
}

function optionsOf({ files, privateKey, output, onExisting }: Answers): ChainRequest {
  return { files, onExisting, ...(output !== undefined && { output }), ...(privateKey !== undefined && privateKey !== '' && { privateKey }) };
}
