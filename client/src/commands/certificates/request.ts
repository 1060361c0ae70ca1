/** “Create Certificate Signing Request”: the key and the request for an authority that is not ours, and what to do until its certificate is there. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { KEY_TYPES, type KeyType } from '../../certificates/keys.ts';
import { readNames } from '../../certificates/names.ts';
import { fileNameOf } from '../../certificates/options.ts';
import { createSigningRequest, type MadeRequest, type RequestSubject, requestPaths, type SigningRequest, subjectProblem } from '../../certificates/request.ts';
import { withPaths } from '../paths.ts';
import { askInSteps, enter, pick, type Step, when } from '../steps.ts';
import { registerMaker } from '../work.ts';
import { hostFor } from './machine.ts';
import { keyTypeStep } from './makers.ts';
import { namesStep } from './names.ts';
import { ignoreActions, offerNext } from './offers.ts';
import { beginPlacing, type Placing, placeOptions, placingSteps } from './placing.ts';
import { hostsAround, subjectOf, suggestedNames } from './subject.ts';

const TITLE = 'Create Certificate Signing Request';

/** A question about who asks. An empty answer leaves the field out. */
interface Field {
  readonly name: Exclude<keyof RequestSubject, 'commonName'>;
  readonly prompt: string;
  readonly placeholder: string;
}

const FIELDS: readonly Field[] = [
  { name: 'organization', prompt: 'The organization, by its registered name', placeholder: 'Example Ltd' },
  { name: 'locality', prompt: 'The city that it is in', placeholder: 'Taunton' },
  { name: 'state', prompt: 'The state or province, written out', placeholder: 'Somerset' },
  { name: 'country', prompt: 'The country, as the two letters of ISO 3166', placeholder: 'GB' },
];

/** The answers so far. */
interface Answers {
  names: readonly string[];
  keyType: KeyType | undefined;
  /** Whether the authority is to look into who asks. */
  isNamed: boolean;
  readonly subject: Partial<Record<keyof RequestSubject, string>>;
  readonly placing: Placing;
}

/** Registers the command; disposing takes it back. */
export function registerCreateSigningRequest(client: BaseLanguageClient): vscode.Disposable {
  return registerMaker<SigningRequest, MadeRequest>({
    id: 'apacheWsgiTls.createSigningRequest',
    title: TITLE,
    ask: (subject, prefill) => ask(client, subject, prefill),
    make: (options, work) => createSigningRequest(withPaths(options, 'folder'), hostFor(work)),
    show,
  });
}

async function ask(client: BaseLanguageClient, chosen: vscode.Uri | undefined, prefill: Partial<SigningRequest>): Promise<SigningRequest | undefined> {
  const answers = await beginning(client, chosen, withPaths(prefill, 'folder'));
  const isAnswered = await askInSteps(TITLE, stepsFor(answers));
  if (answers.placing.isOpened) await open(answers.placing.there);
  return isAnswered ? optionsOf(answers) : undefined;
}

/** The answers that the questions are filled in with. */
async function beginning(client: BaseLanguageClient, chosen: vscode.Uri | undefined, prefill: Partial<SigningRequest>): Promise<Answers> {
  const place = await subjectOf(chosen);
  const names = prefill.names ?? suggestedNames(await hostsAround(client, place));
  const isNamed = FIELDS.some(({ name }) => prefill.subject?.[name] !== undefined);
  return { names, keyType: prefill.keyType, isNamed, subject: { ...prefill.subject }, placing: await beginPlacing(place, prefill) };
}

function stepsFor(answers: Answers): readonly Step[] {
  const { placing, subject } = answers;
  const keep =
    <K extends keyof Answers>(key: K) =>
    (value: Answers[K]) => {
      answers[key] = value;
    };
  return [
    namesStep(() => answers.names, keep('names')),
    keyTypeStep(
      () => KEY_TYPES,
      () => answers.keyType,
      keep('keyType'),
    ),
    kindStep(() => answers.isNamed, keep('isNamed')),
    ...FIELDS.map((field) => when(() => answers.isNamed, fieldStep(field, subject))),
    ...placingSteps(placing, {
      usualName: () => fileNameOf(undefined, readNames(answers.names)),
      endings: 'The request gets “.csr” behind it, its key “-key.pem”.',
      paths: (folder, name) => Object.values(requestPaths(folder, name)),
    }),
  ];
}

function kindStep(active: () => boolean, keep: (isNamed: boolean) => void): Step {
  return (place) =>
    pick({
      placeholder: 'What is the authority to vouch for?',
      choices: [
        { label: 'The Names Alone', detail: 'Domain validation: what most sites have. Authorities overlook everything else.', value: false },
        { label: 'The Names and the Organization', detail: 'Organization or extended validation: the authority looks into who asks.', value: true },
      ],
      active: active(),
      keep,
    })(place);
}

function fieldStep({ name, prompt, placeholder }: Field, subject: Answers['subject']): Step {
  return (place) =>
    enter({
      prompt: `${prompt} (empty: not said)`,
      placeholder,
      value: subject[name],
      problem: (text) => subjectProblem(name, text),
      keep: (text) => {
        subject[name] = text.trim();
      },
    })(place);
}

function optionsOf({ names, keyType, isNamed, subject, placing }: Answers): SigningRequest {
  const { commonName } = subject;
  const said = isNamed ? subject : { ...(commonName !== undefined && { commonName }) };
  return { names, subject: said, ...placeOptions(placing), ...(keyType !== undefined && { keyType }) };
}

/** Shows the request that is there; where there is only the key, the folder, since a key is not for looking at. */
async function open(there: readonly string[]): Promise<void> {
  const request = there.find((file) => file.endsWith('.csr'));
  if (request !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(request));
  else await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(there[0]!));
}

/** Shows the text that goes to the authority, says what stays here, and offers what comes next. */
async function show({ request, privateKey, notes }: MadeRequest, _options: SigningRequest): Promise<void> {
  const [text, key] = [path.basename(request), path.basename(privateKey)];
  await vscode.window.showTextDocument(vscode.Uri.file(request));
  void vscode.window.showInformationMessage(
    `Send the authority the text of ${text}, and nothing else. ${key} stays on this machine: whoever has it can pose as your site, so no authority asks for it.`,
  );
  for (const note of notes) void vscode.window.showWarningMessage(note);
  await offerNext({
    title: TITLE,
    made: `${text} and ${key} are made.`,
    actions: async () => [
      { label: 'Copy Request', detail: 'The text that the authority asks for, with its first and last line.', act: () => copy(request) },
      ...(await ignoreActions(privateKey)),
      {
        label: 'Build Chain File',
        detail: 'When you have the certificate: puts it and its bundle into the order that servers send, and looks whether it belongs to the key.',
        act: () => vscode.commands.executeCommand('apacheWsgiTls.buildChain', { prefill: { privateKey } }),
      },
    ],
  });
}

async function copy(request: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(request));
  await vscode.env.clipboard.writeText(document.getText());
  vscode.window.setStatusBarMessage(`Apache WSGI & TLS: the text of ${path.basename(request)} is on the clipboard.`, 10_000);
}
