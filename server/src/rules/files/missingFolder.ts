import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, lastOf } from '../../model/configuration/entry.ts';
import { perEntry } from '../../model/configuration/kept.ts';
import { absolutePath } from '../../model/reading/paths.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { everywhere, perServer, type Server, serversOf } from '../sites/lists.ts';
import { findingAt, once, refusal } from '../tls/report.ts';
import { argumentAt, missingPath, type Named, type Namer } from './named.ts';

/** A folder that has to be there before httpd starts. */
export const missingFolder: ConfigurationRule = {
  code: 'missing-folder',
  severity: 'error',
  page: {
    title: 'Missing folder',
    what: 'A folder that the line names, or the folder of a log file, does not exist.',
    why: 'httpd makes no folders: it does not start without the folder of a log, of the main server’s documents or of its own working files. For the DocumentRoot of a virtual host it only warns, and answers with 404.',
    fix: 'Create the folder, or correct the path. A relative path starts at ServerRoot.',
    bad: 'Listen 80\n<VirtualHost *:80>\n    ServerName blog.test\n    ErrorLog /var/log/blog/error.log\n</VirtualHost>\n',
    good: 'Listen 80\n<VirtualHost *:80>\n    ServerName blog.test\n    ErrorLog /var/log/apache2/blog.log\n</VirtualHost>\n',
    files: { '/var/log/apache2/': '' },
  },
  check: (configuration) => {
    if (!configuration.looksForFiles) return [];
    const named = everywhere(configuration, ...Object.keys(FOLDERS)).flatMap((entry) => folderFinding(configuration, entry));
    return once([...named, ...serversOf(configuration).flatMap((server) => logFindings(configuration, server))]);
  },
};

const FOLDERS: Readonly<Record<string, Namer>> = {
  documentroot: argumentAt(0, 'folder', (path) => `DocumentRoot '${path}' is not a directory, or is not readable`),
  coredumpdirectory: argumentAt(0, 'folder', (path) => `CoreDumpDirectory ${path} does not exist`),
  chrootdir: argumentAt(0, 'folder', () => 'ChrootDir must be a valid directory'),
  defaultruntimedir: whereAbsolute(argumentAt(0, 'folder', () => 'DefaultRuntimeDir must be a valid directory, absolute or relative to ServerRoot')),
  serverroot: whereAbsolute(argumentAt(0, 'folder', () => 'ServerRoot must be a valid directory')),
  mutex: mutexFolder,
};

/** Lines that are run while httpd reads: what a relative path starts from at that moment is not kept. */
function whereAbsolute(namer: Namer): Namer {
  return (entry) => {
    const named = namer(entry);
    return named?.path.startsWith('/') ? named : null;
  };
}

/** `Mutex file:/run/apache2 default`: behind the colon stands the folder of lock files. */
function mutexFolder({ statement }: Entry): Named | null {
  const [word] = statement.arguments;
  const [, path] = /^[a-z]+:(.+)$/is.exec(word?.value ?? '') ?? [];
  return word === undefined || path === undefined ? null : { word, path, wanted: 'folder', httpd: () => `Invalid Mutex directory in argument ${word.value}` };
}

const folderFinding = perEntry(folderFindingAnew);

function folderFindingAnew(configuration: Configuration, entry: Entry): ConfigurationFinding[] {
  const named = FOLDERS[entry.name]!(entry);
  const path = named === null ? null : missingPath(configuration, named);
  if (named === null || path === null) return [];
  const isServed = entry.name === 'documentroot' && entry.scope.context === 'vhost';
  const message = isServed
    ? `${path} is no folder that exists: httpd warns and answers with 404. Create it, or correct the path.`
    : `${path} is no folder that exists, so httpd does not start. Create it, or correct the path.`;
  const httpd = isServed ? `AH00112: Warning: DocumentRoot [${path}] does not exist` : named.httpd(path);
  return [findingAt(entry, { code: 'missing-folder', severity: refusal(!isServed, entry), message, httpd }, named.word)];
}

/** Logs that are written to a file; of several ErrorLog lines the last one counts (core.c, check_errorlog_dir; mod_log_config.c, log_check_config). */
const logFindings = perServer(logFindingsAnew);

function logFindingsAnew(configuration: Configuration, { entries }: Server): ConfigurationFinding[] {
  const errorLog = lastOf(entries, 'errorlog');
  const logs = entries.filter(({ name }) => name === 'customlog' || name === 'transferlog' || name === 'globallog');
  return [...(errorLog === undefined ? [] : [errorLog]), ...logs].flatMap((entry) => logFinding(configuration, entry));
}

function logFinding(configuration: Configuration, entry: Entry): ConfigurationFinding[] {
  const [word] = entry.statement.arguments;
  if (word === undefined || word.value === '' || word.value.startsWith('|')) return [];
  const isErrorLog = entry.name === 'errorlog';
  // names of providers, such as syslog:local1; a path with a colon that early is hardly meant
  if (isErrorLog && /^\w+(?::|$)/.test(word.value)) return [];
  const file = absolutePath(word.value, configuration.serverRoot);
  if (file === null) return [];
  const path = word.value.endsWith('/') ? file : file.slice(0, Math.max(file.lastIndexOf('/'), 1));
  const httpd = isErrorLog ? `AH02291: Cannot access directory '${path}/' for ` : `AH02297: Cannot access directory '${path}/' for log file '${word.value}'`;
  if (missingPath(configuration, { word, path, wanted: 'folder', httpd: () => httpd }) === null) return [];
  const message = `The folder ${path} does not exist, and httpd does not start without the folder of a log. Create it, or correct the path.`;
  return [findingAt(entry, { code: 'missing-folder', severity: refusal(true, entry), message, httpd }, word)];
}
