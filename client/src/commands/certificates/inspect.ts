/** “Inspect Certificate”: one file in full, with the lines that name it and what renews it, to read and to copy. */
import path from 'node:path';
import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type Inspection, inspectCertificate } from '../../certificates/inspect.ts';
import { inspectionMarkdown } from '../../certificates/inspectionText.ts';
import { pathOf } from '../../certificates/options.ts';
import { CertificateProblem } from '../../certificates/problem.ts';
import { usesOf } from '../../certificates/uses.ts';
import { expiringDays, namedCertificates } from '../../namedCertificates.ts';
import { showReport } from '../../views/reportDocument.ts';
import { withPaths } from '../paths.ts';
import { registerMaker } from '../work.ts';
import { ClientPasswords } from './clientPasswords.ts';
import { chooseCertificate } from './inspectSubject.ts';
import { localPath } from './pickFile.ts';
import { findPassword } from './storePassword.ts';

/** What is inspected. */
export interface InspectRequest {
  /** Path of the file. */
  readonly path: string;
  /** Opens a PKCS#12 store. It is used once and not kept. */
  readonly password?: string;
}

/** Registers the command; disposing takes it back. */
export function registerInspect(client: BaseLanguageClient, secrets: vscode.SecretStorage): vscode.Disposable {
  const passwords = new ClientPasswords(secrets);
  return registerMaker<InspectRequest, Inspection>({
    id: 'apacheWsgiTls.inspectCertificate',
    title: 'Inspecting the certificate',
    ask: async (subject, prefill) => await ask(client, passwords, subject === undefined ? prefill : { ...prefill, path: localPath(subject) }),
    make: async (options) => await inspect(client, options),
    show: async (inspection) => await showReport(`Certificate ${path.basename(inspection.path)}`, inspectionMarkdown(inspection)),
  });
}

/** Reads the file and says what the configuration makes of it. */
async function inspect(client: BaseLanguageClient, given: InspectRequest): Promise<Inspection> {
  const { path: file, password } = withPaths(given, 'path');
  const place = pathOf('path', file);
  if (password !== undefined && typeof password !== 'string') throw new CertificateProblem('The option password is a text.');
  const uses = await usesOf(place, await namedCertificates(client, null));
  return await inspectCertificate(place, { uses, expiringDays: expiringDays(), ...(password !== undefined && { password }) });
}

async function ask(client: BaseLanguageClient, passwords: ClientPasswords, prefill: Partial<InspectRequest>): Promise<InspectRequest | undefined> {
  const file = prefill.path ?? (await chooseCertificate(client));
  if (file === undefined) return undefined;
  const { path: place } = withPaths({ path: file }, 'path');
  const password = prefill.password ?? (await findPassword(place, passwords));
  if (password === undefined) return undefined;
  return { path: place, ...(password !== null && { password }) };
}
