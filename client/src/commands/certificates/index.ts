/** The commands about certificates. Wiring only. */
import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { registerReports } from '../../views/reportDocument.ts';
import { registerBuildChain } from './chain.ts';
import { registerExemptChallenge } from './challenge.ts';
import { registerCreateClientCertificate } from './clientCertificate.ts';
import { ClientPasswords } from './clientPasswords.ts';
import { registerCopyClientPassword } from './copyClientPassword.ts';
import { registerCreateCertificate } from './create.ts';
import { registerTrustDoctor } from './doctor.ts';
import { registerInspect } from './inspect.ts';
import { registerRenewCertificate } from './renew.ts';
import { registerCreateSigningRequest } from './request.ts';
import { registerTrust } from './trust.ts';

/** Registers the commands; they are taken back with the extension. */
export function registerCertificateCommands(client: BaseLanguageClient, context: vscode.ExtensionContext): void {
  const passwords = new ClientPasswords(context.secrets);
  context.subscriptions.push(
    registerReports(),
    registerCreateCertificate(client),
    registerRenewCertificate(client),
    registerCreateSigningRequest(client),
    registerBuildChain(client),
    registerCreateClientCertificate(client, passwords),
    registerCopyClientPassword(passwords),
    registerExemptChallenge(client),
    registerInspect(client, context.secrets),
    registerTrust(),
    registerTrustDoctor(client),
  );
}
