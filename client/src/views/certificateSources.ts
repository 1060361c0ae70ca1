/** Where the list of certificates comes from: files of the workspace, and lines of the configuration. What did not change is not read again. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type Examined, Examiner } from '../certificates/examined.ts';
import { type Entry, inventoryOf } from '../certificates/inventory.ts';
import { expiringDays, namedCertificates } from '../namedCertificates.ts';

/** Names of files that may hold certificates. */
export const CERTIFICATE_FILES = '**/*.{pem,crt,cer,der,p12,pfx,csr}';
/** Folders of other people's files. */
const EXCLUDED = '**/{node_modules,.git,.hg,.svn,venv,.venv,virtualenv,site-packages,dist-packages,.tox,__pycache__}/**';
/** How many files of the workspace are looked at. */
export const FILE_LIMIT = 1000;
/** How many files are read at a time. */
const AT_ONCE = 16;

/** What was found. */
export interface Found {
  readonly entries: readonly Entry[];
  /** Whether the workspace has more files than are looked at. */
  readonly isCut: boolean;
  /** Folders outside of the workspace that named files lie in. */
  readonly foldersOutside: readonly string[];
}

/** Finds certificates, and remembers the names of files and what they held. */
export class CertificateSources {
  readonly #client: BaseLanguageClient;
  readonly #examiner = new Examiner();
  #files: Thenable<readonly string[]> | null = null;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
  }

  /** Has the workspace searched again: a file came or went. */
  forgetFiles(): void {
    this.#files = null;
  }

  /** All that is there now. */
  async find(): Promise<Found> {
    this.#files ??= findFiles();
    const [files, uses] = await Promise.all([this.#files, namedCertificates(this.#client, null)]);
    const examined = await this.#examine([...new Set([...uses.map((use) => use.path), ...files])]);
    const judged = await Promise.all(uses.map((use) => this.#examiner.judge(use)));
    const folders = workspaceFolders();
    const named = judged.flatMap((use) => {
      const file = examined.get(use.path);
      return file === undefined ? [] : [{ file, use }];
    });
    const entries = inventoryOf({ found: files.flatMap((file) => examined.get(file) ?? []), named, folders });
    return { entries, isCut: files.length >= FILE_LIMIT, foldersOutside: outside(uses, folders) };
  }

  async #examine(files: readonly string[]): Promise<ReadonlyMap<string, Examined>> {
    const [now, days] = [Date.now(), expiringDays()];
    const examined = new Map<string, Examined>();
    for (let start = 0; start < files.length; start += AT_ONCE) {
      const some = await Promise.all(files.slice(start, start + AT_ONCE).map((file) => this.#examiner.examine(file, now, days)));
      for (const one of some) examined.set(one.path, one);
    }
    return examined;
  }
}

async function findFiles(): Promise<readonly string[]> {
  const found = await vscode.workspace.findFiles(CERTIFICATE_FILES, EXCLUDED, FILE_LIMIT);
  return found.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath);
}

function workspaceFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}

function outside(uses: readonly { readonly path: string }[], folders: readonly string[]): readonly string[] {
  const all = new Set(uses.map((use) => path.dirname(use.path)));
  return [...all].filter((one) => !folders.some((folder) => `${one}${path.sep}`.startsWith(`${folder}${path.sep}`)));
}
