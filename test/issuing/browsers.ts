/** Real browsers, asked what they show of certificates, and told whom to trust by the commands that a person is advised to run. */
import { execFile } from 'node:child_process';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import type { Host } from '../../client/src/certificates/host.ts';
import { describeMachine } from '../../client/src/certificates/machine.ts';
import { trustAdvice } from '../../client/src/certificates/trust.ts';
import type { StoreId } from '../../client/src/certificates/trustPlan.ts';
import { environmentIn, type StartBrowser } from '../kit/browser.ts';
import { startChromium } from '../kit/chromium.ts';
import { startFirefox } from '../kit/firefox.ts';
import { type Site, sitesUp } from './sites.ts';

/** A browser, its store of authorities, and what it says. */
export interface BrowserCase {
  readonly title: string;
  readonly start: StartBrowser;
  readonly store: StoreId;
  /** Of an authority that it does not trust. */
  readonly unknown: string;
  /** Of a name that the certificate is not for. */
  readonly wrongName: string;
  /** Of a name that the authority may not sign. */
  readonly outside: string;
}

export const BROWSERS: readonly BrowserCase[] = [
  {
    title: 'Chromium',
    start: startChromium,
    store: 'chromium',
    unknown: 'ERR_CERT_AUTHORITY_INVALID',
    wrongName: 'ERR_CERT_COMMON_NAME_INVALID',
    outside: 'ERR_CERT_INVALID',
  },
  {
    title: 'Firefox',
    start: startFirefox,
    store: 'firefox',
    unknown: 'SEC_ERROR_UNKNOWN_ISSUER',
    wrongName: 'SSL_ERROR_BAD_CERT_DOMAIN',
    outside: 'SEC_ERROR_CERT_NOT_IN_NAME_SPACE',
  },
];

/** What a browser with that home shows for each site under some names: texts of pages, or codes of errors. */
export async function shownIn(
  { start }: BrowserCase,
  home: string,
  sites: readonly Site[],
  namesOf: (site: Site) => readonly string[],
): Promise<Record<string, Record<string, string>>> {
  const local = sites.flatMap(namesOf).filter((name) => isIP(name) === 0 && name !== 'localhost');
  return await sitesUp(sites, async (served) => {
    const { open, close } = await start(home, [...new Set(local)]);
    try {
      const shown = [];
      for (const site of served) {
        const texts: [string, string][] = [];
        for (const name of namesOf(site)) texts.push([name, await open(`https://${isIP(name) === 6 ? `[${name}]` : name}:${site.port}/`)]);
        shown.push([site.title, Object.fromEntries(texts)] as const);
      }
      return Object.fromEntries(shown);
    } finally {
      await close();
    }
  });
}

/** Runs what a person is advised to run in that home, for some authorities. */
export async function advised(what: 'trust' | 'distrust', { store }: BrowserCase, authorities: readonly string[], host: Host, home: string): Promise<void> {
  const env = environmentIn(home);
  const machine = await describeMachine({ ...host, env });
  for (const authority of authorities) {
    const plan = (await trustAdvice(authority, machine)).plans.find((one) => one.store === store);
    if (plan === undefined) throw new Error(`no advice for ${store}`);
    for (const { command } of plan[what]) await promisify(execFile)('/bin/sh', ['-c', command], { env });
  }
}
