/** What a document is measured against, as the editor shows it. */
import type { Document, LanguageService } from '../ide.ts';
import { addressOf } from './paths.ts';
import type { DocumentStatus } from './protocol.ts';
import type { Roots } from './roots.ts';
import type { Settings } from './settings.ts';

/** The status of a document. */
export function statusOf(document: Document, roots: Roots, { target, mainConfiguration }: Settings, service: LanguageService): DocumentStatus {
  const home = roots.homeOf(document, service);
  const { configuration } = service.view(document);
  return {
    uri: document.uri,
    httpd: target.httpd,
    modWsgi: target.modWsgi,
    stated: target.stated.httpd || target.stated.modWsgi,
    root: home === null ? null : addressOf(home.root.path),
    files: new Set(configuration.files.map(({ file }) => file.real)).size,
    partial: home !== null && !configuration.rooted,
    looksForFiles: configuration.looksForFiles,
    setting: mainConfiguration,
    candidates: roots.candidates(document, service).map(({ path, reads }) => ({ uri: addressOf(path), reads })),
  };
}
