/** “Create Client Certificate”: a store for one person or program, and where its password goes. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as core from '../../certificates/clientCertificate.ts';
import { KEY_TYPES, type KeyType } from '../../certificates/keys.ts';
import { oneOf } from '../../certificates/options.ts';
import { withPaths } from '../paths.ts';
import { askInSteps, enter, pick, type Step } from '../steps.ts';
import { registerMaker, tell, type Work } from '../work.ts';
import { clientNext } from './clientNext.ts';
import type { ClientPasswords } from './clientPasswords.ts';
import { daysStep } from './days.ts';
import { hostFor } from './machine.ts';
import { keyTypeStep } from './makers.ts';
import { beginPlacing, type Placing, placeOptions, placingSteps } from './placing.ts';
import { subjectOf } from './subject.ts';

const TITLE = 'Create Client Certificate';

/** Where passwords go. */
const GOALS = ['secretStorage', 'person', 'result'] as const;
type Goal = (typeof GOALS)[number];
const NOT_KEPT = 'The secret storage of the editor did not answer, so the password is not kept there. Note it where it is shown.';
type Signer = (typeof core.CLIENT_AUTHORITIES)[number];

/** What the command is asked for. */
export interface ClientOptions extends core.ClientOptions {
  /**
   * Where the password goes, and nowhere else: into the secret storage of the editor, from which “Copy Client Certificate Password” takes it (where
   * nothing is said); before the person, in a dialog that is shown once; or into the result, for a caller that asks for it.
   */
  readonly passwordTo?: Goal;
}

/** What was made. The password is in it only where the options asked for that. */
export type MadeClientCertificate = Omit<core.ClientCertificate, 'password'> & { readonly password?: string };

/** The answers so far. */
interface Answers {
  commonName: string;
  authority: Signer;
  keyType: KeyType | undefined;
  days: number | undefined;
  /** Empty where one is to be made. */
  password: string;
  passwordTo: Goal;
  readonly placing: Placing;
}

/** Registers the command; disposing takes it back. */
export function registerCreateClientCertificate(client: BaseLanguageClient, passwords: ClientPasswords): vscode.Disposable {
  return registerMaker<ClientOptions, MadeClientCertificate>({
    id: 'apacheWsgiTls.createClientCertificate',
    title: TITLE,
    ask,
    make: (options, work) => make(passwords, options, work),
    show: (made, { commonName }) => clientNext(client, passwords, { title: TITLE, commonName, made }),
  });
}

async function make(passwords: ClientPasswords, options: ClientOptions, work: Work): Promise<MadeClientCertificate> {
  const goal = oneOf('passwordTo', options.passwordTo ?? 'secretStorage', GOALS);
  const { password, ...made } = await core.createClientCertificate(withPaths(options, 'folder'), hostFor(work));
  const result = { ...made, ...(goal === 'result' && { password }) };
  const isKept = await put(passwords, goal === 'secretStorage' ? password : null, made);
  if (goal === 'person' || (goal === 'secretStorage' && !isKept)) void showPassword(made.store, password).catch(tell);
  return isKept ? result : { ...result, notes: [...result.notes, NOT_KEPT] };
}

/** Brings the secret storage up to date with a new store, whose password is `null` where it is not to be kept; whether the storage did it. */
async function put(passwords: ClientPasswords, password: string | null, { store, backups }: MadeClientCertificate): Promise<boolean> {
  try {
    for (const backup of backups) await passwords.move(store, backup);
    await (password === null ? passwords.forget(store) : passwords.keep(store, password));
    return true;
  } catch {
    return false;
  }
}

/** Shows a password in a dialog, of which nothing stays. */
async function showPassword(store: string, password: string): Promise<void> {
  const copy = 'Copy Password';
  const message = `The password of ${path.basename(store)}, shown this once: without it nobody can use the certificate.`;
  const answer = await vscode.window.showInformationMessage(message, { modal: true, detail: password }, copy);
  if (answer === copy) await vscode.env.clipboard.writeText(password);
}

async function ask(chosen: vscode.Uri | undefined, prefill: Partial<ClientOptions>): Promise<ClientOptions | undefined> {
  const { commonName = '', authority = 'clients', keyType, days, password = '', passwordTo = 'secretStorage', ...place } = withPaths(prefill, 'folder');
  const placing = await beginPlacing(await subjectOf(chosen), place);
  const answers: Answers = { commonName, authority, keyType, days, password, passwordTo, placing };
  const isAnswered = await askInSteps(TITLE, stepsFor(answers));
  const { isOpened, there } = placing;
  if (isOpened) await vscode.commands.executeCommand('apacheWsgiTls.inspectCertificate', { prefill: { path: there[0] } });
  return isAnswered ? optionsOf(answers) : undefined;
}

function stepsFor(answers: Answers): readonly Step[] {
  return [
    nameStep(answers),
    signerStep(answers),
    keyTypeStep(
      () => KEY_TYPES,
      () => answers.keyType,
      (keyType) => Object.assign(answers, { keyType }),
    ),
    daysStep({
      active: () => core.clientDays(answers.days),
      check: core.clientDays,
      keep: (days) => Object.assign(answers, { days }),
    }),
    passwordStep(answers),
    goalStep(answers),
    ...placingSteps(answers.placing, {
      usualName: () => core.storeName(answers.commonName),
      endings: 'The store gets “.p12” behind it.',
      paths: (folder, name) => [core.storePath(folder, name)],
    }),
  ];
}

function nameStep(answers: Answers): Step {
  return (place) =>
    enter({
      prompt: 'Who is the certificate for? httpd and the application see this name.',
      placeholder: 'alice, or alice@example.test',
      value: answers.commonName,
      problem: core.commonNameProblem,
      keep: (commonName) => Object.assign(answers, { commonName }),
    })(place);
}

function signerStep(answers: Answers): Step {
  return (place) =>
    pick<Signer>({
      placeholder: 'Who signs it?',
      choices: [
        {
          label: 'An Authority for Clients Alone',
          detail: 'Lets in those only who got a client certificate of it. Browsers need not trust it. Made where there is none yet.',
          value: 'clients',
        },
        { label: 'The Local Authority', detail: 'The one that signs for development servers, too.', value: 'local' },
      ],
      active: answers.authority,
      keep: (authority) => Object.assign(answers, { authority }),
    })(place);
}

function passwordStep(answers: Answers): Step {
  return (place) =>
    enter({
      prompt: 'The password that locks the store. Leave it empty to have one made of 20 letters and digits.',
      value: answers.password,
      password: true,
      problem: (text) => (text === '' ? null : core.passwordProblem(text)),
      keep: (password) => Object.assign(answers, { password }),
    })(place);
}

function goalStep(answers: Answers): Step {
  return (place) =>
    pick<Goal>({
      placeholder: 'What becomes of the password?',
      choices: [
        {
          label: 'Keep It in the Secret Storage of the Editor',
          detail: 'Locked with the keychain of your system. “Copy Client Certificate Password” gives it when you import the store.',
          value: 'secretStorage',
        },
        { label: 'Show It Once', detail: 'In a dialog, from which it can be copied. It is kept nowhere.', value: 'person' },
      ],
      active: answers.passwordTo,
      keep: (passwordTo) => Object.assign(answers, { passwordTo }),
    })(place);
}

function optionsOf({ commonName, authority, keyType, days, password, passwordTo, placing }: Answers): ClientOptions {
  return {
    ...{ commonName, authority, passwordTo, ...placeOptions(placing) },
    ...(keyType !== undefined && { keyType }),
    ...(days !== undefined && { days }),
    ...(password !== '' && { password }),
  };
}
