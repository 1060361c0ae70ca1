/** Where a rule's page is found: the pages are shipped beside the program. */

/** The address of the page of a rule. `pages` is the address of the folder of all pages, ending in a slash. */
export function ruleUrl(pages: string, code: string): string {
  return `${pages}${code}.md`;
}
