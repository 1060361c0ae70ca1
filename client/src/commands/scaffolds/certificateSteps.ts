/** The questions for a certificate and its key: those of the workspace, others on this machine, or paths of a server. */
import path from 'node:path';
import * as vscode from 'vscode';
import { KEY_FILTERS, pickFile } from '../certificates/pickFile.ts';
import { type Choice, enter, type Step, when } from '../steps.ts';
import { isThere, PASSED_OVER } from './likely.ts';

/** Where the answers go; empty for a path that is still to be typed. */
export interface CertificateAnswers {
  certificate: string;
  privateKey: string;
}

const TYPED: Choice<string> = { label: 'Enter a Path…', description: 'of this machine, or of the server where that is another one', value: '' };

/** The questions; those whose answers were handed over are left out. */
export function certificateSteps(answers: CertificateAnswers, prefill: Partial<CertificateAnswers>): readonly Step[] {
  return [when(() => prefill.certificate === undefined, certificateStep(answers)), when(() => prefill.privateKey === undefined, keyStep(answers))];
}

function certificateStep(answers: CertificateAnswers): Step {
  const keep = (certificate: string) => {
    answers.certificate = certificate;
  };
  const placeholder = 'Which certificate does the site have, with its intermediates? “Create Development Certificate” makes one.';
  const pickStep: Step = async (place) =>
    pickFile({ placeholder, known: [...(await knownCertificates()), TYPED], another: 'another certificate', keep })(place);
  return orTyped(pickStep, typedStep('Where is the certificate, with its intermediates?', keep), () => answers.certificate === '');
}

function keyStep(answers: CertificateAnswers): Step {
  const keep = (privateKey: string) => {
    answers.privateKey = privateKey;
  };
  const rest = { placeholder: 'Which private key belongs to it?', another: 'another key', filters: KEY_FILTERS, keep };
  const pickStep: Step = async (place) => pickFile({ ...rest, known: [...(await keyBeside(answers.certificate)), TYPED] })(place);
  return orTyped(pickStep, typedStep('Where is its private key?', keep), () => answers.privateKey === '');
}

/** A choice, and in its place the path that is typed where the person wants to; the way back from there leads to the choice. */
function orTyped(choose: Step, enterPath: Step, isTyped: () => boolean): Step {
  return async (place) => {
    for (;;) {
      const chosen = await choose(place);
      if (chosen !== 'answered' || !isTyped()) return chosen;
      const outcome = await enterPath({ ...place, step: place.step + 1, totalSteps: place.totalSteps + 1 });
      if (outcome !== 'back') return outcome;
    }
  };
}

function typedStep(prompt: string, keep: (path: string) => void): Step {
  return enter({
    prompt,
    placeholder: '/etc/ssl/app.test.pem',
    problem: (text) => (path.posix.isAbsolute(text.trim()) || path.win32.isAbsolute(text.trim()) ? null : 'Enter an absolute path.'),
    keep: (text) => keep(text.trim()),
  });
}

/** Certificates of the workspace as their makers call them: the file with the intermediates where there is one, in whose place the other is left out. */
async function knownCertificates(): Promise<readonly Choice<string>[]> {
  const files = (await vscode.workspace.findFiles('**/*.pem', PASSED_OVER)).map(({ fsPath }) => fsPath);
  const all = new Set(files);
  const keyed = files.filter((file) => all.has(keyOf(file)) && !all.has(file.replace(/\.pem$/, '-fullchain.pem'))).sort();
  return keyed.map((value) => ({ label: path.basename(value), description: vscode.workspace.asRelativePath(path.dirname(value)), detail: value, value }));
}

async function keyBeside(certificate: string): Promise<readonly Choice<string>[]> {
  const value = keyOf(certificate);
  const isKey = value !== certificate && (await isThere(vscode.Uri.file(value)));
  return isKey ? [{ label: path.basename(value), description: 'lies beside the certificate', detail: value, value }] : [];
}

/** What the key of a certificate is called where both were made together. */
function keyOf(certificate: string): string {
  return certificate.replace(/(?:-fullchain)?\.pem$/, '-key.pem');
}
