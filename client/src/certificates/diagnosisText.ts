/** What the trust doctor found, as a text to read and to copy. */
import type { Diagnosis, Question, Verdict } from './doctor.ts';
import { plainMarkdown } from './markdown.ts';
import { printable } from './wording.ts';

/** The report in Markdown, in which what comes from files and programs is no markup. */
export function diagnosisMarkdown({ title, problems, verdicts }: Diagnosis, { certificate, name }: Question): string {
  const about = [
    `- **Certificate:** ${plainMarkdown(printable(certificate))}`,
    ...(name === undefined ? [] : [`- **Opened as:** ${plainMarkdown(printable(name))}`]),
    `- **Result:** ${plainMarkdown(diagnosisSummary(verdicts))}`,
  ];
  const wrong = problems.length === 0 ? [] : ['## Wrong wherever it is looked at', problems.map((one) => `- ${plainMarkdown(one)}`).join('\n')];
  const rows = verdicts.map((verdict) => `| ${plainMarkdown(verdict.title)} | ${wordFor(verdict)} | ${plainMarkdown(verdict.reason)} |`);
  const table = ['| Store | Trusted | Why |', '| --- | --- | --- |', ...rows].join('\n');
  return `${[`# Trust of ${plainMarkdown(title)}`, about.join('\n'), ...wrong, '## On this machine', table].join('\n\n')}\n`;
}

/** How many trust it, in one sentence. */
export function diagnosisSummary(verdicts: readonly Verdict[]): string {
  const count = (wanted: boolean | null) => verdicts.filter(({ trusted }) => trusted === wanted).length;
  const unknown = count(null) === 0 ? '' : ` Of ${count(null)} it could not be told.`;
  return `${count(true)} of ${verdicts.length} stores on this machine trust it.${unknown}`;
}

function wordFor({ trusted }: Verdict): string {
  if (trusted === null) return 'could not be told';
  return trusted ? '✔ yes' : '✘ **no**';
}
