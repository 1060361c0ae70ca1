/** “Create Development Certificate”: its questions, and what comes after. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type Created, createCertificate, pathsOf } from '../../certificates/create.ts';
import type { Host } from '../../certificates/host.ts';
import type { KeyType } from '../../certificates/keys.ts';
import { MAKERS, type MakerId } from '../../certificates/makers/index.ts';
import type { Maker } from '../../certificates/makers/maker.ts';
import { LOOPBACK_NAMES, type Name, readNames } from '../../certificates/names.ts';
import { type CreateOptions, daysOf, fileNameOf, oneOf, pathOf, texts } from '../../certificates/options.ts';
import { withPaths } from '../paths.ts';
import { askInSteps, type Step, when } from '../steps.ts';
import { registerMaker } from '../work.ts';
import { daysStep } from './days.ts';
import { hostFor } from './machine.ts';
import { keyTypeStep, makerStep } from './makers.ts';
import { consentStep, namesStep, outsideNames } from './names.ts';
import { whatNext } from './next.ts';
import { beginPlacing, type Placing, placeOptions, placingSteps } from './placing.ts';
import { hostsAround, subjectOf, suggestedNames } from './subject.ts';

const TITLE = 'Create Development Certificate';

/** The answers so far. */
interface Answers {
  names: readonly string[];
  maker: MakerId;
  permit: readonly string[];
  keyType: KeyType | undefined;
  days: number | undefined;
  readonly placing: Placing;
}

/** Registers the command; disposing takes it back. */
export function registerCreateCertificate(client: BaseLanguageClient): vscode.Disposable {
  return registerMaker<CreateOptions, Created>({
    id: 'apacheWsgiTls.createCertificate',
    title: TITLE,
    ask: (subject, prefill) => ask(client, subject, prefill),
    make: (options, work) => createCertificate(withPaths(options, 'folder'), hostFor(work)),
    show: (made, { names }) => whatNext(client, { title: TITLE, made, names }),
  });
}

async function ask(client: BaseLanguageClient, chosen: vscode.Uri | undefined, prefill: Partial<CreateOptions>): Promise<CreateOptions | undefined> {
  const given = withPaths(prefill, 'folder');
  if (given.folder !== undefined) pathOf('folder', given.folder);
  const answers = await beginning(client, chosen, given);
  const isAnswered = await askInSteps(TITLE, stepsFor(answers, hostFor()));
  const { isOpened, there } = answers.placing;
  if (isOpened) await vscode.commands.executeCommand('apacheWsgiTls.inspectCertificate', { prefill: { path: there[0] } });
  return isAnswered ? optionsOf(answers) : undefined;
}

/** The answers that the questions are filled in with. */
async function beginning(client: BaseLanguageClient, chosen: vscode.Uri | undefined, prefill: Partial<CreateOptions>): Promise<Answers> {
  const subject = await subjectOf(chosen);
  const likely = async () => [...new Set([...suggestedNames(await hostsAround(client, subject)), ...LOOPBACK_NAMES])];
  const { keyType, days } = prefill;
  return {
    names: prefill.names === undefined ? await likely() : texts('names', prefill.names),
    maker: oneOf('maker', prefill.maker ?? 'builtin', Object.keys(MAKERS) as MakerId[]),
    permit: texts('permit', prefill.permit ?? []),
    ...{ keyType, days },
    placing: await beginPlacing(subject, prefill),
  };
}

function stepsFor(answers: Answers, host: Host): readonly Step[] {
  const maker = (): Maker => MAKERS[answers.maker];
  return [
    namesStep(
      () => answers.names,
      (names) => Object.assign(answers, { names }),
    ),
    makerStep(
      host,
      () => answers.maker,
      (chosen) => Object.assign(answers, { maker: chosen }),
    ),
    permitStep(answers, host),
    keyTypeStep(
      () => maker().keyTypes,
      () => answers.keyType,
      (keyType) => Object.assign(answers, { keyType }),
    ),
    when(() => maker().days !== null, certificateDaysStep(answers)),
    ...placingSteps(answers.placing, {
      usualName: () => fileNameOf(undefined, readNames(answers.names)),
      endings: 'The certificate gets “.pem” behind it, its key “-key.pem”, both with the authority “-fullchain.pem”.',
      paths: (folder, name) => Object.values(pathsOf(path.join(folder, name))),
    }),
  ];
}

/** Asks only for names that no authority of this machine signs yet. What was permitted for other names counts no more. */
function permitStep(answers: Answers, host: Host): Step {
  let outside: readonly Name[] = [];
  const isOpen = async () => {
    outside = answers.maker === 'mkcert' ? [] : await outsideNames(answers.names, host);
    const texts = outside.map(({ text }) => text);
    const isPermitted = texts.every((text) => answers.permit.includes(text));
    answers.permit = isPermitted ? texts : [];
    return !isPermitted;
  };
  const keep = (permit: readonly string[]) => Object.assign(answers, { permit });
  return when(
    isOpen,
    consentStep(() => outside, keep),
  );
}

function certificateDaysStep(answers: Answers): Step {
  const usual = () => MAKERS[answers.maker].days;
  return daysStep({
    active: () => answers.days ?? usual(),
    check: (days) => daysOf({ maker: answers.maker, days }, usual()),
    keep: (days) => Object.assign(answers, { days }),
  });
}

function optionsOf({ names, maker, permit, keyType, days, placing }: Answers): CreateOptions {
  const isTimed = days !== undefined && MAKERS[maker].days !== null;
  return { names, maker, permit, ...placeOptions(placing), ...(keyType !== undefined && { keyType }), ...(isTimed && { days }) };
}
