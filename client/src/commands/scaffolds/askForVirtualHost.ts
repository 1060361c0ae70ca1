/** The questions for a virtual host: which kind, where it runs, its names, the files that it names, and where it goes. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askApplications } from '../../applications.ts';
import { serverPath } from '../../scaffolds/httpd/paths.ts';
import { PATTERNS, type Pattern } from '../../scaffolds/httpd/patternNames.ts';
import { PLATFORMS, type PlatformId, PROFILES } from '../../scaffolds/httpd/platforms.ts';
import { namesProblem, proxyProblem, type VirtualHostOptions } from '../../scaffolds/httpd/site.ts';
import { problemOf } from '../problemOf.ts';
import { askInSteps, enter, pick, type Step, when } from '../steps.ts';
import { type CertificateAnswers, certificateSteps } from './certificateSteps.ts';
import { likelyPlatform, likelyScript } from './likely.ts';
import { targetStep } from './targetStep.ts';

/** The answers so far; empty where there is none. */
interface Answers extends CertificateAnswers {
  pattern: Pattern;
  platform: PlatformId;
  /** Names with blanks between them, the site's own first. */
  names: string;
  script: string;
  pythonHome: string;
  clientAuthority: string;
  proxies: string;
  target: string;
}

/** An answer that is a path on the server. */
type PathAnswer = 'script' | 'pythonHome' | 'clientAuthority';

/** Asks for what is not known; `undefined` when the person gave up. */
export async function askForVirtualHost(
  client: BaseLanguageClient,
  title: string,
  subject: vscode.Uri | undefined,
  prefill: Partial<VirtualHostOptions>,
): Promise<VirtualHostOptions | undefined> {
  const answers = await likelyAnswers(client, subject, prefill);
  return (await askInSteps(title, stepsFor(answers, prefill))) ? optionsOf(answers, prefill) : undefined;
}

async function likelyAnswers(client: BaseLanguageClient, subject: vscode.Uri | undefined, prefill: Partial<VirtualHostOptions>): Promise<Answers> {
  const script = prefill.script ?? (subject?.path.endsWith('.wsgi') ? subject.fsPath : await likelyScript());
  return {
    pattern: prefill.pattern ?? 'https-redirect',
    platform: prefill.platform ?? (await likelyPlatform()),
    names: [prefill.serverName ?? '', ...(prefill.aliases ?? [])].join(' ').trim(),
    script,
    pythonHome: prefill.pythonHome ?? (prefill.script === undefined ? await environmentOf(client, script) : ''),
    certificate: prefill.certificate ?? '',
    privateKey: prefill.privateKey ?? '',
    clientAuthority: prefill.clientAuthority ?? '',
    proxies: (prefill.proxies ?? ['127.0.0.1']).join(' '),
    target: prefill.target ?? '',
  };
}

async function environmentOf(client: BaseLanguageClient, script: string): Promise<string> {
  if (script === '') return '';
  const found = await askApplications(client, vscode.Uri.file(path.dirname(script)).toString());
  return found?.environments[0]?.path ?? '';
}

/** Questions that only some patterns have are asked for these; what was handed over is not asked again. */
function stepsFor(answers: Answers, prefill: Partial<VirtualHostOptions>): readonly Step[] {
  const facts = () => PATTERNS[answers.pattern];
  const hasCertificate = () => facts().certificateFrom === 'person';
  return [
    when(() => prefill.pattern === undefined, patternStep(answers)),
    when(() => prefill.platform === undefined, platformStep(answers)),
    when(() => prefill.serverName === undefined, namesStep(answers)),
    when(() => prefill.script === undefined, pathStep(answers, 'script', 'Where is the WSGI script on the server?')),
    when(
      () => prefill.pythonHome === undefined,
      pathStep(answers, 'pythonHome', 'Where is the root of the virtual environment? Leave it empty for the system’s Python.'),
    ),
    ...certificateSteps(answers, prefill).map((step) => when(hasCertificate, step)),
    when(
      () => facts().asksClients && prefill.clientAuthority === undefined,
      pathStep(answers, 'clientAuthority', 'Where is the certificate of the authority that signs for clients?'),
    ),
    when(() => answers.pattern === 'behind-proxy' && prefill.proxies === undefined, proxiesStep(answers)),
    when(
      () => prefill.target === undefined,
      targetStep(
        () => answers.target || defaultTarget(answers),
        (target) => Object.assign(answers, { target }),
      ),
    ),
  ];
}

function patternStep(answers: Answers): Step {
  return (place) =>
    pick({
      placeholder: 'What kind of site is it?',
      choices: (Object.keys(PATTERNS) as Pattern[]).map((value) => ({ label: PATTERNS[value].title, detail: PATTERNS[value].description, value })),
      active: answers.pattern,
      keep: (pattern) => {
        answers.pattern = pattern;
      },
    })(place);
}

function platformStep(answers: Answers): Step {
  return (place) =>
    pick({
      placeholder: 'Where does httpd run?',
      choices: PLATFORMS.map((value) => ({ label: PROFILES[value].title, value })),
      active: answers.platform,
      keep: (platform) => {
        answers.platform = platform;
      },
    })(place);
}

function namesStep(answers: Answers): Step {
  return (place) =>
    enter({
      prompt: 'Which names is it reached by? The first one is its own, others stand behind it with blanks between.',
      placeholder: 'app.example.com www.app.example.com',
      value: answers.names || (answers.pattern === 'development' ? 'localhost' : ''),
      problem: (text) => namesProblem(wordsOf(text)),
      keep: (text) => {
        answers.names = text;
      },
    })(place);
}

/** A path on the server. All but the script's may be left out where the command has a way without. */
function pathStep(answers: Answers, key: PathAnswer, prompt: string): Step {
  const mayBeEmpty = key === 'pythonHome' || key === 'clientAuthority';
  return (place) =>
    enter({
      prompt,
      value: answers[key],
      problem: (text) => (text.trim() === '' && mayBeEmpty ? null : problemOf(() => serverPath(key, text.trim(), answers.platform))),
      keep: (text) => {
        answers[key] = text.trim();
      },
    })(place);
}

function proxiesStep(answers: Answers): Step {
  return (place) =>
    enter({
      prompt: 'Which addresses or networks does the proxy have? mod_wsgi believes nobody else.',
      placeholder: '127.0.0.1 10.0.0.0/8',
      value: answers.proxies,
      problem: (text) =>
        wordsOf(text)
          .map(proxyProblem)
          .find((problem) => problem !== null) ?? (wordsOf(text).length === 0 ? 'Enter an address, such as 127.0.0.1.' : null),
      keep: (text) => {
        answers.proxies = text;
      },
    })(place);
}

/** In the folder `apache` of the workspace, which is called so that its files are known for what they are. */
function defaultTarget({ names, pattern }: Answers): string {
  const [name = 'site'] = wordsOf(names);
  return path.join('apache', 'sites-available', pattern === 'development' ? 'dev.conf' : `${name}.conf`);
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((one) => one !== '');
}

function optionsOf(
  { names, proxies, pythonHome, certificate, privateKey, clientAuthority, ...answers }: Answers,
  prefill: Partial<VirtualHostOptions>,
): VirtualHostOptions {
  const [serverName = '', ...aliases] = wordsOf(names);
  const { certificateFrom } = PATTERNS[answers.pattern];
  const filled = { pythonHome, clientAuthority, ...(certificateFrom === 'person' && { certificate, privateKey }) };
  return {
    ...prefill,
    ...answers,
    serverName,
    aliases,
    proxies: wordsOf(proxies),
    ...Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== '')),
  };
}
