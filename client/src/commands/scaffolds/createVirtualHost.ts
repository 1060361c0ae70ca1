/** “Create Virtual Host”: writes the configuration of a site for a Python application. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { VirtualHostOptions } from '../../scaffolds/httpd/site.ts';
import { modulesOf, virtualHost } from '../../scaffolds/httpd/virtualHost.ts';
import { withPaths } from '../paths.ts';
import { registerMaker, type Work } from '../work.ts';
import { writeFiles } from './apply.ts';
import { askForVirtualHost } from './askForVirtualHost.ts';
import { likelyPlatform } from './likely.ts';
import { withServerPaths } from './serverPaths.ts';

/** What was made. */
export interface MadeVirtualHost {
  /** Absolute paths; the configuration comes first. */
  readonly files: readonly string[];
  /** The modules that it needs, such as `mod_ssl`. */
  readonly modules: readonly string[];
}

const TITLE = 'Create Virtual Host';

/** Registers the command; disposing takes it back. */
export function registerCreateVirtualHost(client: BaseLanguageClient): vscode.Disposable {
  return registerMaker<VirtualHostOptions, MadeVirtualHost>({
    id: 'apacheWsgiTls.createVirtualHost',
    title: TITLE,
    ask: (subject, prefill) => askForVirtualHost(client, TITLE, subject, located(prefill)),
    make,
    show,
  });
}

async function make(given: VirtualHostOptions, { manner }: Work): Promise<MadeVirtualHost> {
  const options = { ...located(given), platform: given.platform ?? (await likelyPlatform()) };
  const uris = await writeFiles(virtualHost(options), TITLE, manner);
  return { files: uris.map(({ fsPath }) => fsPath), modules: modulesOf(options) };
}

const ON_SERVER = ['script', 'project', 'pythonHome', 'certificate', 'privateKey', 'clientAuthority', 'staticFolder', 'wsgiModule'] as const;

/** The options with their paths absolute. */
function located<Options extends Partial<VirtualHostOptions>>(options: Options): Options {
  return withServerPaths(withPaths(options, 'target'), ...ON_SERVER);
}

/** Opens the configuration and offers what comes next. */
async function show({ files, modules }: MadeVirtualHost, { pattern, platform }: VirtualHostOptions): Promise<void> {
  const [file = ''] = files;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  await vscode.window.showTextDocument(document);
  if (document.languageId !== 'apacheconf') await vscode.languages.setTextDocumentLanguage(document, 'apacheconf');
  const name = vscode.workspace.asRelativePath(file);
  if (pattern === 'development') {
    void vscode.window.showInformationMessage(`${name} is made. Its first lines say how to start it.`);
    return;
  }
  const next = 'Bring It Live';
  const choice = await vscode.window.showInformationMessage(`${name} is made. httpd has to read it and to load its modules.`, next);
  if (choice === next) await vscode.commands.executeCommand('apacheWsgiTls.bringLive', { prefill: { file, platform, modules } });
}
