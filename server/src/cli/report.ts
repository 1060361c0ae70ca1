/** Findings in the forms that people and tools read. Lines and columns count from 1. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from '../features/diagnostics.ts';
import type { Severity } from '../model/finding.ts';
import { rulePages } from '../platform/node/pages.ts';
import { ruleUrl } from '../rules/url.ts';
import type { Format } from './options.ts';

/** One finding in one file, as `--format json` prints it. */
export interface ReportedFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly url: string;
}

/** A diagnostic as it is reported. */
export function reported(file: string, { range, severity, code, message }: Diagnostic): ReportedFinding {
  return {
    file,
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
    severity,
    code,
    message,
    url: ruleUrl(rulePages, code),
  };
}

/** The whole report, ending with a line break (empty for no findings in `text` and `github`). */
export function render(findings: readonly ReportedFinding[], format: Format, version: string): string {
  if (format === 'json') return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
  if (format === 'sarif') return `${JSON.stringify(sarif(findings, version), null, 2)}\n`;
  return findings.map(format === 'github' ? githubLine : textLine).join('');
}

function textLine({ file, line, column, severity, code, message }: ReportedFinding): string {
  return `${file}:${line}:${column}: ${severity}: ${message.replaceAll('\n', '\n    ')} [${code}]\n`;
}

const GITHUB: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

function githubLine({ file, line, column, endLine, endColumn, severity, code, message }: ReportedFinding): string {
  const place = `file=${property(file)},line=${line},endLine=${endLine},col=${column},endColumn=${endColumn},title=${property(code)}`;
  return `::${GITHUB[severity]} ${place}::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** An absolute path as a `file:` address; a relative one as a reference, for whoever knows where the run took place. */
function uriOf(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(path.sep).map(encodeURIComponent).join('/');
}

const SARIF_LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

function sarif(findings: readonly ReportedFinding[], version: string): object {
  const rules = [...new Set(findings.map(({ code }) => code))].sort().map((id) => ({ id, helpUri: ruleUrl(rulePages, id) }));
  const results = findings.map((finding) => ({
    ruleId: finding.code,
    level: SARIF_LEVEL[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(finding.file) },
          region: { startLine: finding.line, startColumn: finding.column, endLine: finding.endLine, endColumn: finding.endColumn },
        },
      },
    ],
  }));
  const driver = { name: 'apacheconf-check', version, rules };
  return { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }] };
}
