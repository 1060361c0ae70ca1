/** The rules with what the checker says to their examples: for the generator of the pages and for the tests. */
import { type Document, LanguageService, openDocument } from '../../server/src/ide.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { catalog } from '../../server/src/rules/catalog.ts';
import type { RulePage } from '../../server/src/rules/rule.ts';

export { catalog };

/** An example as a document, and everything the checker says to it for the version that the page states. */
export function checkExample({ httpd }: RulePage, text: string): { document: Document; diagnostics: ReturnType<LanguageService['diagnostics']> } {
  const target = { ...NEWEST, httpd: httpd ?? NEWEST.httpd, stated: { httpd: httpd !== undefined, modWsgi: false } };
  const document = openDocument('file:///example.conf', 0, text);
  return { document, diagnostics: new LanguageService(target).diagnostics(document) };
}
