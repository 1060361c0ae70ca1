/** What can be found at all: some rules need the main configuration, some the files that it names. */
import type { Configuration } from '../model/configuration/configuration.ts';
import { catalog } from './catalog.ts';
import { configurationRules } from './configurationRules.ts';

/** Rules that speak of other lines, and those whose examples are main configurations: without a root they may be silent. */
const needRoot = new Set([...configurationRules, ...catalog.filter(({ page }) => page.files !== undefined)].map(({ code }) => code));
const needFiles = new Set(catalog.filter(({ page }) => Object.keys(page.files ?? {}).length > 0).map(({ code }) => code));

/** Whether findings of a code would be found in a configuration, given what is known of it. */
export function isJudged(code: string, { rooted, looksForFiles }: Pick<Configuration, 'rooted' | 'looksForFiles'>): boolean {
  return (rooted || !needRoot.has(code)) && (looksForFiles || !needFiles.has(code));
}
