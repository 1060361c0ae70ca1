/** What a command about certificates was run on: a folder, a file, or the place of the cursor; and the virtual hosts there. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LOOPBACK_NAMES, NAME_LIMIT } from '../../certificates/names.ts';
import { isFolder } from '../../certificates/places.ts';
import { LANGUAGE } from '../../clientOptions.ts';
import { askHosts, type HostSummary } from '../../hosts.ts';

/** What a command was run on. */
export interface Subject {
  /** The configuration file; null where it was run on none. */
  readonly document: vscode.Uri | null;
  /** Where the cursor stands in it; null where it is not the file in the editor. */
  readonly cursor: vscode.Position | null;
  /** The folder that was chosen, or that the file lies in; null where it lies on no disk. */
  readonly folder: string | null;
}

/** Virtual hosts, those that were meant apart. */
export interface Hosts {
  readonly all: readonly HostSummary[];
  /** The one that the cursor stands in. */
  readonly current: HostSummary | null;
  /** Those of the file. */
  readonly inDocument: readonly HostSummary[];
}

/** Reads what the editor hands to a command: the file or folder of the Explorer; without one, the Apache file in the editor. */
export async function subjectOf(chosen: vscode.Uri | undefined): Promise<Subject> {
  const active = vscode.window.activeTextEditor;
  const inEditor = active?.document.languageId === LANGUAGE ? active : undefined;
  if (chosen?.scheme === 'file' && (await isFolder(chosen.fsPath))) return { document: null, cursor: null, folder: chosen.fsPath };
  const document = chosen ?? inEditor?.document.uri ?? null;
  const isActive = document !== null && document.toString() === inEditor?.document.uri.toString();
  return {
    document,
    cursor: isActive ? (inEditor?.selection.active ?? null) : null,
    folder: document?.scheme === 'file' ? path.dirname(document.fsPath) : null,
  };
}

/** The virtual hosts around what a command was run on. */
export async function hostsAround(client: BaseLanguageClient, { document, cursor }: Pick<Subject, 'document' | 'cursor'>): Promise<Hosts> {
  const all = await askHosts(client, document?.toString() ?? null);
  const inDocument = all.filter(({ uri }) => vscode.Uri.parse(uri).toString() === document?.toString());
  const current = inDocument.find(({ range }) => range !== null && cursor !== null && range.start.line <= cursor.line && cursor.line <= range.end.line);
  return { all, current: current ?? null, inDocument };
}

/**
 * The names of the host under the cursor; else of the file's hosts, else of all. Those that variables stand in are left out, and so
 * are more than fit into one certificate.
 */
export function suggestedNames({ all, current, inDocument }: Hosts): readonly string[] {
  const groups = [current === null ? [] : [current], inDocument, all];
  const names = groups.map((group) => [...new Set(group.flatMap((host) => host.names).filter((name) => !/[$%]/.test(name)))]);
  const found = names.find((group) => group.length > 0) ?? [];
  return found.length <= NAME_LIMIT - LOOPBACK_NAMES.length ? found : [];
}
