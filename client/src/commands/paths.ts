/**
 * Paths in the options of commands, as keybindings and tasks write them: absolute; or taken from the folder that is open; with
 * `${workspaceFolder}` for that folder and `${workspaceFolder:NAME}` for one of several, as in tasks. Every command that takes a
 * path in its options passes them through `withPaths` first.
 */
import path from 'node:path';
import * as vscode from 'vscode';
import { CertificateProblem } from '../certificates/problem.ts';

/** The options with their paths absolute. What is no text, or a list of texts, stays as it is. Rejects where no folder is meant, or one of several. */
export function withPaths<Options extends object>(options: Options, ...keys: readonly (keyof Options & string)[]): Options {
  const values = keys.map((key) => [key, resolved(options[key], key)] as const);
  return { ...options, ...Object.fromEntries(values.filter(([, value]) => value !== undefined)) };
}

function resolved(value: unknown, option: string): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(one, option));
  return typeof value === 'string' ? absolute(value, option) : value;
}

function absolute(text: string, option: string): string {
  const whole = text.replaceAll(/\$\{workspaceFolder(?::([^}]*))?\}/g, (_, name: string | undefined) => folderFor(text, option, name));
  return whole === '' || path.isAbsolute(whole) ? whole : path.join(folderFor(text, option), whole);
}

/** The folder that is open, or the one of this name. */
function folderFor(text: string, option: string, name?: string): string {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const [folder, ...others] = name === undefined ? folders : folders.filter((one) => one.name === name);
  if (folder !== undefined && others.length === 0) return folder.uri.fsPath;
  const why = folders.length === 0 ? 'no folder is open' : name === undefined ? 'several folders are open' : `no single folder is called ${name}`;
  throw new CertificateProblem(`The option ${option}, “${text}”, is taken from the folder of the workspace, but ${why}. Write an absolute path.`);
}
