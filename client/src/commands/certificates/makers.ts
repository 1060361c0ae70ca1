/** The questions for the maker of a certificate and its kind of key: what each means for trust, and where its program is or how to get it. */
import * as vscode from 'vscode';
import type { Host } from '../../certificates/host.ts';
import type { KeyType } from '../../certificates/keys.ts';
import { MAKERS, type MakerId } from '../../certificates/makers/index.ts';
import type { Maker } from '../../certificates/makers/maker.ts';
import { CertificateProblem } from '../../certificates/problem.ts';
import { type Choice, pick, type Step } from '../steps.ts';

/** What makers are called in sentences and lists. */
export const MAKER_LABELS: Readonly<Record<MakerId, string>> = { builtin: 'Built in', mkcert: 'mkcert', openssl: 'openssl' };

/** What a maker means for trust; a line of a list shows no more than about 85 letters. */
const TRUST: Readonly<Record<MakerId, string>> = {
  builtin: 'An authority of this machine, bound to development names. Trust it once.',
  mkcert: 'mkcert’s authority for every name: trusted already where “mkcert -install” ran.',
  openssl: 'The same authority as built in; the key comes from openssl.',
};

/** How to get the program that a maker runs. */
const INSTALL: Readonly<Record<MakerId, string>> = {
  builtin: '',
  mkcert: ' To get it: “apt install mkcert”, “brew install mkcert” or “choco install mkcert”.',
  openssl: ' To get it: “apt install openssl”, “brew install openssl”, or Git for Windows, which brings it.',
};

/** A maker as it is on this machine. */
interface MakerHere {
  readonly choice: Choice<MakerId>;
  /** Why it cannot be used; null where it can. */
  readonly missing: string | null;
}

/** The question for the maker. One that cannot be used says why, and the question is asked again. */
export function makerStep(host: Host, active: () => MakerId, keep: (maker: MakerId) => void, placeholder = 'Who makes the certificate?'): Step {
  return async (place) => {
    for (;;) {
      const here = await makersHere(host);
      const answer = { chosen: active() };
      const choices = here.map(({ choice }) => choice);
      const outcome = await pick({ placeholder, choices, active: active(), keep: (chosen) => Object.assign(answer, { chosen }) })(place);
      const missing = here.find(({ choice }) => choice.value === answer.chosen)?.missing ?? null;
      if (outcome === 'answered' && missing === null) keep(answer.chosen);
      if (outcome !== 'answered' || missing === null) return outcome;
      tellMissing(answer.chosen, missing, host);
    }
  };
}

async function makersHere(host: Host): Promise<readonly MakerHere[]> {
  return await Promise.all((Object.keys(MAKERS) as MakerId[]).map((id) => makerHere(id, host)));
}

async function makerHere(value: MakerId, host: Host): Promise<MakerHere> {
  const label = MAKER_LABELS[value];
  const { program }: Maker = MAKERS[value];
  try {
    const where = program === undefined ? 'always there' : (await program(host)).file;
    return { choice: { label, description: where, detail: TRUST[value], value }, missing: null };
  } catch (error) {
    if (!(error instanceof CertificateProblem)) throw error;
    const [description, advice] = host.trusted ? ['cannot be used', INSTALL[value]] : ['needs a trusted workspace', ''];
    return { choice: { label, description, detail: `${TRUST[value]}${advice}`, value }, missing: `${error.message}${advice}` };
  }
}

/** Says why a maker cannot be used, and leads to where that can be changed. */
function tellMissing(maker: MakerId, missing: string, { trusted }: Host): void {
  const [button, command, ...rest] = trusted
    ? (['Open the Setting', 'workbench.action.openSettings', `apacheWsgiTls.${maker}Path`] as const)
    : (['Manage Workspace Trust', 'workbench.trust.manage'] as const);
  void vscode.window.showWarningMessage(missing, button).then((answer) => {
    if (answer === button) void vscode.commands.executeCommand(command, ...rest);
  });
}

const KEYS: Readonly<Record<KeyType, { readonly label: string; readonly description: string }>> = {
  'rsa-2048': { label: 'RSA 2048', description: 'understood by everything' },
  'rsa-3072': { label: 'RSA 3072', description: 'stronger, and slower at each connection' },
  'rsa-4096': { label: 'RSA 4096', description: 'takes seconds to make, and is slow at each connection' },
  'ecdsa-p256': { label: 'ECDSA P-256', description: 'small and fast; every current browser and server takes it' },
  'ecdsa-p384': { label: 'ECDSA P-384', description: 'stronger, and slower' },
};

/** What a kind of key is called. */
export function keyLabel(type: KeyType): string {
  return KEYS[type].label;
}

/** The question for the kind of key. */
export function keyTypeStep(types: () => readonly KeyType[], active: () => KeyType | undefined, keep: (type: KeyType) => void): Step {
  return (place) =>
    pick({ placeholder: 'Which kind of private key?', choices: types().map((value) => ({ ...KEYS[value], value })), active: active(), keep })(place);
}
