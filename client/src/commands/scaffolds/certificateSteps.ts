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

const TYPED: Choice<string> = { label: 'Enter a Path…', description: 'of the server, where that is another machine', value: '' };
const MAKES = '“Create Development Certificate” makes one.';

/** The questions; those whose answers were handed over are left out. */
export function certificateSteps(answers: CertificateAnswers, prefill: Partial<CertificateAnswers>): readonly Step[] {
  const isAsked = (key: keyof CertificateAnswers) => prefill[key] === undefined;
  return [
    when(() => isAsked('certificate'), certificateStep(answers)),
    when(() => isAsked('certificate') && answers.certificate === '', typedStep(answers, 'certificate', 'Where is the certificate, with its intermediates?')),
    when(() => isAsked('privateKey'), keyStep(answers)),
    when(() => isAsked('privateKey') && answers.privateKey === '', typedStep(answers, 'privateKey', 'Where is its private key?')),
  ];
}

function certificateStep(answers: CertificateAnswers): Step {
  return async (place) =>
    pickFile({
      placeholder: `Which certificate does the site have, with its intermediates? ${MAKES}`,
      known: [...(await knownCertificates()), TYPED],
      another: 'another certificate',
      keep: (certificate) => {
        answers.certificate = certificate;
      },
    })(place);
}

function keyStep(answers: CertificateAnswers): Step {
  return async (place) =>
    pickFile({
      placeholder: 'Which private key belongs to it?',
      known: [...(await keyBeside(answers.certificate)), TYPED],
      another: 'another key',
      filters: KEY_FILTERS,
      keep: (privateKey) => {
        answers.privateKey = privateKey;
      },
    })(place);
}

function typedStep(answers: CertificateAnswers, key: keyof CertificateAnswers, prompt: string): Step {
  const typed = { text: '' };
  return async (place) => {
    const outcome = await enter({
      prompt,
      placeholder: '/etc/ssl/app.test.pem',
      value: typed.text,
      problem: (text) => (path.posix.isAbsolute(text.trim()) || path.win32.isAbsolute(text.trim()) ? null : 'Enter an absolute path.'),
      keep: (text) => {
        typed.text = text.trim();
      },
    })(place);
    if (outcome === 'answered') answers[key] = typed.text;
    return outcome;
  };
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
