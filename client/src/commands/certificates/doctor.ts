/** “Trust Doctor”: whether the programs of this machine trust a certificate, why not, and what can be done about it. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { diagnosisMarkdown } from '../../certificates/diagnosisText.ts';
import { type Diagnosis, diagnoseTrust, type Question } from '../../certificates/doctor.ts';
import { type Reading, readName } from '../../certificates/names.ts';
import { pathOf } from '../../certificates/options.ts';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import type { Use } from '../../certificates/uses.ts';
import { LANGUAGE } from '../../clientOptions.ts';
import { namedCertificates } from '../../namedCertificates.ts';
import { showReport } from '../../views/reportDocument.ts';
import { askInSteps, type Choice, enter, type Step } from '../steps.ts';
import { registerMaker, type Work } from '../work.ts';
import { offer, remediesFor } from './doctorRemedies.ts';
import { hostFor, thisMachine } from './machine.ts';
import { localPath, pickFile } from './pickFile.ts';

/** Registers the command; disposing takes it back. */
export function registerTrustDoctor(client: BaseLanguageClient): vscode.Disposable {
  return registerMaker<Question, Diagnosis>({
    id: 'apacheWsgiTls.trustDoctor',
    title: 'Asking what of this machine trusts the certificate',
    ask: (subject, prefill) => ask(client, subject === undefined ? prefill : { ...prefill, certificate: localPath(subject) }),
    make: diagnose,
    show: async (diagnosis, question) => {
      const report = diagnosisMarkdown(diagnosis, question);
      await showReport(`Trust of ${diagnosis.title}`, report);
      void offer(await remediesFor(diagnosis, question, report));
    },
  });
}

async function diagnose({ certificate, name }: Question, work: Work): Promise<Diagnosis> {
  const question = { certificate: pathOf('certificate', certificate), ...(name !== undefined && { name: siteName(name) }) };
  return await diagnoseTrust(question, await thisMachine(), hostFor(work));
}

/** The name that a site is opened by, in the form that certificates have it; refuses what is none. */
function siteName(typed: string): string {
  const reading = readSite(typed);
  if ('problem' in reading) throw new CertificateProblem(reading.problem);
  return reading.name.text;
}

function readSite(typed: unknown): Reading {
  const reading = readName(String(typed));
  const isWildcard = 'name' in reading && reading.name.text.startsWith('*.');
  return isWildcard ? { problem: `No site is opened as ${quoted(reading.name.text)}. Enter one of the names that it stands for.` } : reading;
}

interface Answers {
  certificate: string | undefined;
  name: string | undefined;
}

async function ask(client: BaseLanguageClient, prefill: Partial<Question>): Promise<Question | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  const uses = (await namedCertificates(client, document?.languageId === LANGUAGE ? document.uri : null)).filter(({ role }) => role === 'server');
  const answers: Answers = { certificate: prefill.certificate, name: prefill.name };
  const steps = [...(answers.certificate === undefined ? [certificateStep(uses, answers)] : []), nameStep(uses, answers)];
  if (!(await askInSteps('Trust Doctor', steps))) return undefined;
  const { certificate, name } = answers;
  if (certificate === undefined) return undefined;
  return { certificate, ...(name !== undefined && name !== '' && { name }) };
}

function certificateStep(uses: readonly Use[], answers: Answers): Step {
  const known = new Map<string, Choice<string>>();
  for (const { path: file, names } of uses) {
    if (!known.has(file)) known.set(file, { label: path.basename(file), description: names.join(', '), detail: file, value: file });
  }
  return pickFile({
    placeholder: 'Which certificate is in doubt? The file that the server sends, with its chain.',
    known: [...known.values()],
    another: 'another certificate',
    keep: (certificate) => Object.assign(answers, { certificate }),
  });
}

/** The name is filled in where a virtual host has one for the certificate. */
function nameStep(uses: readonly Use[], answers: Answers): Step {
  return async (place) => {
    const names = uses.find(({ path: file }) => file === answers.certificate)?.names ?? [];
    return await enter({
      prompt: 'The name that the site is opened by. Leave it empty to ask about the chain alone.',
      placeholder: 'app.test',
      value: answers.name ?? names.find((one) => 'name' in readSite(one)),
      problem: (text) => {
        const reading = text.trim() === '' ? null : readSite(text);
        return reading !== null && 'problem' in reading ? reading.problem : null;
      },
      keep: (text) => Object.assign(answers, { name: text.trim() }),
    })(place);
  };
}
