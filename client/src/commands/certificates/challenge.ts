/** “Exempt the ACME Challenge from the Redirect”: lines that let certbot's challenge through a virtual host that redirects everything to https. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import { withPaths } from '../paths.ts';
import { registerMaker } from '../work.ts';
import { changeHostAt, chooseHost } from './insert.ts';

/** A virtual host: its file, and a line of it, counted from 1. */
export interface ChallengeOptions {
  readonly file: string;
  readonly line: number;
}

/** What was done, as a sentence. */
export interface Exempted {
  readonly summary: string;
}

/** Registers the command; disposing takes it back. */
export function registerExemptChallenge(client: BaseLanguageClient): vscode.Disposable {
  return registerMaker<ChallengeOptions, Exempted>({
    id: 'apacheWsgiTls.exemptChallenge',
    title: 'Exempt the ACME Challenge from the Redirect',
    ask: async () => {
      const host = await chooseHost(client, []);
      return host && { file: vscode.Uri.parse(host.uri).fsPath, line: host.line + 1 };
    },
    make: async (options) => {
      const { file, line } = withPaths(options, 'file');
      if (!Number.isInteger(line) || line < 1)
        throw new CertificateProblem(`The option line is a line of the virtual host, counted from 1, not ${quoted(String(line))}.`);
      const uri = vscode.Uri.file(file).toString();
      return { summary: await changeHostAt(client, { uri, line: line - 1 }, { kind: 'acmeExemption' }) };
    },
    show: async ({ summary }) => {
      vscode.window.setStatusBarMessage(`Apache WSGI & TLS: ${summary}`, 10_000);
    },
  });
}
