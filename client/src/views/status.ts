/** The language status item: which httpd and mod_wsgi a file is measured against, and whether the server runs. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { State } from 'vscode-languageclient';
import { LANGUAGE } from '../clientOptions.ts';
import { askStatus } from '../documentStatus.ts';
import type { StatusChanges } from '../statusChanges.ts';

/** Shows the item beside the language's name while an Apache file is open. */
export function registerStatus(client: BaseLanguageClient, changes: StatusChanges): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('apacheWsgiTls.status', { language: LANGUAGE });
  item.name = 'Apache WSGI & TLS';
  item.text = 'Apache';
  item.command = { title: 'Settings', command: 'workbench.action.openSettings', arguments: ['@ext:apache-wsgi-tls.apache-wsgi-tls'] };
  return vscode.Disposable.from(
    item,
    changes.follow(() => void show(item, client)),
  );
}

async function show(item: vscode.LanguageStatusItem, client: BaseLanguageClient): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== LANGUAGE) return;
  if (client.state !== State.Running) {
    item.busy = client.state === State.Starting;
    item.detail = client.state === State.Starting ? 'starting' : 'the language server is not running';
    item.severity = client.state === State.Starting ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Error;
    return;
  }
  item.busy = false;
  item.severity = vscode.LanguageStatusSeverity.Information;
  const status = await askStatus(client, document.uri.toString());
  if (status === null) return;
  item.text = `httpd ${status.httpd}, mod_wsgi ${status.modWsgi}`;
  item.detail = status.stated ? 'as the settings say; what they leave open is the newest known' : 'the newest known are assumed';
}
