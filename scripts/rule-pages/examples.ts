/** The rules with what the checker says to their examples: for the generator of the pages and for the tests. */
import { type Document, LanguageService, openDocument } from '../../server/src/ide.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { catalog } from '../../server/src/rules/catalog.ts';
import type { RulePage } from '../../server/src/rules/rule.ts';
import { FileCache } from '../../server/src/view/files.ts';
import { memoryDisk } from './memoryDisk.ts';
import { sketchedCertificates, sketchedTexts } from './sketchedCertificates.ts';

export { catalog };

/** Where an example lies that is a whole configuration. */
export const ROOT = '/etc/apache2/apache2.conf';

/** An example as a document, and everything the checker says to it for the server and the files that the page names. */
export function checkExample(page: RulePage, text: string): { document: Document; diagnostics: ReturnType<LanguageService['diagnostics']> } {
  const { server, files, certificates, place = ROOT } = page;
  const target = { ...NEWEST, ...server, stated: { httpd: server?.httpd !== undefined, modWsgi: false } };
  const document = openDocument(`file://${place}`, 0, text);
  if (files === undefined && certificates === undefined) return { document, diagnostics: new LanguageService(target).diagnostics(document) };
  const cache = new FileCache(memoryDisk({ [place]: text, ...files, ...sketchedTexts(certificates ?? {}) }), (real) => (real === place ? document : undefined));
  const service: LanguageService = new LanguageService(target, { homeOf: () => ({ root, real: place }) });
  const root = service.root({ files: cache, certificates: sketchedCertificates(certificates ?? {}), revision: () => 0 }, ROOT);
  return { document, diagnostics: service.diagnostics(document) };
}
