/** Where a rule's page is found. */

const PAGES = 'https://github.com/apache-wsgi-tls/apache-wsgi-tls/blob/main/docs/rules/';

/** The address of the page of a rule. */
export function ruleUrl(code: string): string {
  return `${PAGES}${code}.md`;
}
