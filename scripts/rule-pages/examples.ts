/** The rules with what the checker says to their examples: for the generator of the pages and for the tests. */
import { type Document, LanguageService, openDocument } from '../../server/src/ide.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { catalog } from '../../server/src/rules/catalog.ts';
import type { RulePage } from '../../server/src/rules/rule.ts';

export { catalog };

/** An example as a document, and everything the checker says to it for the server that the page names. */
export function checkExample({ server }: RulePage, text: string): { document: Document; diagnostics: ReturnType<LanguageService['diagnostics']> } {
  const target = { ...NEWEST, ...server, stated: { httpd: server?.httpd !== undefined, modWsgi: false } };
  const document = openDocument('file:///example.conf', 0, text);
  return { document, diagnostics: new LanguageService(target).diagnostics(document) };
}
