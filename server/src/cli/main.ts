#!/usr/bin/env node
/** `apacheconf-check`: the language server's core without an editor. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { openDocument } from '../document.ts';
import { LanguageService } from '../ide.ts';
import type { Configuration } from '../model/configuration/configuration.ts';
import type { Severity } from '../model/finding.ts';
import { NodeCertificates } from '../platform/node/certificates.ts';
import { nodeDisk } from '../platform/node/disk.ts';
import { VERSION } from '../version.ts';
import { FileCache } from '../view/files.ts';
import { FileError, Finder, readText } from './files.ts';
import { isForeign } from './foreign.ts';
import { type Options, readOptions, USAGE, UsageError } from './options.ts';
import { type ReportedFinding, render, reported } from './report.ts';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** Runs the checker; gives its exit status. */
export function main(argv: readonly string[], out: (text: string) => void, complain: (text: string) => void): number {
  try {
    const options = readOptions(argv);
    if (options === 'help') out(USAGE);
    else if (options === 'version') out(`${VERSION}\n`);
    else return check(options, out, complain);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(`apacheconf-check: ${error.message}\nTry apacheconf-check --help.\n`);
    return 2;
  }
}

function check(options: Options, out: (text: string) => void, complain: (text: string) => void): number {
  let unreadable = 0;
  const findings: ReportedFinding[] = [];
  const failed = ({ message }: FileError) => {
    complain(`apacheconf-check: ${message}\n`);
    unreadable++;
  };
  const attempt = (act: () => void) => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      failed(error);
    }
  };
  if (options.root !== null) attempt(() => requireFile(options.root!));
  const { service, files } = services(options);
  const finder = new Finder(failed);
  for (const where of options.paths.length > 0 ? options.paths : files()) {
    for (const file of finder.files(where)) attempt(() => findings.push(...checkFile(service, file, file !== where, options.severity)));
  }
  out(render(findings, options.format, VERSION));
  if (unreadable > 0) return 2;
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** The service that the options ask for, and the files of the main configuration, each once. */
function services({ target, levels, files: filesMode, root: rootFile }: Options): { service: LanguageService; files: () => string[] } {
  if (rootFile === null) return { service: new LanguageService(target, { levels, filesMode }), files: () => [] };
  const rootPath = path.resolve(rootFile).replaceAll('\\', '/');
  const service: LanguageService = new LanguageService(target, { levels, filesMode, homeOf: ({ uri }) => ({ root, real: realOf(uri) }) });
  const world = { files: new FileCache(nodeDisk, () => undefined), certificates: new NodeCertificates(), revision: () => 0 };
  const root = service.root(world, rootPath);
  return { service, files: () => filesOf(root.configuration(), rootFile) };
}

/** The files of a configuration, each once; the main one alone where that cannot be read as one. */
function filesOf(configuration: Configuration | null, rootFile: string): string[] {
  if (configuration === null) return [rootFile];
  return [...new Set(configuration.files.map(({ file }) => file.real))].map((file) => path.relative('', file));
}

/** The checker names documents by their paths as they were given. */
function realOf(file: string): string {
  return (nodeDisk.realPath(file) ?? path.resolve(file)).replaceAll('\\', '/');
}

/** The findings of a file; one that a folder was walked for may turn out to belong to another program. */
function checkFile(service: LanguageService, file: string, walked: boolean, least: Severity): ReportedFinding[] {
  const text = readText(file);
  if (walked && isForeign(text)) return [];
  const diagnostics = service.diagnostics(openDocument(file, 0, text));
  return diagnostics
    .filter(({ severity }) => RANK[severity] <= RANK[least])
    .map((diagnostic) => reported(file, diagnostic))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function requireFile(file: string): void {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new FileError(`${file}: the root is not a file that can be read`);
}

// whoever reads the report may stop early (`| head`): then there is nobody left to tell
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? process.exitCode : 2));
process.exitCode = main(
  process.argv.slice(2),
  (text) => process.stdout.write(text),
  (text) => process.stderr.write(text),
);
