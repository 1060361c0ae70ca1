/** Projects on the disk, and the command that makes their WSGI scripts, for tests. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { MadeScript, WsgiScriptOptions } from '../../client/src/commands/scaffolds/createWsgiScript.ts';
import { applicationsFor } from '../../server/src/lsp/applications.ts';
import type { ApplicationsParams } from '../../server/src/lsp/protocol.ts';
import { nodeDisk } from '../../server/src/platform/node/disk.ts';
import { editor } from '../kit/vscode.ts';

export const COMMAND = 'apacheWsgiTls.createWsgiScript';

/** The Python of the system, for which mod_wsgi is built and the frameworks are installed. */
export const PYTHON = '/usr/bin/python3';

const run = promisify(execFile);

/** The server's part of the command, asked without a process between. */
export const answering = {
  isRunning: () => true,
  sendRequest: async (method: string, params: ApplicationsParams) => {
    if (method !== 'apacheconf/applications') throw new Error(`nobody answers ${method}`);
    return applicationsFor(nodeDisk, params);
  },
} as unknown as BaseLanguageClient;

/** Writes the files of a project below a folder, which everybody may read then. */
export async function writeProject(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  await chmod(folder, 0o755);
}

/** Runs the command by its options. */
export async function makeScript(options: WsgiScriptOptions): Promise<MadeScript & { readonly text: string }> {
  const made = await editor.run<MadeScript>(COMMAND, options);
  return { ...made, text: await readFile(made.files[0]!, 'utf8') };
}

/** The lines of the configuration that a script names in its comments. */
export function linesIn(text: string): string {
  return [...text.matchAll(/^# {5}(.*)$/gm)].map(([, line]) => line).join('\n');
}

/** A virtual environment without packages of its own, which sees those of the system. */
export async function makeEnvironment(folder: string): Promise<void> {
  await run(PYTHON, ['-m', 'venv', '--without-pip', '--system-site-packages', folder]);
}

/** Calls an application once, as a server would, and prints what it answers. */
const CALL = `
import io, runpy, sys
from wsgiref.util import setup_testing_defaults
environ = {"SCRIPT_NAME": "", "PATH_INFO": "/"}
setup_testing_defaults(environ)
application = runpy.run_path(sys.argv[1])["application"]
said = []
body = b"".join(application(environ, lambda status, headers, *_: said.append(status)))
sys.stdout.buffer.write(said[0].encode() + b" " + body)
`;

/** What the application of a script answers; with folders on Python's path as `python-path=` puts them there. */
export async function answerOf(script: string, pythonPath: readonly string[]): Promise<string> {
  const { stdout } = await run(PYTHON, ['-c', CALL, script], {
    env: { PYTHONPATH: pythonPath.join(':'), PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1' },
    cwd: '/',
  });
  return stdout;
}
